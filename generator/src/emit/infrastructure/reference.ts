/** A symbol, so that no text of a schema can pass for a reference. */
const REFERENCE: unique symbol = Symbol('reference');

/** A value that is known when the stack is made. Each tool has its own words for it. */
export type Reference =
  | { readonly [REFERENCE]: true; readonly kind: 'arn'; readonly resource: string; readonly suffix: string }
  | { readonly [REFERENCE]: true; readonly kind: 'ref'; readonly resource: string }
  /** Looked up by the Region and account of the stack. */
  | { readonly [REFERENCE]: true; readonly kind: 'mapped'; readonly mapping: string };

/** JSON with references. */
export type Value = string | number | boolean | Reference | readonly Value[] | { readonly [name: string]: Value };

export const arnOf = (resource: string, suffix = ''): Reference => ({
  [REFERENCE]: true,
  kind: 'arn',
  resource,
  suffix,
});
export const refOf = (resource: string): Reference => ({ [REFERENCE]: true, kind: 'ref', resource });
export const mappedIn = (mapping: string): Reference => ({ [REFERENCE]: true, kind: 'mapped', mapping });

export const isReference = (value: Value): value is Reference =>
  typeof value === 'object' && (value as Partial<Reference>)[REFERENCE] === true;

/** The same value with something of the tool's own in place of each reference and each text. */
export function translate(
  value: Value,
  words: { readonly reference: (reference: Reference) => unknown; readonly text?: (text: string) => string },
): unknown {
  const { reference, text = (same: string) => same } = words;
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return value;
  if (isReference(value)) return reference(value);
  if (isList(value)) return value.map((item) => translate(item, words));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [text(name), translate(item, words)]));
}

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
