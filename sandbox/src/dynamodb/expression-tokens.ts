import { validation } from './validation.js';

/** A word of an expression: an attribute name or its alias, a value's placeholder, or a sign. */
export interface Token {
  readonly kind: 'name' | 'alias' | 'value' | 'number' | 'sign';
  readonly text: string;
}

const TOKEN = /[ \t\r\n]+|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([A-Za-z_][A-Za-z0-9_]*)|(\d+)|(<>|<=|>=|[=<>()[\],.+-])/y;

/** Amazon DynamoDB Developer Guide, "Quotas": "The maximum length of any expression string is 4 KB." */
const MOST_BYTES = 4096;

/** The tokens of an expression (Amazon DynamoDB Developer Guide, "Using expressions"). A character that has no place in one is refused. */
export function tokensOf(expression: string, parameter: string): readonly Token[] {
  if (Buffer.byteLength(expression) > MOST_BYTES) {
    throw validation(
      `Invalid ${parameter}: Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(expression)}`,
    );
  }
  const tokens: Token[] = [];
  let at = 0;
  while (at < expression.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(expression);
    if (match === null) {
      throw validation(
        `Invalid ${parameter}: Syntax error; token: "${expression[at]}", near: "${expression.slice(Math.max(0, at - 10), at + 10)}"`,
      );
    }
    const [text, alias, value, name, number] = match;
    at = TOKEN.lastIndex;
    if (alias !== undefined) tokens.push({ kind: 'alias', text });
    else if (value !== undefined) tokens.push({ kind: 'value', text });
    else if (name !== undefined) tokens.push({ kind: 'name', text });
    else if (number !== undefined) tokens.push({ kind: 'number', text });
    else if (text.trim() !== '') tokens.push({ kind: 'sign', text });
  }
  return tokens;
}
