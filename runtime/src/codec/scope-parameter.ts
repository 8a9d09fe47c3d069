import type { AttributeType } from './attribute.js';
import { string } from './string.js';

/** The characters of a scope parameter's value: what session tags, session names and key parts all can carry. */
export const SCOPE_PARAMETER = '^[A-Za-z0-9_.\\-]{1,128}$';

/** The parameter of a scope, such as a tenant id. A tighter pattern may be given. */
export function scopeParameter(limits: { readonly pattern?: string } = {}): AttributeType {
  const base = string({ pattern: SCOPE_PARAMETER });
  if (limits.pattern === undefined) return base;
  const tighter = string({ pattern: limits.pattern });
  return {
    ...base,
    facets: limits,
    encode: (value, path, report) => base.encode(value, path, report) && tighter.encode(value, path, report),
    toKeyPart: (value, path, report) =>
      base.toKeyPart?.(value, path, report) && tighter.toKeyPart?.(value, path, report),
  };
}
