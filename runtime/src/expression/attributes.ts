import type { Json } from '../codec/json.js';
import type { Condition } from './condition.js';

/** DynamoDB's type descriptors. */
export type AttributeTypeName = 'S' | 'SS' | 'N' | 'NS' | 'B' | 'BS' | 'BOOL' | 'NULL' | 'L' | 'M';

declare const value: unique symbol;

/** The conditions on any attribute. `Input` is the type that a nested `set` accepts. */
export interface AttributeReference<Input = unknown> {
  readonly [value]?: Input;
  exists(): Condition;
  notExists(): Condition;
  /** Returns whether the stored value is of this DynamoDB type. */
  type(name: AttributeTypeName): Condition;
}

declare const removable: unique symbol;

/** A reference to what reads do without: an optional attribute or field, an element, a key of a record. */
export type Removable<Attribute> = Attribute & { readonly [removable]: true };

/** Attributes that are the same or not. */
export interface EqualityAttribute<Input> extends AttributeReference<Input> {
  eq(value: Input | AttributeReference<Input>): Condition;
  ne(value: Input | AttributeReference<Input>): Condition;
  in(...values: readonly Input[] | readonly [readonly Input[]]): Condition;
}

/** Attributes that sort. */
export interface OrderedAttribute<Input> extends EqualityAttribute<Input> {
  lt(value: Input | AttributeReference<Input>): Condition;
  le(value: Input | AttributeReference<Input>): Condition;
  gt(value: Input | AttributeReference<Input>): Condition;
  ge(value: Input | AttributeReference<Input>): Condition;
  /** Both bounds included. */
  between(low: Input | AttributeReference<Input>, high: Input | AttributeReference<Input>): Condition;
}

/** Values with a size: characters of UTF-8 in bytes for strings, bytes, or members. */
export interface SizedAttribute {
  size(): SizeReference;
}

export interface SizeReference {
  eq(value: number): Condition;
  ne(value: number): Condition;
  lt(value: number): Condition;
  le(value: number): Condition;
  gt(value: number): Condition;
  ge(value: number): Condition;
  between(low: number, high: number): Condition;
}

export interface StringAttribute extends OrderedAttribute<string>, SizedAttribute {
  beginsWith(start: string): Condition;
  contains(part: string): Condition;
}
export interface EnumAttribute<T extends string> extends EqualityAttribute<T>, SizedAttribute {
  beginsWith(start: string): Condition;
  contains(part: string): Condition;
}
/** The field that tells variants of a union from each other: it changes with the whole union only. */
export interface DiscriminatorAttribute<T extends string> extends AttributeReference<never>, SizedAttribute {
  eq(value: T | AttributeReference<T>): Condition;
  ne(value: T | AttributeReference<T>): Condition;
  in(...values: readonly T[] | readonly [readonly T[]]): Condition;
  beginsWith(start: string): Condition;
  contains(part: string): Condition;
}
export interface NumberAttribute extends OrderedAttribute<number> {}
export interface BigIntAttribute extends OrderedAttribute<bigint> {}
export interface DecimalAttribute extends OrderedAttribute<string> {
  readonly numeric?: true;
}
export interface BooleanAttribute extends EqualityAttribute<boolean> {}
export interface BinaryAttribute extends OrderedAttribute<Uint8Array>, SizedAttribute {
  beginsWith(start: Uint8Array): Condition;
}

/** An ISO 8601 text with an offset, or a Date. */
export type DateTimeInput = string | Date;
export interface DateTimeAttribute extends OrderedAttribute<DateTimeInput> {}
export interface DateAttribute extends OrderedAttribute<DateTimeInput> {}

/** The values that a set accepts; DynamoDB has no empty sets. */
export type SetInput<T> = ReadonlySet<T> | readonly T[];
export interface SetAttribute<T> extends AttributeReference<SetInput<T>>, SizedAttribute {
  eq(value: SetInput<T>): Condition;
  ne(value: SetInput<T>): Condition;
  contains(member: T): Condition;
}

/** `at(0)` is the first element. */
export interface ListAttribute<Element> extends AttributeReference<readonly unknown[]>, SizedAttribute {
  at(index: number): Removable<Element>;
  contains(element: unknown): Condition;
}

/** The fields are properties; `at` reaches those whose names are taken by a condition, such as `size`. */
export type MapAttribute<Fields> = Omit<Fields, keyof MapConditions<Fields>> & MapConditions<Fields>;
export interface MapConditions<Fields> extends AttributeReference<object>, SizedAttribute {
  at<Name extends keyof Fields>(name: Name): Fields[Name];
}
export interface RecordAttribute<Element> extends AttributeReference<object>, SizedAttribute {
  at(name: string): Removable<Element>;
}

/** A field of any of the union's variants. */
export interface UnionAttribute<Fields = { readonly [name: string]: JsonAttribute }>
  extends AttributeReference<object>,
    SizedAttribute {
  at<Name extends keyof Fields>(name: Name): Fields[Name];
}

/** Any JSON value: all conditions, and steps inside. */
export interface JsonAttribute extends OrderedAttribute<Json>, SizedAttribute {
  at(step: string | number): Removable<JsonAttribute>;
  beginsWith(start: string): Condition;
  contains(part: string | number | boolean): Condition;
}
