import { isDeepStrictEqual } from 'node:util';
import type { PolicyDocument } from '@tenantry/iam';
import { bucketSoundness } from '../prove/buckets.js';
import { soundness } from '../prove/role.js';
import { bucketFindings } from './buckets.js';
import { completeness } from './completeness.js';
import { statementsOf } from './condition-texts.js';
import { excess } from './excess.js';
import type { Finding } from './finding.js';
import { attributeExcess } from './limits.js';
import { type RoleCase, roleCase } from './role-case.js';

/** All that is asked of a role's policies. */
export const policyFindings = (subject: RoleCase): readonly Finding[] => [
  ...soundness(subject),
  ...completeness(subject),
  ...excess(subject),
  ...attributeExcess(subject),
  ...bucketSoundness(subject),
  ...bucketFindings(subject),
  ...ownStatements(subject),
];

/** The schema's own statements are appended as they are: one that lacks or was changed does not do what its author meant. */
const ownStatements = ({ role, environment, identity }: RoleCase): readonly Finding[] =>
  role.additionalStatements
    .filter((own) => !identity.flatMap(statementsOf).some((statement) => isDeepStrictEqual(statement, own)))
    .map((own) => ({
      code: 'policy.refused',
      environment: environment.name,
      role: role.name,
      summary: `A statement of the schema's own is not there as it is written: ${JSON.stringify(own)}.`,
    }));

/** The same of a session policy: it cuts a role that may do everything, so what it allows is what the session may do. */
export const sessionPolicyFindings = (
  { model, environment, role, caches }: RoleCase,
  document: PolicyDocument,
): readonly Finding[] =>
  policyFindings(roleCase(model, environment, role, [document], caches)).map((finding) => ({
    ...finding,
    policy: 'session',
  }));
