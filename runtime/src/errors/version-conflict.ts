import { TenantryError } from './tenantry-error.js';

/** The item was changed, created or deleted since it was read. Read it again and repeat the change. */
export class VersionConflict extends TenantryError {
  readonly code = 'VersionConflict';
  declare readonly entity: string;
  /** 0: there should have been no item. */
  declare readonly expected: number;
  /** The version that is stored; undefined where there is no item. */
  declare readonly found: number | undefined;

  constructor(entity: string, key: string, expected: number, found: number | undefined, cause: unknown) {
    super(
      `${entity} ${key}: ${wanted(expected)}, but ${stored(found)}. Read it again and repeat the change.`,
      { cause },
      { entity, expected, found },
    );
  }
}

const wanted = (version: number): string =>
  version === 0 ? 'no item was expected (a put without the version that was read)' : `version ${version} was expected`;

const stored = (version: number | undefined): string =>
  version === undefined ? 'there is no item' : `the item has version ${version}`;
