import type { Token } from './text.js';

/** A pattern without variables left in it. */
export type Glob = readonly Exclude<Token, { kind: 'variable' }>[];

/** Whether the whole text matches: `*` any characters, `?` one character (a code point). Linear but for backing up to the last `*`. */
export function matchGlob(glob: Glob, text: string): boolean {
  let token = 0;
  let at = 0;
  let lastMany = -1;
  let retryAt = 0;
  while (token < glob.length || at < text.length) {
    const next = glob[token];
    if (next?.kind === 'many') {
      lastMany = token++;
      retryAt = at;
      continue;
    }
    const width =
      next === undefined
        ? 0
        : next.kind === 'one'
          ? step(text, at)
          : text.startsWith(next.text, at)
            ? next.text.length
            : 0;
    if (width > 0) {
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

/** The code units of the character there; 0 at the end. */
const step = (text: string, at: number): number => {
  const point = text.codePointAt(at);
  return point === undefined ? 0 : point > 0xffff ? 2 : 1;
};
