export type Projection =
  | { readonly kind: 'keys-only' }
  | { readonly kind: 'all' }
  | { readonly kind: 'include'; readonly attributes: readonly string[] };

export interface Table {
  readonly name: string;
  readonly description?: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly ttl?: string;
  /** The entity marker attribute, `_type` unless the schema says otherwise; absent when turned off. */
  readonly marker?: string;
  readonly indexes: readonly Index[];
}

export interface Index {
  readonly name: string;
  readonly kind: 'global' | 'local';
  /** Present exactly when `kind` is `global`. */
  readonly partitionKey?: string;
  readonly sortKey?: string;
  readonly projection: Projection;
}
