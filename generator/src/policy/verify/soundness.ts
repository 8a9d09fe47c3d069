import { KEYED_ACTIONS } from '@tenantry/iam';
import type { Finding } from './finding.js';
import { hostileFindings } from './hostile.js';
import { patternFindings, unproved } from './pattern-findings.js';
import type { CaseStatement, RoleCase } from './role-case.js';

/**
 * Whether each statement keeps each session to its own keys, for all values of all tags. A role without a scope is a
 * declared crossing and has nothing to prove here.
 */
export function soundness(subject: RoleCase): readonly Finding[] {
  if (subject.role.unscoped) return [];
  return subject.statements.flatMap((statement) => statementFindings(subject, statement));
}

function statementFindings(subject: RoleCase, statement: CaseStatement): readonly Finding[] {
  const { patterns, keyed, guarded } = statement.keys;
  const touched = statement.touches.filter(({ action }) => !/:(Describe|List|GetAbac|GetResourcePolicy)/.test(action));
  if (touched.length === 0) return [];
  // A statement that no keys limit, or a tag that may be empty: no proof, so look for what goes wrong.
  const open = patterns === undefined || !keyed || patterns.some(({ tags }) => tags.some((tag) => !guarded.has(tag)));
  const found = open ? hostileFindings(subject, statement, touched) : [];
  if (patterns === undefined) return found.length > 0 ? found : [unproved(subject, statement)];
  const keyedTouches = touched.filter(({ action }) => KEYED_ACTIONS.includes(action));
  return [...found, ...patterns.flatMap((pattern) => patternFindings(subject, statement, pattern, keyedTouches))];
}
