import { foldName } from '../fold.js';
/** A policy's text, read once: what it fixes, what it takes from the request, and its wildcards. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' };

export interface Reading {
  /** `${…}`: on in documents of version 2012-10-17, where the element supports it. */
  readonly variables: boolean;
  readonly wildcards: boolean;
}

const ONE: Token = { kind: 'one' };
const MANY: Token = { kind: 'many' };

/** `${key}` or `${key, 'default'}`. */
const VARIABLE = /^\s*([^\s,'$*?{}]+)\s*(?:,\s*'([^']*)'\s*)?$/;

/** The tokens of a text; undefined where a `${…}` is none that IAM documents. */
export function readText(text: string, { variables, wildcards }: Reading): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') tokens.push({ kind: 'text', text: literal });
    literal = '';
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (variables && character === '$' && text[i + 1] === '{') {
      const end = text.indexOf('}', i);
      if (end < 0) return undefined;
      const inside = text.slice(i + 2, end);
      i = end;
      if (inside === '*' || inside === '?' || inside === '$') {
        literal += inside;
        continue;
      }
      const [, key, fallback] = VARIABLE.exec(inside) ?? [];
      if (key === undefined) return undefined;
      flush();
      tokens.push({ kind: 'variable', key: foldName(key), fallback });
    } else if (wildcards && (character === '*' || character === '?')) {
      flush();
      tokens.push(character === '*' ? MANY : ONE);
    } else literal += character;
  }
  flush();
  return tokens;
}

/** The text, where it has neither variables nor wildcards. */
export function plainText(tokens: readonly Token[]): string | undefined {
  const [first, ...others] = tokens;
  if (first === undefined) return '';
  return first.kind === 'text' && others.length === 0 ? first.text : undefined;
}
