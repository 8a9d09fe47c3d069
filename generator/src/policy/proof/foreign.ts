import { type Token, tagOfVariable } from '@tenantry/iam';
import { type KeyTemplate, SESSION_TAG_CHARACTER } from '@tenantry/runtime/key-templates';
import { anySteps, beginApart, type Chain, leadingText, type Step, someSteps, textSteps } from './chain.js';
import { commonText, commonTextApart } from './common.js';
import { patternChain } from './pattern-chain.js';

/** How a pattern was found to hold no key of another owner, or a key that it holds. `open`: neither was found. */
export type ForeignProof =
  | { readonly kind: 'disjoint' | 'lemma' | 'automaton' | 'open' }
  | { readonly kind: 'foreign'; readonly key: string; readonly session: string; readonly owner: string };

/**
 * Whether a session can reach, through one pattern, a key of a scope that another owner has.
 * `prefix` is the scope's template; the keys of an owner are its prefix, alone or followed by a character that no tag may
 * hold, and any text. That is more than the model's templates make, so it also covers keys written past the client.
 */
export function foreignKey(tokens: readonly Token[], tag: string, prefix: KeyTemplate): ForeignProof {
  // A default makes two patterns of one: with the tag, and with the default for a session without it.
  const plain = tokens.map((token): Token => (hasFallback(token) ? { kind: 'text', text: token.fallback } : token));
  const fallback = tokens.some(hasFallback) ? foreignUnder(plain, tag, prefix) : undefined;
  return fallback?.kind === 'foreign' ? fallback : foreignUnder(tokens, tag, prefix);
}

const hasFallback = (token: Token): token is Token & { kind: 'variable'; fallback: string } =>
  token.kind === 'variable' && token.fallback !== undefined;

function foreignUnder(tokens: readonly Token[], tag: string, prefix: KeyTemplate): ForeignProof {
  const before = prefix.segments[0];
  const opening = before?.kind === 'literal' ? before.text : '';
  const pattern = patternChain(tokens, (name) => (name === tag.toLowerCase() ? 'session' : undefined));
  if (beginApart(leadingText(pattern), opening)) return { kind: 'disjoint' };
  // Lemma: after the same text, a value that ends where the key ends or at a character outside its alphabet is determined.
  if (isClosed(prefix) && closesAfter(tokens, opening, tag)) return { kind: 'lemma' };
  let open = false;
  for (const owned of ownedKeys(prefix)) {
    const tied = pattern.some(({ mark }) => mark === 'session');
    const common = tied ? commonTextApart(pattern, owned) : commonText(pattern, owned);
    if (common === undefined) continue;
    const { text: key, session, owner } = common;
    if (session !== owner) return { kind: 'foreign', key, session, owner };
    open = true;
  }
  return { kind: open ? 'open' : 'automaton' };
}

/** The keys of a scope, of any owner: its prefix alone, and what goes on behind it. */
export function ownedKeys(prefix: KeyTemplate): readonly Chain[] {
  const own = prefix.segments.flatMap((segment) =>
    segment.kind === 'literal' ? textSteps(segment.text) : someSteps('tag', 'owner'),
  );
  const last = prefix.segments.at(-1);
  // A prefix that ends in what no tag may hold is closed by it; behind any other one the key must go on with that.
  const closed = last?.kind === 'literal' && closes([...last.text].at(-1) ?? '');
  return [own, [...own, ...(closed ? [] : [CLOSING]), ...anySteps]];
}

const CLOSING: Step = { class: 'closing', loop: false };

/** Whether the owner's value in a scope's prefix ends the prefix or is followed by what no tag may hold. */
function isClosed({ segments }: KeyTemplate): boolean {
  const after = segments[segments.findIndex(({ kind }) => kind === 'parameter') + 1];
  return after === undefined || (after.kind === 'literal' && closes(after.text));
}

const closes = (text: string): boolean => text !== '' && !SESSION_TAG_CHARACTER.test([...text][0] ?? '');

/** Whether a pattern is the scope's opening, the tag, and then its end or a character that closes the value. */
function closesAfter(tokens: readonly Token[], opening: string, tag: string): boolean {
  const [first] = tokens;
  if (opening !== '' && (first?.kind !== 'text' || first.text !== opening)) return false;
  const [variable, next] = tokens.slice(opening === '' ? 0 : 1);
  if (variable?.kind !== 'variable' || tagOfVariable(variable.key) !== tag.toLowerCase()) return false;
  return next === undefined || (next.kind === 'text' && closes(next.text));
}
