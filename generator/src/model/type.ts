/** The type of an attribute, a map's field, or an element. */
export type Type =
  | {
      readonly kind: 'string';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly format?: 'email' | 'uuid' | 'ulid' | 'uri';
    }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'bigint' }
  /** A number that callers see as an exact decimal string. */
  | { readonly kind: 'decimal' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'datetime'; readonly store: 'iso' | 'epoch-seconds' | 'epoch-millis' }
  | { readonly kind: 'date'; readonly store: 'iso' | 'epoch-seconds' | 'epoch-millis' }
  /** Epoch seconds; without a value it is `after` seconds from the write. */
  | { readonly kind: 'ttl'; readonly after?: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly items: Type }
  | { readonly kind: 'set'; readonly items: 'string' | 'number' | 'binary' }
  | { readonly kind: 'map'; readonly fields: readonly Field[] }
  /** Any keys, values of one type. */
  | { readonly kind: 'record'; readonly values: Type }
  | { readonly kind: 'json' }
  /** A name from the schema's `types`. */
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'union';
      readonly discriminator: string;
      readonly variants: readonly { readonly tag: string; readonly type: string }[];
    };

export type Generator = 'ulid' | 'uuid' | 'created' | 'updated';

/** A named value: an attribute of an entity or a field of a map. */
export interface Field {
  readonly name: string;
  /** The name in DynamoDB; equal to `name` unless renamed. */
  readonly storedName: string;
  readonly type: Type;
  readonly optional: boolean;
  readonly default?: string | number | boolean;
  readonly generate?: Generator;
  /** A template over other attributes. */
  readonly compute?: string;
  readonly readonly: boolean;
  readonly hidden: boolean;
  readonly sensitive: boolean;
  readonly description?: string;
  readonly deprecated?: string | true;
}
