import type { PolicyDocument } from '@tenantry/iam';

/** A symbol, so that no text of a schema can pass for a reference. */
const REFERENCE: unique symbol = Symbol('reference');

/** A part of a stack that each tool writes in its own words. */
export type Reference =
  | { readonly [REFERENCE]: true; readonly kind: 'ref'; readonly resource: string }
  /** The real name of a table. */
  | { readonly [REFERENCE]: true; readonly kind: 'table-name'; readonly table: string }
  /** `name`: the function of `policies.ts` that makes the same document. */
  | { readonly [REFERENCE]: true; readonly kind: 'policy'; readonly name: string; readonly document: PolicyDocument };

/** JSON with references. Texts may hold holes in place of what differs between environments. */
export type Value = string | number | boolean | Reference | readonly Value[] | { readonly [name: string]: Value };

export const refOf = (resource: string): Reference => ({ [REFERENCE]: true, kind: 'ref', resource });
export const tableNameOf = (table: string): Reference => ({ [REFERENCE]: true, kind: 'table-name', table });
export const policyOf = (name: string, document: PolicyDocument): Reference => ({
  [REFERENCE]: true,
  kind: 'policy',
  name,
  document,
});

export const isReference = (value: Value): value is Reference =>
  typeof value === 'object' && (value as Partial<Reference>)[REFERENCE] === true;

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Replaces each reference and each text by what a tool has in its place. */
export function translate(
  value: Value,
  words: { readonly reference: (reference: Reference) => unknown; readonly text: (text: string) => unknown },
): unknown {
  if (typeof value === 'string') return words.text(value);
  if (typeof value !== 'object') return value;
  if (isReference(value)) return words.reference(value);
  if (isList(value)) return value.map((item) => translate(item, words));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, translate(item, words)]));
}
