import type { KeyTemplate } from '@tenantry/runtime/key-templates';

/**
 * Returns true if two templates plainly have no key in common, the quick answer for nearly every pair of a large schema;
 * false where it takes a proof. No part holds the first character of the literal behind it, so where the templates agree
 * up to a parameter, and in that character, the parts end at the same place and the literals behind them must agree too.
 */
export function cannotMeet(a: KeyTemplate | undefined, b: KeyTemplate | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  for (let i = 0; ; i++) {
    const [one, other] = [a.segments[i], b.segments[i]];
    if (one === undefined || other === undefined) return false;
    if (one.kind === 'parameter' || other.kind === 'parameter') {
      if (one.kind !== other.kind || closing(a, i) !== closing(b, i)) return false;
    } else if (one.text !== other.text) {
      return !one.text.startsWith(other.text) && !other.text.startsWith(one.text);
    }
  }
}

/** The character that ends the parameter at this place. */
function closing({ segments }: KeyTemplate, at: number): string | undefined {
  const next = segments[at + 1];
  return next?.kind === 'literal' ? String.fromCodePoint(next.text.codePointAt(0) ?? 0) : undefined;
}
