import { TenantryError } from './tenantry-error.js';

/** The item was changed since it was read. Read it again and repeat the change. */
export class VersionConflict extends TenantryError {
  readonly code = 'VersionConflict';
  readonly entity: string;
  readonly expected: number;

  constructor(entity: string, key: string, expected: number, cause: unknown) {
    super(
      `${entity} ${key}: version ${expected} was expected, but the item was changed since. Read it again and repeat the change.`,
      { cause },
    );
    this.entity = entity;
    this.expected = expected;
  }
}
