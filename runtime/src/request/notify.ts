import type { RequestEvent } from './service.js';

/**
 * Calls the service's hook. What it throws, or rejects with, is a warning of the process: the request was sent, and a caller
 * who is told that it failed would do it twice.
 */
export function notify(onRequest: (event: RequestEvent) => void, event: RequestEvent): void {
  try {
    const returned: unknown = onRequest(event);
    if (returned instanceof Promise) returned.catch(warn);
  } catch (error) {
    warn(error);
  }
}

/** Runtimes that are not Node may have no such warnings. */
function warn(error: unknown): void {
  const { process } = globalThis as { process?: Partial<Pick<NodeJS.Process, 'emitWarning'>> };
  const what = error instanceof Error ? `${error.name}: ${error.message}` : `a value of type ${typeof error}`;
  process?.emitWarning?.(`The hook onRequest threw ${what}. The request was sent.`, { code: 'TENANTRY_ON_REQUEST' });
}
