import type { Subject } from './request.js';
import type { Token } from './text.js';

/**
 * Returns whether the whole text matches: `*` any characters, `?` one character (a code point), a variable its value as
 * plain text. Linear but for backing up to the last `*`. A variable without a value matches nothing.
 */
export function matchTokens(tokens: readonly Token[], text: string, subject: Subject): boolean {
  // Most tokens are one plain text or begin with another one.
  const [first] = tokens;
  if (first?.kind === 'text' && (tokens.length === 1 ? first.text !== text : !text.startsWith(first.text)))
    return false;
  let token = 0;
  let at = 0;
  let lastMany = -1;
  let retryAt = 0;
  while (token < tokens.length || at < text.length) {
    const next = tokens[token];
    if (next?.kind === 'many') {
      lastMany = token++;
      retryAt = at;
      continue;
    }
    const width = next === undefined ? NONE : widthOf(next, text, at, subject);
    if (width !== NONE) {
      token++;
      at += width;
      continue;
    }
    if (lastMany < 0 || retryAt >= text.length) return false;
    retryAt += step(text, retryAt);
    token = lastMany + 1;
    at = retryAt;
  }
  return true;
}

const NONE = -1;

/** How much of the text a token takes there; `NONE` where it does not match. */
function widthOf(token: Exclude<Token, { kind: 'many' }>, text: string, at: number, subject: Subject): number {
  if (token.kind === 'one') return at < text.length ? step(text, at) : NONE;
  const expected = token.kind === 'text' ? token.text : variableValue(token, subject);
  return expected !== undefined && text.startsWith(expected, at) ? expected.length : NONE;
}

/** The value of a variable in a request; a key of several values has none. */
export function variableValue(token: Token & { kind: 'variable' }, { context }: Subject): string | undefined {
  const value = context.get(token.key) ?? token.fallback;
  return typeof value === 'string' ? value : undefined;
}

/** The code units of the character there. */
const step = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
