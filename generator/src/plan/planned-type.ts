import type { Field, PlainType } from '../model/type.js';
import { kindOf } from '../types/kinds.js';

/** A type of the model in which everything that becomes a TypeScript declaration has its name. */
export type PlannedType =
  | { readonly kind: 'plain'; readonly type: PlainType }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly items: PlannedType }
  | { readonly kind: 'record'; readonly values: PlannedType }
  | { readonly kind: 'map'; readonly shape: Shape }
  /** A name from the schema's `types`, declared in `types.ts`. */
  | { readonly kind: 'reference'; readonly shape: NamedShape }
  | {
      readonly kind: 'union';
      readonly discriminator: string;
      readonly variants: readonly { readonly tag: string; readonly shape: NamedShape }[];
    };

export interface PlannedField {
  readonly field: Field;
  readonly type: PlannedType;
  /** How many shards there are: the parameter `shard` of keys, which is not an attribute. */
  readonly shards?: number;
}

/** How a type of the schema's `types` is named where it is used. */
export interface NamedShape {
  readonly name: string;
  readonly hasInput: boolean;
  /** It is declared behind its use, because it holds what uses it. */
  readonly later?: true;
}

/** A map with a declaration of its own. */
export interface Shape {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly PlannedField[];
  /** Callers may pass more than they read, so there is an `…Input` beside it. */
  readonly hasInput: boolean;
}

/** Returns whether the field may be left out of `create` and `put`. */
export function isOptionalInput(field: Field): boolean {
  return field.optional || field.default !== undefined || field.generate !== undefined || hasOwnDefault(field);
}

const hasOwnDefault = ({ type }: Field): boolean => kindOf(type).ownDefault?.(type) !== undefined;
