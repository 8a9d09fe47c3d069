/** A type of any kind, for what does not look inside of it: the union of all kinds is made of their records' files. */
export interface AnyType {
  readonly kind: string;
}

export type Generator = 'ulid' | 'uuid' | 'created' | 'updated';

/** A named value, whose type is one of `T`. */
export interface FieldOf<T> {
  readonly name: string;
  /** The name in DynamoDB; equal to `name` unless renamed. */
  readonly storedName: string;
  readonly type: T;
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
