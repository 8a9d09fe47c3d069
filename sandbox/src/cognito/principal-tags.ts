import type { JWTPayload } from 'jose';
import { Constraints } from '../sts/constraints.js';
import { LIMITS } from '../sts/session-input.js';

/** The principal tags that the pool's mapping makes of a token's claims. A claim that the token lacks gives no tag. */
export function principalTags(
  claims: JWTPayload,
  mapping: { readonly [tag: string]: string },
): { readonly [tag: string]: string } {
  const check = new Constraints();
  const pairs = Object.entries(mapping).flatMap(([tag, claim]) => {
    const value = claims[claim];
    if (value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [[tag, check.required(text, `principalTags.${tag}`, LIMITS.tagValue)] as const];
  });
  check.done();
  return Object.fromEntries(pairs);
}
