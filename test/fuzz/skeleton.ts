import { marked } from 'marked';
import { ts } from 'ts-morph';
import { parseDocument } from 'yaml';

/**
 * The structure of an emitted file without its texts: equal for two schemas that differ in texts alone. Throws where the
 * file does not parse.
 */
export function skeleton(path: string, text: string): string {
  if (path.endsWith('.ts')) return ofTypeScript(path, text);
  if (path.endsWith('.json')) return ofData(JSON.parse(text), undefined);
  if (path.endsWith('.yaml')) return ofYaml(text);
  if (path.endsWith('.html')) return ofHtml(text);
  return path.endsWith('.md') ? ofHtml(marked.parse(text, { async: false })) : '';
}

/** Their members stand in the order of names, and those are texts. */
const UNORDERED: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.SourceFile,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.TypeLiteral,
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.UnionType,
  ts.SyntaxKind.IntersectionType,
]);

function ofTypeScript(path: string, text: string): string {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const [problem] = (file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
  if (problem !== undefined) throw new Error(`${path} does not parse: ${String(problem.messageText)}`);
  const visit = (node: ts.Node, isName: boolean): string => {
    if (isName) return 'name';
    if (ts.isStringLiteralLike(node)) return 'text';
    if (ts.isIdentifier(node)) return node.text;
    const name = (node as { name?: ts.Node }).name;
    const isProperty = ts.isPropertySignature(node) || ts.isPropertyAssignment(node);
    const parts: string[] = [];
    ts.forEachChild(node, (child) => {
      parts.push(visit(child, isProperty && child === name));
    });
    if (UNORDERED.has(node.kind)) parts.sort();
    return `${node.kind}(${parts.join(' ')})`;
  };
  return visit(file, false);
}

/** Elements of statements whose values are no names of the schema's. */
const SAID: ReadonlySet<string> = new Set(['Effect', 'Action', 'NotAction', 'Principal', 'Type', 'KeyType']);

function ofData(value: unknown, key: string | undefined): string {
  if (Array.isArray(value))
    return `[${value
      .map((item) => ofData(item, key))
      .sort()
      .join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${name.replace('StringLike', 'StringEquals').length}:${ofData(item, name)}`)
      .sort()
      .join(' ')}}`;
  }
  return key !== undefined && SAID.has(key) ? String(value) : typeof value;
}

function ofYaml(text: string): string {
  const document = parseDocument(text, { logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem !== undefined) throw problem;
  return ofData(document.toJS(), undefined);
}

/** Lists the elements that a browser makes, in order. */
const ofHtml = (html: string): string =>
  [...html.replace(/<(style|script)>.*?<\/\1>/gs, '<$1>').matchAll(/<(!?[\w/-]+)(\s[^>]*)?>/g)]
    .map(([tag, name = '']) =>
      [name, ...[...tag.matchAll(/\s([\w-]+)(?==")/g)].map(([, attribute]) => attribute)].join(' '),
    )
    .join('\n');
