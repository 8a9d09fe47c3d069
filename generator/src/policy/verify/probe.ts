import { type Decision, evaluate, type RequestContext } from '@tenantry/iam';
import type { Counterexample, Finding, FindingCode } from './finding.js';
import { ownValue } from './own-keys.js';
import type { RoleCase } from './role-case.js';
import type { Touch } from './targets.js';

/** A request to be tried against a role's documents. */
export interface Probe {
  readonly session: { readonly [tag: string]: string };
  readonly other?: { readonly [tag: string]: string };
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys?: readonly string[];
  readonly context?: RequestContext;
}

export function tryRequest({ identity, resource: policy, arn }: RoleCase, probe: Probe): Decision {
  const { session, action, resource, leadingKeys, context } = probe;
  const tags = Object.fromEntries(Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  return evaluate(policy === undefined ? identity : { identity, resource: policy }, {
    action,
    resource,
    principal: { kind: 'AWS', names: [arn] },
    context: {
      'aws:PrincipalArn': arn,
      ...tags,
      ...context,
      ...(leadingKeys && { 'dynamodb:LeadingKeys': leadingKeys }),
    },
  }).decision;
}

/** Evaluates a probe request; returns a finding unless the decision is the expected one. "Unknown" does not count as allowed. */
export function findingOf(
  subject: RoleCase,
  code: FindingCode,
  summary: string,
  probe: Probe,
  expected: 'allowed' | 'denied',
  statement?: string,
): readonly Finding[] {
  const actual = tryRequest(subject, probe);
  if (actual === expected) return [];
  const { session, other = {}, action, resource, leadingKeys, context } = probe;
  const counterexample: Counterexample = {
    session,
    other,
    action,
    resource,
    ...(leadingKeys && { leadingKeys }),
    ...(context && { context }),
    expected,
    actual,
  };
  return [
    {
      code,
      environment: subject.environment.name,
      role: subject.role.name,
      ...(statement !== undefined && { statement }),
      summary,
      counterexample,
    },
  ];
}

/** A value for each tag of a role: its sessions carry them all. */
export const sessionOf = (
  { tags }: RoleCase,
  values: { readonly [tag: string]: string } = {},
): { readonly [tag: string]: string } => Object.fromEntries(tags.map((tag) => [tag, values[tag] ?? ownValue(tag)]));

/** Returns the request as it is, and as roles limited to attributes send it: with one that a statement lists. */
export const variants = (subject: RoleCase, probe: Probe): readonly Probe[] => {
  const { model, targets, listed } = subject;
  const target = targets.find(({ arn }) => arn === probe.resource);
  const key = model.tables.find(({ name }) => name === target?.table)?.partitionKey ?? 'pk';
  return [
    probe,
    ...[...new Set([key, ...listed])].map((name) => ({
      ...probe,
      context: { ...probe.context, 'dynamodb:Attributes': [name], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    })),
  ];
};

/** The first finding over some actions and targets. */
export function firstFinding(
  touched: readonly Touch[],
  find: (touch: Touch) => readonly Finding[],
): Finding | undefined {
  for (const touch of touched) {
    const [first] = find(touch);
    if (first !== undefined) return first;
  }
  return undefined;
}
