import type { Model } from '../../model/model.js';
import { type AccessRow, effectiveAccess } from '../access/effective-access.js';
import { type EnvironmentDocuments, policyDocuments } from '../documents.js';
import { assumptionsOf } from './assumptions.js';
import { bucketFindings } from './buckets.js';
import { completeness } from './completeness.js';
import { type Crossing, crossingsOf } from './crossings.js';
import { excess } from './excess.js';
import { type Finding, isSoundness } from './finding.js';
import { attributeExcess } from './limits.js';
import { minterFindings } from './minter.js';
import { noCaches, roleCase } from './role-case.js';
import { openPartitions } from './scopes.js';
import { soundness } from './soundness.js';
import { trustFindings } from './trust.js';

/** What is known of a model's policies. */
export interface Verification {
  /** No session reaches what another owns, for all values of all tags, but for the crossings. */
  readonly sound: boolean;
  /** Every request that the generated client can issue for a role is allowed, and every other one denied. */
  readonly complete: boolean;
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
    for (const role of model.roles) {
      const { identity = [], trust = {} } = own?.roles.find((each) => each.role === role.name) ?? {};
      const subject = roleCase(model, environment, role, identity, caches);
      findings.push(
        ...soundness(subject),
        ...completeness(subject),
        ...excess(subject),
        ...attributeExcess(subject),
        ...bucketFindings(subject),
        ...trustFindings(model, environment, role, trust),
      );
      // Environments differ in names only, unless somebody changed one: findings are of each, the tables of the first.
      if (i > 0) continue;
      access.push(...effectiveAccess(subject));
      crossings.push(...crossingsOf(subject));
    }
    if (model.identity.assumeRole !== undefined) findings.push(...minterFindings(model, environment, own?.minter));
  });
  return {
    sound: !findings.some(isSoundness),
    complete: findings.every(isSoundness),
    findings,
    access,
    crossings,
    assumptions: assumptionsOf(model),
  };
}
