import { TenantryError } from './tenantry-error.js';

/** A request that cannot be sent as it is: no client, two clients, two sort conditions, a foreign cursor. */
export class RequestRefused extends TenantryError {
  readonly code = 'RequestRefused';
}
