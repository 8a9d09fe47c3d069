import type { Logger } from './sdk.js';

const known = new WeakMap<Logger, boolean>();

/**
 * Returns whether a logger keeps nothing: none, or the SDK's own in its place. Minifiers rename its class, so its methods
 * are read.
 */
export function isSilent(logger: Logger | undefined): boolean {
  if (logger === undefined) return true;
  const silent = known.get(logger) ?? (isEmpty(logger.info) && isEmpty(logger.error));
  known.set(logger, silent);
  return silent;
}

const isEmpty = (method: unknown): boolean =>
  method === undefined ||
  (typeof method === 'function' && /^(?:\w+|function\s*\w*)\(\)\s*\{\s*\}$/.test(String(method)));
