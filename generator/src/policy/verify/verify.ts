import type { Model } from '../../model/model.js';
import { isOfService } from '../../model/role-assumption.js';
import { unaccepted, unusedAcceptances } from '../access/acceptance.js';
import type { AccessRow } from '../access/access-row.js';
import { effectiveAccess } from '../access/effective-access.js';
import { type EnvironmentDocuments, policyDocuments } from '../documents.js';
import { type CrossTenantGrant, crossTenantGrantsOf } from './cross-tenant-grants.js';
import { type Finding, isSoundness } from './finding.js';
import { guardrailFindings } from './guardrail.js';
import { policyFindings, sessionPolicyFindings } from './policy-findings.js';
import { noCaches, type RoleCase, roleCase } from './role-case.js';
import { openPartitions } from './scopes.js';
import { sessionIssuerFindings } from './session-issuer.js';
import { trustFindings } from './trust.js';

export interface Verification {
  /** No session reaches what another owns, for all values of all tags, but for declared cross-tenant grants. */
  readonly sound: boolean;
  /** Every request that the generated client can issue for a role is allowed, and every other one denied. */
  readonly complete: boolean;
  /** No role may do more than the schema grants it or accepts, and everything that is accepted is so. */
  readonly asGranted: boolean;
  readonly findings: readonly Finding[];
  readonly access: readonly AccessRow[];
  readonly crossTenantGrants: readonly CrossTenantGrant[];
  readonly assumptions: readonly string[];
}

/**
 * Checks policy documents against a model: those that `generate` emits, or others, such as the committed ones.
 * Documents of an environment or a role that the model does not know are not looked at; one that lacks is a finding.
 */
export function verify(
  model: Model,
  documents: readonly EnvironmentDocuments[] = policyDocuments(model),
): Verification {
  const caches = noCaches();
  const findings: Finding[] = [...openPartitions(model)];
  const access: AccessRow[] = [];
  const crossTenantGrants: CrossTenantGrant[] = [];
  model.environments.forEach((environment, i) => {
    const own = documents.find((each) => each.environment === environment.name);
    const subjects: RoleCase[] = [];
    for (const role of model.roles) {
      const {
        identity = [],
        trust = {},
        session,
        sessionIssuer,
      } = own?.roles.find((each) => each.role === role.name) ?? {};
      const subject = roleCase(model, environment, role, identity, caches);
      subjects.push(subject);
      findings.push(
        ...policyFindings(subject),
        ...(session ? sessionPolicyFindings(subject, session) : []),
        ...trustFindings(model, environment, role, trust),
        ...(role.trusted === undefined ? [] : sessionIssuerFindings(model, environment, sessionIssuer, role)),
      );
      // Environments differ in names only, unless somebody changed one: findings are of each, the tables of the first.
      if (i > 0) continue;
      access.push(...effectiveAccess(subject));
      crossTenantGrants.push(...crossTenantGrantsOf(subject));
    }
    for (const table of model.tables) {
      const guardrail = own?.guardrails[table.name];
      if (guardrail !== undefined) findings.push(...guardrailFindings(subjects, table, guardrail));
    }
    if (model.roles.some((role) => isOfService(model, role)))
      findings.push(...sessionIssuerFindings(model, environment, own?.sessionIssuer));
  });
  return {
    sound: !findings.some(isSoundness),
    complete: findings.every(isSoundness),
    asGranted: unaccepted(access).length === 0 && unusedAcceptances(model, access).length === 0,
    findings,
    access,
    crossTenantGrants,
    assumptions: assumptionsOf(model),
  };
}

/** Lists the assumptions of the proof that no document can state. */
export function assumptionsOf(model: Model): readonly string[] {
  const limited = model.roles.flatMap(({ grants }) =>
    grants.flatMap((grant) => (grant.kind === 'entity' && grant.attributes !== undefined ? [grant] : [])),
  );
  return [
    'AWS evaluates policies as its documentation says (IAM User Guide, policy evaluation logic and condition operators): values are compared character by character, with their case and without Unicode normalisation.',
    'DynamoDB puts the partition key of every item that a request names into dynamodb:LeadingKeys, and of a query on an index the key of that index.',
    'The roles have the emitted policies and no others, and no resource policy of the same account allows them more.',
    'STS accepts no tag that contains *, ?, $, # or braces (API Reference, AssumeRole, Tag), and no IAM role has a tag named like one of a scope.',
    'Sessions begin only as the emitted trust policies allow, and whoever begins them puts into the tags only ids that the caller was checked to belong to.',
    ...(model.entities.some(({ accessPatterns }) => accessPatterns.length > 0)
      ? [
          'Index keys are attributes: whoever may write an item can write any text into them, and IAM does not see it. Clients derive them, and reads verify the owner.',
        ]
      : []),
    ...(limited.length === 0
      ? []
      : [
          'A read that lists its attributes carries dynamodb:Select with SPECIFIC_ATTRIBUTES, GetItem too, and dynamodb:Attributes names every attribute that a request reads, writes or puts conditions on.',
        ]),
    ...(limited.some(({ actions }) => actions.includes('update') || actions.includes('check'))
      ? [
          'AWS does not say which condition key ReturnValuesOnConditionCheckFailure is checked by. If it is not dynamodb:ReturnValues, a role that may update or check some attributes can make DynamoDB return the whole item on which its condition fails.',
        ]
      : []),
    ...(model.identity.cognitoIdentityPool === undefined
      ? []
      : ['The Cognito identity pool maps claims to principal tags as the schema says, and has no role for guests.']),
    'IAM sees partition keys, not sort keys nor attribute values: what a role may do to one entity of a partition it may do to all in it.',
  ];
}
