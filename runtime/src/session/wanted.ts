import { hash } from 'node:crypto';
import type { ScopeRecord } from './errors.js';
import type { Proof, Shape } from './sources/issuer.js';

/** The credentials that a caller wants: the cache key, and what the issuer needs when they are not there. */
export interface Wanted {
  readonly key: string;
  readonly scope: ScopeRecord;
  readonly shape: Shape | undefined;
  readonly proof: Proof | undefined;
}

/**
 * The key covers all that shapes credentials, and the proof that the caller presents: what was issued for one proof is
 * served to that proof alone, from the cache and from a call under way. Role, Region, duration, transitive tags and constant
 * options are those of one provider, which owns its cache; a role per tenant follows from the scope. No scope value holds a
 * line break.
 */
export function wantedOf(scope: ScopeRecord, shape: Shape | undefined, proof: Proof | undefined): Wanted {
  let key = '';
  for (const parameter in scope) key += `${scope[parameter]}\n`;
  if (shape !== undefined || proof !== undefined)
    key += hash('sha256', JSON.stringify([shape ?? null, proof?.text ?? null]), 'base64url');
  return { key, scope, shape, proof };
}
