import { evaluateAssumeRole, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { roleTrusts, TRUST_WAYS, type TrustWay } from '../role-trust.js';
import { tenantScope, trustOfTenant } from '../tenant-role.js';
import type { Finding } from './finding.js';
import { type Attempt, SAMPLE, trustAttempts } from './trust-attempts.js';
import { borderAttempts } from './trust-borders.js';
import { unforeseenTrust } from './trust-form.js';

const NOBODY: PolicyDocument = { Version: '2012-10-17', Statement: [] };

/** Checks that exactly those whom the schema names can begin sessions of a role, with exactly its tags: each way by its document. */
export function trustFindings(
  model: Model,
  environment: Environment,
  role: Role,
  trust: { readonly [way in TrustWay]?: PolicyDocument },
): readonly Finding[] {
  const given = roleTrusts(model, role, environment);
  return TRUST_WAYS.flatMap((way) => {
    // A way without a document lets nobody in.
    const template = trust[way] ?? NOBODY;
    const scope = tenantScope(model, role);
    const document = scope === undefined ? template : trustOfTenant(template, scope, SAMPLE);
    const attempts = trustAttempts(model, environment, role, way);
    const shown = [...attempts, ...borderAttempts(attempts, document, role)].flatMap((attempt) =>
      attemptFinding(environment, role, document, attempt),
    );
    if (shown.some(({ code }) => code === 'trust.wider')) return shown;
    // Conditions keep calls that are tried here from being allowed, and not those of an attacker.
    return [
      ...shown,
      ...unforeseenTrust(template, given[way] ?? NOBODY).map(
        ({ statement, what }): Finding => ({
          code: 'trust.wider',
          environment: environment.name,
          role: role.name,
          statement,
          summary: `Statement ${statement} of the trust policy of ${role.name} ${what}, which the schema does not foresee, whatever its other conditions. Use the generated statement.`,
        }),
      ),
    ];
  });
}

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
