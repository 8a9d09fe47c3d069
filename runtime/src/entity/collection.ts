import type { EntityDefinition, ScopeDefinition } from './entity.js';
import type { TableDefinition } from './table.js';

/** Several entity types in one partition of the table, read by one query. */
export interface CollectionDefinition {
  readonly name: string;
  readonly table: TableDefinition;
  readonly scope: ScopeDefinition | undefined;
  /** The partition's template. */
  readonly partition: string;
  readonly entities: readonly EntityDefinition[];
  /** Entities of the same partitions that the collection leaves out, by the values of their markers. */
  readonly others?: readonly string[];
}
