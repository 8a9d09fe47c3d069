import type { Field, NestedType, PlainType, Type } from '../model/type.js';
import { bigint } from './bigint.js';
import { binary } from './binary.js';
import { boolean } from './boolean.js';
import { date } from './date.js';
import { datetime } from './datetime.js';
import { decimal } from './decimal.js';
import { duration } from './duration.js';
import { enumeration } from './enum.js';
import { integer } from './integer.js';
import { json } from './json.js';
import type { CodecCall, Kind, NestedKind, PlainKind } from './kind.js';
import { type ListType, list } from './list.js';
import { type MapType, map } from './map.js';
import { number } from './number.js';
import { type RecordType, record } from './record.js';
import { reference } from './reference.js';
import { set } from './set.js';
import { string } from './string.js';
import { ttl } from './ttl.js';
import { union } from './union.js';

/** The type as its kind's record sees it: of any types inside. */
type Shape<T extends NestedType> =
  T extends ListType<Type> ? ListType : T extends MapType<Type> ? MapType : T extends RecordType<Type> ? RecordType : T;

type Kinds = { readonly [T in PlainType as T['kind']]: PlainKind<T> } & {
  readonly [T in NestedType as T['kind']]: NestedKind<Shape<T>>;
};

/** All kinds of types, in the order in which messages list them. A kind without a record does not compile. */
export const KINDS: Kinds = {
  string,
  enum: enumeration,
  number,
  integer,
  bigint,
  decimal,
  boolean,
  binary,
  datetime,
  date,
  duration,
  ttl,
  json,
  list,
  set,
  map,
  record,
  reference,
  union,
};

/** The record of a type's kind. */
export function kindOf(type: PlainType): PlainKind<Type, Type>;
export function kindOf(type: Type): Kind<Type, Type> & Partial<PlainKind<Type, Type>>;
export function kindOf({ kind }: Type): Kind<Type, Type> {
  // The record of a kind takes types of the kind, which its own type is.
  return KINDS[kind] as unknown as Kind<Type, Type>;
}

/** Returns whether the type needs no declaration in TypeScript. */
export const isPlain = (type: Type): type is PlainType => kindOf(type).typescript !== undefined;

/** The call of the runtime that makes the codec of a type; undefined where it is made of other types' codecs. */
export const codecCallOf = (type: Type): CodecCall | undefined => kindOf(type).codec?.(type);

/** The default of a field as callers would pass it: the schema writes a bigint in quotes. */
export function defaultValueOf({ type, default: given }: Pick<Field, 'type' | 'default'>): unknown {
  const read = given === undefined ? undefined : kindOf(type).default?.read?.(given);
  return read !== undefined && 'value' in read ? read.value : given;
}

export const ALL_KINDS: readonly (readonly [kind: Type['kind'], record: Kind<Type, Type>])[] = Object.entries(
  KINDS,
) as unknown as readonly (readonly [Type['kind'], Kind<Type, Type>])[];

/** `a, b and c`. */
export function joinWords(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
