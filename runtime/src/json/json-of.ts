import type { Json } from '../codec/json.js';

/** A value in the form that JSON can hold: sets are arrays, bigints decimal texts, bytes base 64. */
export type JsonOf<Value> = Json extends Value
  ? Value
  : Value extends bigint | Uint8Array | Date
    ? string
    : Value extends string | number | boolean | null | undefined
      ? Value
      : Value extends ReadonlySet<infer Member>
        ? readonly JsonOf<Member>[]
        : Value extends readonly (infer Element)[]
          ? readonly JsonOf<Element>[]
          : { readonly [Name in keyof Value as Name extends string ? Name : never]: JsonOf<Value[Name]> };

/** The JSON form of a value. */
export function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return base64(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Set || Array.isArray(value)) return Array.from(value, toJson);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each)]));
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
