const SCRIPTS = { generate: 'tenantry generate', 'generate:check': 'tenantry check' } as const;

/**
 * The text of a package.json with our scripts added; undefined when there is nothing to add. Scripts that are there
 * already stay, whatever they do. Throws a SyntaxError for text that is not JSON.
 */
export function withScripts(text: string): string | undefined {
  const content: { scripts?: { [name: string]: string } } = JSON.parse(text);
  const missing = Object.entries(SCRIPTS).filter(([name]) => content.scripts?.[name] === undefined);
  if (missing.length === 0) return undefined;
  const scripts = { ...content.scripts, ...Object.fromEntries(missing) };
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? 2;
  return `${JSON.stringify({ ...content, scripts }, undefined, indent)}${text.endsWith('\n') ? '\n' : ''}`;
}

export const newPackageJson = (name: string): string =>
  `${JSON.stringify({ name, private: true, type: 'module', scripts: SCRIPTS }, undefined, 2)}\n`;
