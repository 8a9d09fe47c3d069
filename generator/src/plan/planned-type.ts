import type { Field, Type } from '../model/type.js';

/** A type of the model in which everything that becomes a TypeScript declaration has its name. */
export type PlannedType =
  | { readonly kind: 'plain'; readonly type: PlainType }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly items: PlannedType }
  | { readonly kind: 'record'; readonly values: PlannedType }
  | { readonly kind: 'map'; readonly shape: Shape }
  /** A name from the schema's `types`, declared in `types.ts`. */
  | { readonly kind: 'reference'; readonly shape: Shape }
  | {
      readonly kind: 'union';
      readonly discriminator: string;
      readonly variants: readonly { readonly tag: string; readonly shape: Shape }[];
    };

export type PlainType = Exclude<Type, { kind: 'enum' | 'list' | 'record' | 'map' | 'reference' | 'union' }>;

export interface PlannedField {
  readonly field: Field;
  readonly type: PlannedType;
  /** How many shards there are: the parameter `shard` of keys, which is no attribute. */
  readonly shards?: number;
}

/** A map with a declaration of its own. */
export interface Shape {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly PlannedField[];
  /** Whether what callers pass differs from what they read, so that there is an `…Input` beside it. */
  readonly hasInput: boolean;
}

/** Whether an input of this type is wider than what is read: dates take `Date`, sets take arrays, defaults may be left out. */
export function inputDiffers(type: PlannedType): boolean {
  switch (type.kind) {
    case 'plain':
      return type.type.kind === 'datetime' || type.type.kind === 'set';
    case 'enum':
      return false;
    case 'list':
      return inputDiffers(type.items);
    case 'record':
      return inputDiffers(type.values);
    case 'map':
    case 'reference':
      return type.shape.hasInput;
    case 'union':
      return type.variants.some((variant) => variant.shape.hasInput);
  }
}

/** Whether the field may be left out of `create` and `put`. */
export function isOptionalInput(field: Field): boolean {
  return field.optional || field.default !== undefined || field.generate !== undefined || hasTtlDefault(field);
}

const hasTtlDefault = (field: Field): boolean => field.type.kind === 'ttl' && field.type.after !== undefined;
