import type { GrantAction } from '../../model/role.js';

/** One thing that a role may or may not do, as the schema says and as the policies do: a row of `access` of `tenantry verify --format json`. */
export interface AccessEntry {
  readonly role: string;
  readonly entity: string;
  /** `primary` or the name of an access pattern. */
  readonly accessPattern: string;
  readonly action: GrantAction;
  readonly declared: boolean;
  readonly effective: boolean;
  /** Why the two differ. */
  readonly reason?: string;
  /** What would keep them apart. */
  readonly suggestion?: string;
}
