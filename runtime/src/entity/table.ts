/** The attributes that an index copies besides keys: `keys-only`, `all`, or the named ones (`INCLUDE`). */
export type Projection = 'keys-only' | 'all' | readonly string[];

/** Returns whether an index with this projection holds an attribute besides keys, by its stored name. */
export const holds = (projection: Projection, stored: string): boolean =>
  projection === 'all' || (projection !== 'keys-only' && projection.includes(stored));

/** A secondary index. Without a partition key it is local: it shares the table's. */
export interface IndexDefinition {
  readonly partitionKey?: string;
  readonly sortKey?: string;
  readonly projection: Projection;
}

/** A table's keys and indexes, by the attribute names that DynamoDB sees. All key attributes are of type `S`. */
export interface TableDefinition {
  /** The logical name: the key of `tables` in the client's options. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** The attribute that DynamoDB's time to live reads (epoch seconds). */
  readonly ttl?: string;
  /** The attribute that tells entity types apart; absent where it is turned off. */
  readonly marker?: string;
  readonly indexes: { readonly [name: string]: IndexDefinition };
}
