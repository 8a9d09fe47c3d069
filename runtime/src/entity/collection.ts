import type { EntityDefinition, ScopeDefinition } from './entity.js';
import type { TableDefinition } from './table.js';

/**
 * Several entity types in one partition of the table, read by one query. `Query` and `Bound` are the signatures of that
 * query outside of a session and in one: they are not stored, they only carry the types.
 */
export interface CollectionDefinition<Query = unknown, Bound = Query> {
  readonly name: string;
  readonly table: TableDefinition;
  readonly scope: ScopeDefinition | undefined;
  /** The partition's template. */
  readonly partition: string;
  readonly entities: readonly EntityDefinition[];
  /** Entities of the same partitions that the collection leaves out, by the values of their markers. */
  readonly others?: readonly string[];
  readonly query?: Query;
  readonly bound?: Bound;
}
