import type { Environment, Model } from '../../model/model.js';
import { roleArn } from '../arn.js';
import type { PolicyDocument } from '../document.js';
import { evaluate } from '../evaluate/index.js';
import { shortestText } from '../proof/chain.js';
import type { Finding, FindingCode } from './finding.js';
import { foreignRequests } from './hostile.js';
import type { RoleCase } from './role-case.js';
import { sessionOf, type Trial } from './trial.js';

/** What somebody might attach to a role one day. */
const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/**
 * Whether a table's backstop takes nothing away from a role, and keeps it to its own keys even if it were given everything.
 */
export function backstopFindings(subject: RoleCase, table: string, backstop: PolicyDocument): readonly Finding[] {
  const { model, environment, role, identity } = subject;
  if (role.unscoped) return [];
  const decide = (policies: readonly PolicyDocument[], trial: Trial) =>
    decision(model, environment, role.name, policies, backstop, trial);
  const found: Finding[] = [];
  const report = (
    code: FindingCode,
    what: string,
    trial: Trial,
    expected: 'allowed' | 'denied',
    actual: 'allowed' | 'denied' | 'unknown',
  ): void => {
    const { session, other = {}, action, resource, leadingKeys } = trial;
    found.push({
      ...{ code, environment: environment.name, role: role.name },
      summary: `The backstop of the table ${table} ${what}.`,
      counterexample: { session, other, action, resource, ...(leadingKeys && { leadingKeys }), expected, actual },
    });
  };
  for (const { action, target, keys } of subject.needs.values()) {
    if (target.table !== table) continue;
    for (const { family } of keys.values()) {
      const trial = {
        session: sessionOf(subject),
        action,
        resource: target.arn,
        leadingKeys: [shortestText(family.chain)],
      };
      const actual = decide([EVERYTHING], trial);
      if (actual !== 'allowed')
        report('policy.refused', `refuses ${action}, which the generated client may send`, trial, 'allowed', actual);
    }
  }
  for (const target of subject.targets) {
    if (target.table !== table || (target.kind !== 'table' && target.kind !== 'index')) continue;
    for (const { what, trial } of foreignRequests(subject, target)) {
      const actual = decide([...identity, EVERYTHING], trial);
      if (actual === 'allowed') report('policy.backstop', what, trial, 'denied', actual);
    }
  }
  // One of each kind tells enough.
  return [...new Map(found.map((finding) => [`${finding.code} ${finding.summary}`, finding])).values()];
}

function decision(
  model: Model,
  environment: Environment,
  role: string,
  identity: readonly PolicyDocument[],
  resource: PolicyDocument,
  { session, action, resource: arn, leadingKeys }: Trial,
): 'allowed' | 'denied' | 'unknown' {
  const principal = roleArn(model, environment, role);
  const tags = Object.fromEntries(Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  return evaluate(
    { identity, resource },
    {
      action,
      resource: arn,
      principal: { kind: 'AWS', names: [principal] },
      context: { ...tags, 'aws:PrincipalArn': principal, ...(leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys }) },
    },
  ).decision;
}
