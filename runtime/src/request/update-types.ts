import type {
  AttributeReference,
  BigIntAttribute,
  NumberAttribute,
  Removable,
  SetAttribute,
  SetInput,
} from '../expression/attributes.js';

// Worked out only where a method that uses them is called.

/** `(m) => m.address.city`. */
export type Place<Attributes, Value> = (attributes: Attributes) => AttributeReference<Value>;

/** `(m) => m.ratings.at(0)`: a place that may be absent. */
export type RemovablePlace<Attributes> = (attributes: Attributes) => Removable<AttributeReference>;

/** The attributes that may be absent. */
export type OptionalName<Item> = {
  [Name in keyof Item & string]-?: undefined extends Item[Name] ? Name : never;
}[keyof Item & string];

type NumberName<Attributes> = {
  [Name in keyof Attributes]: Attributes[Name] extends NumberAttribute | BigIntAttribute
    ? Name
    : // A string has all that a decimal has, but for the mark.
      'numeric' extends keyof Attributes[Name]
      ? Name
      : never;
}[keyof Attributes];

/** Amounts by the names of numeric attributes. */
export type Numbers<Attributes> = {
  readonly [Name in NumberName<Attributes>]?: Attributes[Name] extends BigIntAttribute
    ? bigint
    : 'numeric' extends keyof Attributes[Name]
      ? string
      : number;
};

/** Members by the names of set attributes. */
export type Sets<Attributes> = {
  readonly [Name in keyof Attributes as Attributes[Name] extends SetAttribute<infer _>
    ? Name
    : never]?: Attributes[Name] extends SetAttribute<infer T> ? SetInput<T> : never;
};

/** Elements by the names of list attributes. */
export type Lists<Patch> = {
  readonly [Name in keyof Patch as NonNullable<Patch[Name]> extends readonly unknown[] ? Name : never]?: Patch[Name];
};

export type Elements = readonly unknown[];
export type Members = { readonly [name: string]: unknown };

export type Returning = 'none' | 'old' | 'new' | 'updated-old' | 'updated-new';

export type Returned<Item, Which extends Returning> = Which extends 'none'
  ? undefined
  : Which extends 'old' | 'new'
    ? Item
    : Partial<Item>;
