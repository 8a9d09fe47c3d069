type Entries = { readonly [name: string]: string };

const SCRIPTS: Entries = { generate: 'tenantry generate', 'generate:check': 'tenantry check' };

/** Adds what builds and runs a project of its own; an existing one keeps its scripts. */
const OWN_SCRIPTS: Entries = { ...SCRIPTS, build: 'tsc', start: 'tenantry sandbox -- node dist/main.js' };

const dependencies = (version: string): Entries => ({
  '@aws-sdk/client-dynamodb': '^3.700.0',
  '@aws-sdk/client-sts': '^3.700.0',
  '@tenantry/runtime': `^${version}`,
});

/** dynalite is the engine of the sandbox where no faster one is installed. */
const devDependencies = (version: string): Entries => ({
  '@tenantry/sandbox': `^${version}`,
  '@types/node': '>=20',
  dynalite: '^4.0.0',
  tenantry: `^${version}`,
  typescript: '>=5.4',
});

interface PackageJson {
  readonly scripts?: Entries;
  readonly dependencies?: Entries;
  readonly devDependencies?: Entries;
}

/**
 * The text of a package.json with our scripts and dependencies added; undefined when there is nothing to add. What is
 * there already stays, whatever it is. Throws a SyntaxError for text that is not JSON.
 */
export function withProject(text: string, version: string): string | undefined {
  const content: PackageJson = JSON.parse(text);
  const known = { ...content.dependencies, ...content.devDependencies };
  const missing = (wanted: Entries, have: Entries = {}): Entries =>
    Object.fromEntries(Object.entries(wanted).filter(([name]) => have[name] === undefined));
  const added = {
    scripts: missing(SCRIPTS, content.scripts),
    dependencies: missing(dependencies(version), known),
    devDependencies: missing(devDependencies(version), known),
  };
  const changed = Object.entries(added).filter(([, entries]) => Object.keys(entries).length > 0);
  if (changed.length === 0) return undefined;
  const parts = changed.map(([name, entries]) => [name, { ...content[name as keyof PackageJson], ...entries }]);
  const indent = /^([ \t]+)"/m.exec(text)?.[1] ?? 2;
  const next = { ...content, ...Object.fromEntries(parts) };
  return `${JSON.stringify(next, undefined, indent)}${text.endsWith('\n') ? '\n' : ''}`;
}

export function newPackageJson(name: string, version: string): string {
  const content = {
    name,
    private: true,
    type: 'module',
    scripts: OWN_SCRIPTS,
    dependencies: dependencies(version),
    devDependencies: devDependencies(version),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
