import { type Expression, printExpression } from './expression.js';
import { commentText, propertyName } from './literal.js';
import type { ImportPlan } from './source-file.js';
import { LINE_WIDTH, wrapLongLines } from './wrap.js';

export interface PropertyPlan {
  readonly name: string;
  readonly type: string;
  readonly optional?: boolean;
  readonly doc?: string | undefined;
}

export interface MethodPlan {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string; readonly optional?: boolean }[];
  readonly returns: string;
  readonly doc?: string | undefined;
}

const comment = (doc: string | undefined): string => (doc ? `${blockComment(commentText(doc))}\n` : '');

/** An exported interface. User text enters through `commentText` and `propertyName` only. */
export function interfaceDeclaration(
  name: string,
  members: {
    readonly parameters?: readonly string[];
    readonly extends?: string;
    readonly properties?: readonly PropertyPlan[];
    readonly methods?: readonly MethodPlan[];
  },
  doc?: string,
): string {
  const { parameters = [], extends: base, properties = [], methods = [] } = members;
  const lines = [
    ...properties.map(
      ({ name: own, type, optional, doc: text }) =>
        `${comment(text)}readonly ${propertyName(own)}${optional ? '?' : ''}: ${type};`,
    ),
    ...methods.map(
      (method) => `${comment(method.doc)}${propertyName(method.name)}(${parameterList(method)}): ${method.returns};`,
    ),
  ];
  const head = `${name}${parameters.length > 0 ? `<${parameters.join(', ')}>` : ''}${base ? ` extends ${base}` : ''}`;
  const body = lines.map((line) => `${indented(line)}\n`).join('');
  return wrapLongLines(`${comment(doc)}export interface ${head} {\n${body}}`);
}

const parameterList = ({ parameters }: MethodPlan): string =>
  parameters.map(({ name, type, optional }) => `${name}${optional ? '?' : ''}: ${type}`).join(', ');

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '  ');

/** `type` may begin with a line break and be laid out already. */
export function typeDeclaration(name: string, type: string, doc?: string): string {
  return `${comment(doc)}export type ${name} =${type.startsWith('\n') ? type : ` ${type}`};`;
}

export function constantDeclaration(name: string, type: string, value: Expression, doc?: string): string {
  const line = `export const ${name}: ${type} =`;
  const head = wrapLongLines(line);
  const column = head.length - head.lastIndexOf('\n');
  const printed = printExpression(value, column + 1);
  const breaks = typeof value === 'string' && column + printed.length > LINE_WIDTH;
  return `${comment(doc)}${head}${breaks ? '\n  ' : ' '}${printed};`;
}

/** A function of one expression. */
export function functionDeclaration(head: string, result: string, doc?: string): string {
  return `${comment(doc)}export function ${head} {\n  return ${result};\n}`;
}

export function importDeclaration({ module, typeOnly, names }: ImportPlan): string {
  const specifiers = names.map(({ name, local }) => (name === local ? name : `${name} as ${local}`));
  const head = typeOnly ? 'import type' : 'import';
  const flat = `${head} { ${specifiers.join(', ')} } from '${module}';`;
  if (flat.length <= LINE_WIDTH) return flat;
  return `${head} {\n${specifiers.map((specifier) => `  ${specifier},\n`).join('')}} from '${module}';`;
}

/** A property list as an object type in place: `{ readonly tenantId: string }`. */
export function objectType(properties: readonly PropertyPlan[]): string {
  const members = properties.map(
    ({ name, type, optional }) => `readonly ${propertyName(name)}${optional ? '?' : ''}: ${type}`,
  );
  return `{ ${members.join('; ')} }`;
}

/** A union, broken into one line a member when it does not fit behind `used` characters. */
export function unionType(members: readonly string[], used = 0): string {
  const flat = members.join(' | ');
  if (used + flat.length <= LINE_WIDTH) return flat;
  return `\n${members.map((member) => `  | ${member}`).join('\n')}`;
}

const blockComment = (text: string): string =>
  text.includes('\n')
    ? `/**\n${text
        .split('\n')
        .map((line) => ` * ${line}`.trimEnd())
        .join('\n')}\n */`
    : `/** ${text} */`;
