// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import type { Type } from '../../generator/src/model/type.js';
import { KINDS } from '../../generator/src/types/kinds.js';

type Kinds = typeof KINDS;

export const exactlyTheKinds: { readonly [K in keyof Kinds | Type['kind']]: Kinds[K & keyof Kinds] } = KINDS;

const { ttl: _ttl, ...withoutTtl } = KINDS;
// @ts-expect-error a kind has a record
export const missing: Kinds = withoutTtl;

// @ts-expect-error a record is of a kind
export const unknown: Kinds = { ...KINDS, money: KINDS.number };

const { codec: _codec, ...withoutCodec } = KINDS.date;
// @ts-expect-error a plain kind has a codec
export const codecless: Kinds = { ...KINDS, date: withoutCodec };

const { typescript: _typescript, ...withoutText } = KINDS.date;
// @ts-expect-error a plain kind has a type in TypeScript
export const textless: Kinds = { ...KINDS, date: withoutText };

const { inside: _inside, ...withoutInside } = KINDS.list;
// @ts-expect-error a kind says which types are inside of it
export const opaque: Kinds = { ...KINDS, list: withoutInside };

// @ts-expect-error a record belongs to one kind
export const swapped: Kinds = { ...KINDS, ttl: KINDS.string };
