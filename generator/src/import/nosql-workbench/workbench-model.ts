/** The part of a NoSQL Workbench data model that the import reads; the rest (author, capacity, MySQL) is of no use here. */
export interface WorkbenchModel {
  readonly name: string;
  readonly description: string;
  readonly tables: readonly WorkbenchTable[];
}

export interface WorkbenchTable {
  readonly name: string;
  readonly key: WorkbenchKey;
  /** Global ones have a partition key of their own. */
  readonly indexes: readonly WorkbenchIndex[];
  /** DynamoDB's type by attribute, as the model declares it. */
  readonly attributeTypes: ReadonlyMap<string, string>;
  readonly items: readonly WorkbenchItem[];
  readonly facets: readonly WorkbenchFacet[];
}

export interface WorkbenchKey {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: string;
}

export interface WorkbenchIndex {
  readonly name: string;
  readonly kind: 'global' | 'local';
  readonly key: WorkbenchKey;
  readonly projection: 'all' | 'keys-only' | readonly string[];
}

/** A view of some items of a table, which is what comes closest to an entity. */
export interface WorkbenchFacet {
  readonly name: string;
  readonly partitionAlias?: string;
  readonly sortAlias?: string;
  readonly attributes: readonly string[];
  readonly items: readonly WorkbenchItem[];
}

/** A sample item: values as DynamoDB's JSON has them, by attribute. */
export type WorkbenchItem = ReadonlyMap<string, SampleValue>;

export interface SampleValue {
  /** `S`, `N`, `M` … */
  readonly type: string;
  readonly value: unknown;
}
