import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import type { PolicyDocument } from '../../generator/src/policy/document.js';
import type { AccessRequest } from '../../generator/src/policy/evaluate/index.js';

/** An independent evaluator, for tests only: it is under the AGPL and never shipped. */
export function oracleAllows(
  {
    identity,
    session,
    resource,
  }: { identity: readonly PolicyDocument[]; session?: PolicyDocument; resource?: PolicyDocument },
  { action, resource: arn, context, principal }: AccessRequest,
): boolean {
  const contextVariables = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
  const result = runUnsafeSimulation(
    {
      request: {
        principal: principal?.names[0] ?? 'arn:aws:sts::111122223333:assumed-role/flight-club-member/session',
        action,
        resource: { resource: arn, accountId: arn.split(':')[4] || '111122223333' },
        contextVariables,
      },
      identityPolicies: identity.map((policy, i) => ({ name: `p${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      sessionPolicy: session,
      resourcePolicy: resource,
    },
    {},
  );
  return result === 'Allowed';
}
