import type { Owner } from '../entity/verify.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import type { SessionLike } from './client.js';
import type { Destination } from './common.js';

/**
 * Refuses what the session's credentials must not reach before it is sent: every partition key lies in the session's
 * scope values, except for reads of public scopes. Of an unscoped role, IAM alone decides.
 */
export function guardSession(
  session: SessionLike,
  { owners, writes, entities, accessPattern, operation }: Destination,
): void {
  if (session.unscoped === true && Object.keys(session.scope).length === 0) return;
  for (const owner of owners) {
    const problem = problemOf(session, owner, writes);
    if (problem === undefined) continue;
    const entity = entities.join(', ');
    const message = `${entity} ${operation}: ${problem}. Nothing was sent.`;
    throw new ScopeViolation(message, { entity, accessPattern, scope: owner.scope?.name ?? 'none' });
  }
}

function problemOf({ scope: values }: SessionLike, { scope, value }: Owner, writes: boolean): string | undefined {
  if (scope === undefined) return 'this access pattern is outside of every scope, and a session is bound to one';
  if (scope.parameter === undefined)
    return writes ? `the scope ${scope.name} is public, and no session may write it` : undefined;
  const own = Object.hasOwn(values, scope.parameter) ? values[scope.parameter] : undefined;
  if (own === undefined || own === '')
    return `the session has no ${scope.parameter}, so it cannot reach the scope ${scope.name}`;
  return own === value ? undefined : `the request names another ${scope.parameter} than the session's`;
}
