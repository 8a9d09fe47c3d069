import type { AttributeType } from './attribute.js';
import { type StringLimits, string } from './string.js';
import { SCOPE_PARAMETER } from './text-form.js';

/** The parameter of a scope, such as a tenant id: within the characters of a session tag, and the limits of its attribute. */
export function scopeParameter(limits: StringLimits = {}): AttributeType {
  const base = string({ pattern: SCOPE_PARAMETER });
  if (Object.keys(limits).length === 0) return base;
  const tighter = string(limits);
  return {
    ...base,
    facets: limits,
    encode: (value, path, report) => base.encode(value, path, report) && tighter.encode(value, path, report),
    toKeyPart: (value, path, report) =>
      base.toKeyPart?.(value, path, report) && tighter.toKeyPart?.(value, path, report),
  };
}
