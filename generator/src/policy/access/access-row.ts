import type { GrantAction } from '../../model/role.js';

/** One thing that a role may or may not do, as the schema says and as the policies do. */
export interface AccessRow {
  readonly role: string;
  readonly entity: string;
  /** `primary` or the name of an access pattern. */
  readonly accessPattern: string;
  readonly action: GrantAction;
  /** Set where only this attribute is wider than the grant. */
  readonly attribute?: string;
  /** A grant of the schema says so. */
  readonly declared: boolean;
  /** The policies allow it on keys of this entity, of the caller's own. */
  readonly effective: boolean;
  /** Why the two differ. */
  readonly reason?: string;
  /** A change that would keep them apart. */
  readonly suggestion?: string;
  /** The reason that the schema gives for accepting it. */
  readonly accepted?: string;
}

/** The IAM action by which each client action is checked alone. Batches follow from these. */
export const IAM_ACTION: { readonly [action in GrantAction]: string } = {
  get: 'dynamodb:GetItem',
  query: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
  check: 'dynamodb:ConditionCheckItem',
  scan: 'dynamodb:Scan',
};
