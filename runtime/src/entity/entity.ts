import type { AttributeLike } from '../codec/attribute.js';
import type { WithComputed } from './compute.js';
import type { TableDefinition } from './table.js';

/** The templates of one key, as text: see `key/template.ts`. */
export interface KeyTemplates {
  readonly partition?: string;
  readonly sort?: string;
  /**
   * The markers of entities whose keys may lie in the same partition behind the literal that the sort template begins with
   * (or it has none), so that queries must tell the types apart by the marker. Absent: the key alone tells.
   */
  readonly shared?: readonly string[];
}

/** One access pattern over an index. A local index has no partition of its own. */
export interface EntityIndex extends KeyTemplates {
  /** The name of the index in the table. */
  readonly index: string;
  /** The scope that owns the partitions of this index: `member.clubsOfUser` lies in the user's. */
  readonly scope: ScopeDefinition | undefined;
}

/** The owner of a family of partitions. Without a parameter it is public: readable by all sessions. */
export interface ScopeDefinition {
  readonly name: string;
  /** The template parameter that is bound to a principal tag. */
  readonly parameter?: string;
}

/**
 * All that the runtime knows of an entity: data, emitted by the generator.
 * `Item` is what a read returns, `Accessor` and `Bound` are the generated interfaces outside of a session and in one, and
 * `Guarded` is the latter where the session's guards are named. They are not stored, they only carry the types.
 */
export interface EntityDefinition<Item = unknown, Accessor = unknown, Bound = Accessor, Guarded = Bound> {
  /** Also the value of the table's marker attribute. */
  readonly name: string;
  readonly table: TableDefinition;
  readonly scope: ScopeDefinition | undefined;
  readonly key: KeyTemplates & { readonly partition: string };
  readonly indexes: { readonly [accessPattern: string]: EntityIndex };
  /** Codecs by attribute name, made at first use: a definition that is not used costs nothing and shakes out of a bundle. */
  readonly attributes: () => { readonly [name: string]: AttributeLike };
  /** The attribute that counts writes, for optimistic locking. */
  readonly version?: string;
  /** The side writes of each write, which the operation `sideWrites` makes. */
  readonly sideWrites?: SideWritesDefinition;
  /** Fills computed attributes in, where there are any: keys may be made of them. */
  readonly withComputed?: WithComputed;
  readonly item?: Item;
  readonly accessor?: Accessor;
  readonly bound?: Bound;
  readonly guarded?: Guarded;
}

/** The side writes of an entity. */
export interface SideWritesDefinition {
  readonly unique?: UniqueDefinition;
  readonly writeGuard?: WriteGuardDefinition;
}

export interface UniqueDefinition {
  /** The scope's prefix: guard items lie in the scope's own partition. */
  readonly prefix: string;
  /** Attribute lists, each unique within the scope. */
  readonly groups: readonly (readonly string[])[];
}

export interface WriteGuardDefinition {
  /** The guard entity's accessor: the name in `forSession(session, { role: { roleId } })`. */
  readonly name: string;
  /** A function, because two entities may guard each other. */
  readonly entity: () => EntityDefinition;
  readonly attribute: string;
  readonly contains: string;
}
