import { type ScopeRecord, Unauthorized } from './errors.js';
import { redact } from './issue-failure.js';
import type { Observer } from './observer.js';
import type { AnyRequest } from './sources/issuer.js';

/** Only `true` allows. `{ refused }` says why not, for the error and the log. */
export type Authorization = boolean | { readonly refused: string };

/** Decides whether this caller may act in this scope: that the user is a member of the tenant, and still is. */
export type Authorize<Request = AnyRequest> = (request: Request) => Authorization | Promise<Authorization>;

/**
 * Throws or rejects with Unauthorized unless `authorize` answers `true`; when it breaks, too.
 * Undefined, with nothing to wait for, when the answer is there at once.
 */
export type Gate = (request: AnyRequest, scope: ScopeRecord) => Promise<void> | undefined;

export function createGate(authorize: Authorize, observer: Observer): Gate {
  const refuse = (scope: ScopeRecord, reason: string, details: { decided: boolean; cause?: unknown }): never => {
    const error = new Unauthorized(scope, reason, details);
    observer.emit({ kind: 'unauthorized', scope, error });
    throw error;
  };
  const decide = (answer: unknown, scope: ScopeRecord): void => {
    if (answer !== true) refuse(scope, refusal(answer), { decided: true });
  };
  const broken = (cause: unknown, scope: ScopeRecord): never =>
    refuse(scope, `authorize threw ${cause instanceof Error ? cause.name : 'a value'}`, { decided: false, cause });

  return (request, scope) => {
    let answer: unknown;
    try {
      answer = authorize(request);
    } catch (cause) {
      return broken(cause, scope);
    }
    if (typeof answer === 'object' && answer !== null && 'then' in answer) {
      return Promise.resolve(answer).then(
        (later) => decide(later, scope),
        (cause) => broken(cause, scope),
      );
    }
    decide(answer, scope);
    return undefined;
  };
}

function refusal(answer: unknown): string {
  if (answer === false) return 'authorize returned false';
  const reason = typeof answer === 'object' && answer !== null && 'refused' in answer ? answer.refused : undefined;
  return typeof reason === 'string'
    ? redact(reason)
    : `authorize must return true to allow, it returned ${answer === null ? 'null' : typeof answer}`;
}
