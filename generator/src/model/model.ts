import type { Entity } from './entity.js';
import type { Role } from './role.js';
import type { Table } from './table.js';
import type { Field } from './type.js';

/**
 * The schema after validation: complete, normalised, and independent of YAML and of the emitted languages.
 * Plain JSON. Every list that stems from a map of the schema is in code-unit order of its names, because maps have
 * no order; lists of the schema keep theirs. Attributes: key parameters in template order, then by name.
 */
export interface Model {
  readonly service: string;
  readonly output: Output;
  readonly environments: readonly Environment[];
  readonly scopes: readonly Scope[];
  readonly tables: readonly Table[];
  readonly types: readonly NamedType[];
  readonly entities: readonly Entity[];
  readonly collections: readonly Collection[];
  readonly buckets: readonly Bucket[];
  readonly roles: readonly Role[];
  readonly identity: Identity;
}

/** Folders relative to the configuration's folder (else the schema's project root); absent means: not emitted. */
export interface Output {
  readonly client?: string;
  readonly policies?: string;
  readonly infrastructure?: string;
  readonly docs?: string;
}

export interface Environment {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The AWS partition: `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Logical table name → real table name. */
  readonly tables: { readonly [table: string]: string };
  /** Begins the IAM names of roles; derived from the names of the service and the environment unless set. */
  readonly rolePrefix?: string;
}

/** The owner of a family of partitions. */
export interface Scope {
  readonly name: string;
  /** The template that every partition of this scope begins with. */
  readonly prefix: string;
  /** The one template parameter of `prefix`; absent for a public scope. */
  readonly parameter?: string;
  /** The principal tag that carries the parameter's value; present exactly when `parameter` is. */
  readonly principalTag?: string;
}

export interface NamedType {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly Field[];
}

/** Several entity types in one partition of the table, read by one query. */
export interface Collection {
  readonly name: string;
  readonly description?: string;
  readonly table: string;
  /** A partition template. */
  readonly partition: string;
  readonly scope: string | undefined;
  /** In the order of the schema's list. */
  readonly entities: readonly string[];
}

export interface Bucket {
  readonly name: string;
  readonly bucketName: string;
  /** A template such as `tenants/{tenantId}/`. */
  readonly prefix: string;
  readonly scope: string | undefined;
}

/** How a session gets its tags. Each way that is present gets its trust policy. */
export interface Identity {
  readonly assumeRole?: {
    /** Principals: ARNs, or `role/name` in the environment's own account. */
    readonly trusted: readonly string[];
    /** The value that every caller must give. */
    readonly externalId?: string;
    /** 900–43200. */
    readonly maxSessionSeconds: number;
    /** Keys of transitive session tags that callers bring along. */
    readonly inheritedTags?: readonly string[];
  };
  readonly webIdentity?: { readonly provider: string; readonly audience: readonly string[] };
  readonly cognitoIdentityPool?: {
    readonly poolId: string;
    readonly claims: { readonly [principalTag: string]: string };
  };
}
