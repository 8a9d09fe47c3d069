import { evaluateAssumeRole, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { TRUST_WAYS, type TrustWay } from '../role-trust.js';
import type { Finding } from './finding.js';
import { type Attempt, trustAttempts } from './trust-attempts.js';
import { borderAttempts } from './trust-borders.js';

/** Whether exactly those whom the schema names can begin sessions of a role, with exactly its tags: each way by its document. */
export const trustFindings = (
  model: Model,
  environment: Environment,
  role: Role,
  trust: { readonly [way in TrustWay]?: PolicyDocument },
): readonly Finding[] =>
  TRUST_WAYS.flatMap((way) => {
    // A way without a document lets nobody in.
    const document: PolicyDocument = trust[way] ?? { Version: '2012-10-17', Statement: [] };
    const attempts = trustAttempts(model, environment, role, way);
    return [...attempts, ...borderAttempts(attempts, document)].flatMap((attempt) =>
      attemptFinding(environment, role, document, attempt),
    );
  });

function attemptFinding(
  environment: Environment,
  role: Role,
  trust: PolicyDocument,
  { what, call, expected }: Attempt,
): readonly Finding[] {
  const actual = evaluateAssumeRole(trust, call).decision;
  if (actual === expected) return [];
  const { externalId, sourceIdentity } = call;
  const context = {
    ...call.context,
    principal: call.principal.names,
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
  };
  return [
    {
      code: expected === 'allowed' ? 'trust.refused' : 'trust.wider',
      environment: environment.name,
      role: role.name,
      summary: `The trust policy of ${role.name} ${expected === 'allowed' ? 'keeps out' : 'lets in'} ${what}.`,
      counterexample: {
        ...{ session: call.tags, other: {}, action: `sts:${call.action}`, resource: call.roleArn },
        ...{ context, expected, actual },
      },
    },
  ];
}
