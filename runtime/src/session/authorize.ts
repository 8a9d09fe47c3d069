import { type ScopeRecord, Unauthorized } from './errors.js';
import { redact } from './issue-failure.js';
import type { AnyRequest } from './sources/issuer.js';

/** Only `true` allows. `{ refused }` says why not, for the error and the log. */
export type Authorization = boolean | { readonly refused: string };

/** Decides whether this caller may act in this scope: that the user is a member of the tenant, and still is. */
export type Authorize<Request = AnyRequest> = (request: Request) => Authorization | Promise<Authorization>;

/** `refused` tells a decision from a check that broke; both fail closed. */
export async function requireAuthorization(
  authorize: Authorize,
  request: AnyRequest,
  scope: ScopeRecord,
): Promise<void> {
  let answer: unknown;
  try {
    answer = await authorize(request);
  } catch (cause) {
    throw new Unauthorized(scope, `authorize threw ${cause instanceof Error ? cause.name : 'a value'}`, {
      decided: false,
      cause,
    });
  }
  if (answer === true) return;
  throw new Unauthorized(scope, refusal(answer), { decided: true });
}

function refusal(answer: unknown): string {
  if (answer === false) return 'authorize returned false';
  const reason = typeof answer === 'object' && answer !== null && 'refused' in answer ? answer.refused : undefined;
  return typeof reason === 'string'
    ? redact(reason)
    : `authorize must return true to allow, it returned ${answer === null ? 'null' : typeof answer}`;
}
