import { TenantryError } from './tenantry-error.js';

/** The write guard of the schema refused a write: the caller's role item does not hold the permission. Nothing was written. */
export class PermissionMissing extends TenantryError {
  readonly code = 'PermissionMissing';
  /** The entity that was to be written. */
  declare readonly entity: string;
  /** The text that the role item must contain, such as `aircraft:write`. */
  declare readonly permission: string;
  /** The entity of the role item, and its key for messages. */
  declare readonly guard: string;

  constructor(entity: string, permission: string, guard: string, key: string, cause: unknown) {
    super(
      `${entity}: the ${guard} ${key} does not grant ${JSON.stringify(permission)}, or there is no such ${guard}. Nothing was written.`,
      { cause },
      { entity, permission, guard },
    );
  }
}
