import type { Model } from '../../model/model.js';
import { isOfService } from '../../model/role-assumption.js';
import { unaccepted, unusedAcceptances } from '../access/acceptance.js';
import type { AccessRow } from '../access/access-row.js';
import { effectiveAccess } from '../access/effective-access.js';
import { type EnvironmentDocuments, policyDocuments } from '../documents.js';
import { assumptionsOf } from './assumptions.js';
import { type Crossing, crossingsOf } from './crossings.js';
import { type Finding, isSoundness } from './finding.js';
import { guardrailFindings } from './guardrail.js';
import { policyFindings, sessionPolicyFindings } from './policy-findings.js';
import { noCaches, type RoleCase, roleCase } from './role-case.js';
import { openPartitions } from './scopes.js';
import { sessionIssuerFindings } from './session-issuer.js';
import { trustFindings } from './trust.js';

export interface Verification {
  /** No session reaches what another owns, for all values of all tags, but for the crossings. */
  readonly sound: boolean;
  /** Every request that the generated client can issue for a role is allowed, and every other one denied. */
  readonly complete: boolean;
  /** No role may do more than the schema grants it or accepts, and everything that is accepted is so. */
  readonly asGranted: boolean;
  readonly findings: readonly Finding[];
  readonly access: readonly AccessRow[];
  readonly crossings: readonly Crossing[];
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
  const crossings: Crossing[] = [];
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
      crossings.push(...crossingsOf(subject));
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
    crossings,
    assumptions: assumptionsOf(model),
  };
}
