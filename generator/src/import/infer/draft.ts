/** A schema in the making. It holds names and templates, not YAML. */
export interface Draft {
  readonly service: string;
  readonly title: string;
  readonly scope: DraftScope;
  readonly tables: readonly DraftTable[];
  readonly entities: readonly DraftEntity[];
}

export interface DraftScope {
  readonly name: string;
  /** The beginning of its partitions, before the parameter: `TENANT#`. */
  readonly literal: string;
  readonly parameter: string;
  /** True when the model's own keys show it; else every partition of the model got it from us. */
  readonly found: boolean;
}

export interface DraftTable {
  readonly name: string;
  readonly realName: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly marker?: string;
  readonly ttl?: string;
  readonly indexes: readonly DraftIndex[];
  readonly notes: readonly Note[];
}

export interface DraftIndex {
  readonly name: string;
  /** Absent for a local index. */
  readonly partitionKey?: string;
  readonly sortKey?: string;
  readonly projection: 'all' | 'keys-only' | readonly string[];
}

export interface DraftEntity {
  readonly name: string;
  readonly table: string;
  readonly key: DraftKey;
  readonly accessPatterns: readonly DraftPattern[];
  readonly attributes: readonly DraftAttribute[];
  readonly notes: readonly Note[];
}

export interface DraftKey {
  readonly partition?: Template;
  readonly sort?: Template;
}

export interface DraftPattern extends DraftKey {
  readonly name: string;
  readonly index: string;
}

export interface DraftAttribute {
  readonly name: string;
  /** The name in DynamoDB, where it is another one. */
  readonly stored?: string;
  readonly type: DraftType;
  /** Padded numbers cannot be negative. */
  readonly min?: 0;
  readonly optional: boolean;
  /** Behind it, on its line. */
  readonly note?: string;
}

/** A word of the schema language, or a map with typed fields. */
export type DraftType = { readonly word: string } | { readonly map: readonly DraftAttribute[] };

export type Template = readonly Piece[];
export type Piece = { readonly literal: string } | { readonly attribute: string; readonly format?: string };

/** A comment of the schema. What begins a decision is the user's to make; the rest tells where something is from. */
export interface Note {
  readonly kind: 'decide' | 'about';
  readonly text: string;
}

export const decide = (text: string): Note => ({ kind: 'decide', text });
export const about = (text: string): Note => ({ kind: 'about', text });
