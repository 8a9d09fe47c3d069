export { open } from './tenantry.mjs';

/** The SDK's own option: it keeps the resolved middleware of each command, so middleware added later is not seen. */
export const config = { cacheMiddleware: true };
