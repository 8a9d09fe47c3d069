import type { BigIntType } from '../types/bigint.js';
import type { BinaryType } from '../types/binary.js';
import type { BooleanType } from '../types/boolean.js';
import type { DateType } from '../types/date.js';
import type { DateTimeType } from '../types/datetime.js';
import type { DecimalType } from '../types/decimal.js';
import type { DurationType } from '../types/duration.js';
import type { EnumType } from '../types/enum.js';
import type { FieldOf } from '../types/field.js';
import type { IntegerType } from '../types/integer.js';
import type { JsonType } from '../types/json.js';
import type { ListType } from '../types/list.js';
import type { MapType } from '../types/map.js';
import type { NumberType } from '../types/number.js';
import type { RecordType } from '../types/record.js';
import type { ReferenceType } from '../types/reference.js';
import type { SetType } from '../types/set.js';
import type { StringType } from '../types/string.js';
import type { TtlType } from '../types/ttl.js';
import type { UnionType } from '../types/union.js';

/** The type of an attribute, a map's field, or an element. Each kind is a file in `types/`. */
export type Type = PlainType | NestedType;

/** Types that need no declaration in TypeScript. */
export type PlainType =
  | StringType
  | NumberType
  | IntegerType
  | BigIntType
  | DecimalType
  | BooleanType
  | BinaryType
  | DateTimeType
  | DateType
  | DurationType
  | TtlType
  | SetType
  | JsonType;

/** Types that hold others or get a name in TypeScript. */
export type NestedType = EnumType | ListType<Type> | MapType<Type> | RecordType<Type> | ReferenceType | UnionType;

/** A named value: an attribute of an entity or a field of a map. */
export interface Field extends FieldOf<Type> {}

export type { Generator } from '../types/field.js';
