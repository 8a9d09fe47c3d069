import type { TypeOptions } from '../types/options.js';

/** A map of a schema, by name. It has no prototype. */
export interface Named<Value> {
  readonly [name: string]: Value;
}

/**
 * The schema as its author wrote it, shorthand and all: the form that `schemas/tenantry.schema.json` describes.
 * Parts whose shape is wrong have been reported and are left out.
 */
export interface RawSchema {
  readonly version: 1;
  readonly service?: string;
  readonly output?: {
    readonly client?: string;
    readonly policies?: string;
    readonly infrastructure?: string;
    readonly docs?: string;
  };
  readonly environments?: Named<RawEnvironment>;
  readonly scopes?: Named<RawScope>;
  readonly tables?: Named<RawTable>;
  readonly types?: Named<Named<RawAttribute>>;
  readonly entities?: Named<RawEntity>;
  readonly collections?: Named<RawCollection>;
  readonly buckets?: Named<{ readonly name: string; readonly prefix: string }>;
  readonly roles?: Named<RawRole>;
  readonly identity?: RawIdentity;
}

export interface RawEnvironment {
  readonly account: string;
  readonly region: string;
  readonly partition?: string;
  readonly tables: Named<string>;
}

export interface RawScope {
  readonly prefix: string;
  readonly principalTag?: string;
}

export interface RawTable {
  readonly description?: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly ttl?: string;
  readonly marker?: string | false;
  readonly indexes?: Named<RawIndex>;
}

export interface RawIndex {
  readonly partitionKey?: string;
  readonly sortKey?: string;
  readonly projection?: 'all' | 'keys-only' | readonly string[];
}

export interface RawKey {
  readonly partition: string;
  readonly sort?: string;
  readonly unscoped?: boolean;
}

export interface RawAccessPattern {
  readonly index: string;
  readonly partition?: string;
  readonly sort?: string;
  readonly unscoped?: boolean;
}

export interface RawEntity {
  readonly description?: string;
  readonly table?: string;
  readonly key: RawKey;
  readonly indexes?: Named<RawAccessPattern>;
  readonly unique?: readonly (readonly string[])[];
  readonly version?: boolean | string;
  readonly shard?: { readonly of: string; readonly count: number };
  readonly writeGuard?: { readonly entity: string; readonly attribute: string; readonly contains: string };
  readonly attributes: Named<RawAttribute>;
}

/** The words that say what a value is; an attribute adds modifiers. */
export interface RawElementMap extends TypeOptions {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly list?: RawElement;
  readonly set?: 'string' | 'number' | 'binary';
  readonly map?: Named<RawAttribute>;
  readonly record?: RawElement;
  readonly union?: { readonly discriminator: string; readonly variants: Named<string> };
}

export interface RawAttributeMap extends RawElementMap {
  readonly optional?: boolean;
  readonly default?: string | number | boolean;
  readonly readonly?: boolean;
  readonly hidden?: boolean;
  readonly name?: string;
  readonly generate?: 'ulid' | 'uuid' | 'created' | 'updated';
  readonly compute?: string;
  readonly sensitive?: boolean;
  readonly description?: string;
  readonly deprecated?: string | boolean;
}

export type RawElement = string | RawElementMap;
export type RawAttribute = string | RawAttributeMap;

export interface RawCollection {
  readonly description?: string;
  readonly table?: string;
  readonly partition: string;
  readonly unscoped?: boolean;
  readonly entities: readonly string[];
}

export type RawAction = 'read' | 'write' | 'get' | 'query' | 'put' | 'update' | 'delete' | 'check' | 'scan';

export interface RawGrantMap {
  readonly actions: RawAction | readonly RawAction[];
  readonly accessPatterns?: readonly string[];
  readonly attributes?: readonly string[];
}

export type RawGrant = RawAction | readonly RawAction[] | RawGrantMap;

export interface RawAcceptance {
  readonly entity: string | readonly string[];
  readonly actions: RawAction | readonly RawAction[];
  readonly attributes?: readonly string[];
  readonly because: string;
}

export interface RawRole {
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly unscoped?: boolean;
  readonly grants: Named<RawGrant>;
  readonly accept?: readonly RawAcceptance[];
  readonly trusted?: readonly string[];
  readonly externalId?: string;
  readonly maxSessionSeconds?: number;
  readonly auditTags?: readonly string[];
  readonly sourceIdentity?: 'allowed' | 'required';
  readonly perTenant?: boolean;
  readonly additionalStatements?: readonly { readonly [element: string]: unknown }[];
}

export interface RawIdentity {
  readonly assumeRole?: {
    readonly trusted: readonly string[];
    readonly externalId?: string;
    readonly maxSessionSeconds?: number;
    readonly inheritedTags?: 'eks-pod-identity' | readonly string[];
  };
  readonly webIdentity?: { readonly provider: string; readonly audience: readonly string[] };
  readonly cognitoIdentityPool?: { readonly poolId: string; readonly claims: Named<string> };
}
