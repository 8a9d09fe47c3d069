import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A failed check of one value: the path inside the item and what is wrong with it, without the value when it is sensitive. */
export interface ValueProblem {
  readonly path: string;
  readonly message: string;
}

export type ReportValue = (problem: ValueProblem) => void;

/** A step into a value: a field of a map, a key of a record, or a position in a list. */
export type Step = string | number;

/** The type at a step, and its name in DynamoDB where that is another. */
export interface Inner {
  readonly type: AttributeType;
  readonly stored: Step;
  /** Reads fail without it. */
  readonly required?: boolean;
  /** The value that reads return where it is absent. */
  readonly default?: unknown;
}

export interface UnionParts {
  readonly discriminator: string;
  readonly variants: { readonly [tag: string]: AttributeType };
}

/**
 * One attribute type: how a value is checked, written and read.
 * Types are made by the functions beside this file (`string`, `integer`, `set`, …), so unused ones shake out of a bundle.
 */
export interface AttributeType {
  /** The schema's word for it, for messages: `string`, `datetime`, `set<string>`. */
  readonly name: string;
  /** Checks and converts what a caller passed to the stored form. Reports every problem and then returns undefined. */
  encode(value: unknown, path: string, report: ReportValue): AttributeValue | undefined;
  /** Like `encode` for the operand of a condition, where limits of length, range and form do not apply. */
  operand?(value: unknown, path: string, report: ReportValue): AttributeValue | undefined;
  /** The stored form back to what callers see. Throws `DecodeFailed` on a value of another shape. */
  decode(value: AttributeValue, path: string): unknown;
  /** The text of this value as a part of a key; absent on types that cannot stand in keys. Same checks as `encode`. */
  toKeyPart?(value: unknown, path: string, report: ReportValue): string | undefined;
  /** A key part back to the value; undefined when the text is not one that `toKeyPart` writes. */
  fromKeyPart?(text: string): unknown;
  /** The value that is computed from a text, where it is not the text itself: a shard. */
  derive?(text: string): unknown;
  /** The least and the greatest number, where the schema limits them: sums are held to it by a condition. */
  readonly limits?: { readonly min?: number; readonly max?: number };
  /** How many shards there are. */
  readonly shards?: number;
  /** The value of an attribute that was not given, at a time (epoch milliseconds) of writing. */
  initial?(now: number): unknown;
  /** The value of a time (epoch milliseconds) of the client's own clock, as precise as it is stored: on dates. */
  clock?(now: number): string;
  /** Returns the type inside: absent on scalars, undefined where there is nothing of that name. */
  inside?(step: Step): Inner | undefined;
  /** The field that holds the tag of a union, and the variants by their tags. */
  readonly union?: UnionParts;
  /** The names that `inside` knows, where they are known. */
  readonly fields?: readonly string[];
  /**
   * The options of the type, by its name: limits of a `string`, texts of an `enum`, fields of a `map`, values of a `record`.
   */
  readonly facets?: unknown;
  /** The JSON Schema of its JSON form, where `json-schema.ts` does not know the type. */
  readonly schema?: { readonly [keyword: string]: unknown };
  /** True if messages must not name what stands inside, beyond names of the schema. */
  readonly sensitive?: true;
  /** The type of a set's or list's elements: the operand of `contains`. */
  readonly element?: AttributeType;
}

/** Modifiers, as in the schema. */
export interface Modifiers {
  readonly optional?: true;
  /** Stored under this name in DynamoDB. */
  readonly name?: string;
  readonly default?: unknown;
  readonly generate?: 'ulid' | 'uuid' | 'created' | 'updated';
  /** A template over the other attributes, such as `{startsAt:yyyy-MM}`. */
  readonly compute?: string;
  readonly readonly?: true;
  readonly hidden?: true;
  /** Redacted in errors and hooks. */
  readonly sensitive?: true;
  /** Stands in keys only and is not stored: a shard. */
  readonly virtual?: true;
}

/** An attribute of an entity or a field of a map: its type and its modifiers. */
export interface Attribute extends Modifiers {
  readonly type: AttributeType;
}

/** The same, where a type alone says that it has no modifiers: half of what a compiler would have to check. */
export type AttributeLike = Attribute | AttributeType;

export const attributeOf = (given: AttributeLike): Attribute => ('type' in given ? given : { type: given });
