import { propertyName, stringLiteral } from './literal.js';
import { LINE_WIDTH } from './wrap.js';

/** An expression, laid out in one line where it fits and in one line an item where it does not. */
export type Expression = string | Group;

interface Group {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** Spaces inside the delimiters when in one line: `{ a }`, `[a]`. */
  readonly padded: boolean;
}

interface Item {
  readonly prefix: string;
  readonly value: Expression;
}

export const literal = (value: string | number | boolean): string =>
  typeof value === 'string' ? stringLiteral(value) : String(value);

/**
 * An object literal; entries whose value is undefined are left out. `key` writes a name, `['some name']` where it has to
 * be worked out.
 */
export function object(
  entries: readonly (readonly [name: string, value: Expression | undefined])[],
  key: (name: string) => string = propertyName,
): Expression {
  const items = entries.flatMap(([name, value]): Item[] =>
    value === undefined ? [] : [{ prefix: isShort(name, value) ? '' : `${key(name)}: `, value }],
  );
  return items.length === 0 ? '{}' : { open: '{', items, close: '}', padded: true };
}

/** `{ name }` for `{ name: name }`: only of identifiers. */
const isShort = (name: string, value: Expression): boolean =>
  value === name && propertyName(name) === name && !/^(?:true|false|null)$/.test(name);

export const array = (values: readonly Expression[]): Expression => ({
  open: '[',
  items: values.map(plain),
  close: ']',
  padded: false,
});

export function call(callee: string, ...args: readonly Expression[]): Expression {
  const [only] = args;
  // A call with one group hugs it: `map({ … })`.
  if (args.length === 1 && only !== undefined && typeof only !== 'string') {
    return { ...only, open: `${callee}(${only.open}`, close: `${only.close})` };
  }
  return { open: `${callee}(`, items: args.map(plain), close: ')', padded: false };
}

/** `() => …`: made when it is asked for. */
export function later(value: Expression): Expression {
  if (typeof value === 'string') return `() => ${value}`;
  const [before, after] = value.open.startsWith('{') ? ['(', ')'] : ['', ''];
  return { ...value, open: `() => ${before}${value.open}`, close: `${value.close}${after}` };
}

/** Tells bundlers that the calls only make a value, which goes where nobody uses it. */
export function pure(value: Expression): Expression {
  const mark = (text: string): string => text.replace(/^\w+[<(]/, '/* @__PURE__ */ $&');
  if (typeof value === 'string') return mark(value);
  return { ...value, open: mark(value.open), items: value.items.map((item) => ({ ...item, value: pure(item.value) })) };
}

const plain = (value: Expression): Item => ({ prefix: '', value });

/** `column` is where the expression starts, `indent` the indentation of its line. */
export function printExpression(expression: Expression, column = 0, indent = 0): string {
  if (typeof expression === 'string') return expression;
  const flat = inOneLine(expression);
  if (column + flat.length <= LINE_WIDTH) return flat;
  const inner = ' '.repeat(indent + 2);
  const lines = expression.items.map(
    ({ prefix, value }) =>
      `${inner}${prefix}${printExpression(value, inner.length + prefix.length + 1, inner.length)},\n`,
  );
  return `${expression.open}\n${lines.join('')}${' '.repeat(indent)}${expression.close}`;
}

function inOneLine(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  const { open, items, close, padded } = expression;
  const space = padded && items.length > 0 ? ' ' : '';
  return open + space + items.map(({ prefix, value }) => prefix + inOneLine(value)).join(', ') + space + close;
}
