import type { Json } from '../codec/json.js';

type Leaf = string | number | bigint | boolean | null | undefined | Uint8Array | ReadonlySet<unknown>;

declare const hidden: unique symbol;

/** An item's hidden attributes, which `select` reaches. Holds no value. */
export interface WithHidden<Attributes> {
  readonly [hidden]?: Attributes;
}

/** An item with its hidden attributes. */
export type Whole<Item> =
  Item extends WithHidden<infer Attributes> ? (unknown extends Attributes ? Item : Item & Attributes) : Item;

/**
 * The paths that `select` takes: attributes, fields of maps behind a dot, elements of lists by their index: `address.city`,
 * `ratings[0].kind`. Worked out only where `select` is called. `Above` are the types that are being worked out: a type that
 * holds itself takes any path below its second appearance.
 */
export type PathOf<Item, Above = never> = Item extends unknown
  ? {
      [Name in keyof Item & string]: Name | `${Name}${Inside<NonNullable<Item[Name]>, Above>}`;
    }[keyof Item & string]
  : never;

type Inside<Value, Above> = Json extends Value | null
  ? `.${string}` | `[${number}]${string}`
  : Value extends Leaf
    ? never
    : Value extends readonly (infer Element)[]
      ? `[${number}]` | `[${number}]${Inside<NonNullable<Element>, Above>}`
      : true extends IsOneOf<Value, Above>
        ? `.${string}`
        : `.${PathOf<Value, Above | Value>}`;

type IsOneOf<Value, Above> = Above extends unknown ? ([Value, Above] extends [Above, Value] ? true : never) : never;

/** The part of an item that is selected by these paths. Of a list the selected elements, closed up. */
export type Selected<Item, Paths extends string> = {
  readonly [Name in keyof Item as Name extends Head<Paths> ? Name : never]: Name extends Paths
    ? Item[Name]
    : Json extends Item[Name] | null
      ? Item[Name]
      : Picked<Item[Name], Rest<Name & string, Paths>>;
};

type Picked<Value, Paths extends string> = Value extends Leaf
  ? Value
  : Value extends readonly (infer Element)[]
    ? readonly PickedElement<Element, Paths>[]
    : Selected<Value, Paths extends `.${infer Path}` ? Path : never>;

type PickedElement<Element, Paths> = Paths extends `[${number}]`
  ? Element
  : Paths extends `[${number}]${infer Path}`
    ? Picked<Element, Path>
    : never;

type Head<Path extends string> = Path extends `${infer First}.${string}`
  ? Head<First>
  : Path extends `${infer First}[${string}`
    ? First
    : Path;

type Rest<Name extends string, Path extends string> = Path extends `${Name}${infer Tail}`
  ? Tail extends `.${string}` | `[${string}`
    ? Tail
    : never
  : never;
