type Leaf = string | number | bigint | boolean | null | Uint8Array | readonly unknown[] | ReadonlySet<unknown>;

/** The paths that `select` takes: attributes, and fields of maps behind a dot. Worked out only where `select` is called. */
export type PathOf<Item> = { [Name in keyof Item & string]: Name | Inside<Name, NonNullable<Item[Name]>> }[keyof Item &
  string];

type Inside<Name extends string, Value> = Value extends Leaf ? never : `${Name}.${keyof Value & string}`;

/** What is left of an item when these paths are selected. */
export type Selected<Item, Paths extends string> = {
  readonly [Name in keyof Item as Name extends Head<Paths> ? Name : never]: Name extends Paths
    ? Item[Name]
    :
        | Pick<NonNullable<Item[Name]>, Tail<Name & string, Paths> & keyof NonNullable<Item[Name]>>
        | Extract<Item[Name], undefined>;
};

type Head<Path extends string> = Path extends `${infer First}.${string}` ? First : Path;
type Tail<Name extends string, Path extends string> = Path extends `${Name}.${infer Rest}` ? Rest : never;
