import type { Field } from './type.js';

/** A key of an entity: templates as text, see the runtime's `key/template.ts` for their reading. */
export interface Key {
  readonly partition: string;
  readonly sort?: string;
  /** The scope that owns the partition; undefined only where the schema says `unscoped: true`. */
  readonly scope: string | undefined;
}

/** One named access pattern of an entity over an index. For a local index `partition` and `scope` are the table key's. */
export interface AccessPattern extends Key {
  readonly name: string;
  readonly index: string;
}

export interface Shard {
  readonly of: string;
  readonly count: number;
}

export interface WriteGuard {
  readonly entity: string;
  readonly attribute: string;
  readonly contains: string;
}

export interface Entity {
  readonly name: string;
  readonly description?: string;
  readonly table: string;
  readonly key: Key;
  readonly accessPatterns: readonly AccessPattern[];
  readonly attributes: readonly Field[];
  /** Attribute lists that are unique within the scope. */
  readonly unique: readonly (readonly string[])[];
  /** The attribute that counts versions; absent without optimistic locking. */
  readonly version?: string;
  readonly shard?: Shard;
  readonly writeGuard?: WriteGuard;
}
