import { foldName } from '../fold.js';

const MATCHERS = new Map<string, RegExp>();

/** Tests a name against a pattern with `*` and `?`, without regard to case, as IAM reads actions. */
export function matchesPattern(pattern: string, name: string): boolean {
  let matcher = MATCHERS.get(pattern);
  if (matcher === undefined) {
    const source = [...pattern].map((character) =>
      character === '*' ? '[^]*' : character === '?' ? '[^]' : literal(character),
    );
    matcher = new RegExp(`^${source.join('')}$`, 'i');
    MATCHERS.set(pattern, matcher);
  }
  return matcher.test(name);
}

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Tests whether a pattern can match some text that begins with a prefix, without regard to case. */
export function canBeginWith(pattern: string, prefix: string): boolean {
  const wanted = foldName(prefix);
  const given = foldName(pattern);
  for (let i = 0; i < wanted.length; i += 1) {
    if (given[i] === '*') return true;
    if (given[i] !== '?' && given[i] !== wanted[i]) return false;
  }
  return true;
}
