/** An action that a grant lets the generated client do with an entity. */
export type GrantAction = 'get' | 'query' | 'put' | 'update' | 'delete' | 'check' | 'scan';

export interface EntityGrant {
  readonly kind: 'entity';
  readonly entity: string;
  /** `read` and `write` are already spelled out; in the order of the type above, without duplicates. */
  readonly actions: readonly GrantAction[];
  /** `primary` and names of access patterns that reads may use; every one of the entity unless the schema narrows it. */
  readonly accessPatterns: readonly string[];
  /** Present when reads are limited to these attributes. */
  readonly attributes?: readonly string[];
}

export interface BucketGrant {
  readonly kind: 'bucket';
  readonly bucket: string;
  readonly actions: readonly ('read' | 'write')[];
}

export type Grant = EntityGrant | BucketGrant;

/** Access wider than granted that the schema acknowledges. */
export interface Acceptance {
  readonly entities: readonly string[];
  /** `read` and `write` are already spelled out. */
  readonly actions: readonly GrantAction[];
  /** Present when only these attributes, which stand in keys, are acknowledged. */
  readonly attributes?: readonly string[];
  readonly because: string;
}

export interface Role {
  readonly name: string;
  readonly description?: string;
  /** The vendor's own staff: not fenced by a scope. */
  readonly unscoped: boolean;
  /** Names of scopes whose parameters a session of this role carries as tags. */
  readonly tags: readonly string[];
  readonly grants: readonly Grant[];
  /** Absent where nothing is acknowledged. */
  readonly accept?: readonly Acceptance[];
  /** Principals that may assume the role, instead of those of `identity.assumeRole`. */
  readonly trusted?: readonly string[];
  /** Instead of that of `identity.assumeRole`. */
  readonly externalId?: string;
  /** Instead of that of `identity.assumeRole`. */
  readonly maxSessionSeconds?: number;
  /** Session tags besides those of scopes that callers may pass. */
  readonly auditTags?: readonly string[];
  readonly sourceIdentity?: 'allowed' | 'required';
  /** Each tenant has a role of its own: each value of the role's first tag. */
  readonly perTenant?: true;
  /** IAM statements of the user's own, appended as they are. */
  readonly additionalStatements: readonly { readonly [element: string]: unknown }[];
}
