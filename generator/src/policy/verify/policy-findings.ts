import type { PolicyDocument } from '../document.js';
import { bucketFindings } from './buckets.js';
import { completeness } from './completeness.js';
import { escalation } from './escalation.js';
import { excess } from './excess.js';
import type { Finding } from './finding.js';
import { attributeExcess } from './limits.js';
import { type RoleCase, roleCase } from './role-case.js';
import { soundness } from './soundness.js';

/** All that is asked of a role's policies. */
export const policyFindings = (subject: RoleCase): readonly Finding[] => [
  ...soundness(subject),
  ...completeness(subject),
  ...excess(subject),
  ...attributeExcess(subject),
  ...bucketFindings(subject),
  ...escalation(subject),
];

/** The same of a session policy: it cuts a role that may do everything, so what it allows is what the session may do. */
export const sessionPolicyFindings = (
  { model, environment, role, caches }: RoleCase,
  document: PolicyDocument,
): readonly Finding[] =>
  policyFindings(roleCase(model, environment, role, [document], caches)).map((finding) => ({
    ...finding,
    policy: 'session',
  }));
