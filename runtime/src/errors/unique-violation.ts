import { TenantryError } from './tenantry-error.js';

/** Another item of the same scope holds this value of a unique attribute. */
export class UniqueViolation extends TenantryError {
  readonly code = 'UniqueViolation';
  declare readonly entity: string;
  declare readonly attributes: readonly string[];

  constructor(entity: string, attributes: readonly string[], cause: unknown) {
    super(`${entity}: another item already has this ${attributes.join(' and ')}.`, { cause }, { entity, attributes });
  }
}
