import { evaluate, type PolicyDocument, policyDocument } from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Table } from '../../model/table.js';
import { guardrailOpenings } from '../prove/guardrail.js';
import { soundness } from '../prove/role.js';
import { roleArnFor } from '../tenant-role.js';
import { completeness } from './completeness.js';
import { conditionTexts, statementsOf } from './condition-texts.js';
import type { Finding } from './finding.js';
import { unforeseenActions } from './guardrail-actions.js';
import type { RoleCase } from './role-case.js';

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

const KEYS = 'dynamodb:LeadingKeys';

/**
 * Returns whether a table's resource policy stops a tenant role that was given everything at the border of its tenants, and
 * stops nothing else: neither what the role's client sends, nor other principals.
 */
export function guardrailFindings(
  roles: readonly RoleCase[],
  table: Table,
  document: PolicyDocument,
): readonly Finding[] {
  return roles.flatMap((whole): readonly Finding[] => {
    const targets = whole.targets.filter((target) => target.table === table.name && target.kind !== 'stream');
    const needs = new Map([...whole.needs].filter(([, { target }]) => target.table === table.name));
    const given = { identity: [EVERYTHING], derived: [EVERYTHING], statements: [], resource: document };
    const subject: RoleCase = { ...whole, ...given, targets, needs };
    const found = [
      ...completeness(subject).map((finding) => ({ ...finding, code: 'guardrail.refused' as const })),
      ...stranger(subject),
      ...(whole.role.unscoped || needs.size === 0
        ? []
        : [...guardrailOpenings(subject), ...unforeseenActions(subject, document)]),
      ...addedAccess(subject, document),
    ];
    // One of each kind tells that it is wrong, and where.
    return [...new Map(found.map((finding) => [finding.code, { ...finding, policy: 'guardrail' as const }])).values()];
  });
}

/**
 * Finds what an Allow of the guardrail adds to the roles' own policies: with a request that the whole document lets through, or
 * without one where only its Denies hold that back.
 */
function addedAccess(subject: RoleCase, document: PolicyDocument): readonly Finding[] {
  const through = soundness({ ...subject, identity: [] });
  if (through.length > 0) return through;
  const allows = {
    ...document,
    Statement: statementsOf(document).filter((statement) => statement?.Effect === 'Allow'),
  };
  return soundness({ ...subject, identity: [], resource: allows }).map(({ counterexample: _, ...finding }) => ({
    ...finding,
    summary: `The guardrail allows access that only its own Deny statements refuse. ${finding.summary}`,
  }));
}

/** A role that the schema does not know keeps what its policies give it, whatever tags its sessions carry. */
function stranger(subject: RoleCase): readonly Finding[] {
  const { model, environment, role, resource, targets, scopes } = subject;
  const table = targets.find(({ kind }) => kind === 'table');
  // All strangers are alike, so one role's turn is enough.
  if (resource === undefined || table === undefined || role !== model.roles[0]) return [];
  // A wildcard of the document is tried as `x`.
  const own = new Set(model.roles.map((each) => roleArnFor(model, environment, each, 'x')));
  const strangers = [
    `arn:${environment.partition}:iam::${environment.account}:role/another-role`,
    ...conditionTexts([resource], 'aws:PrincipalArn')
      .map((arn) => arn.replace('::x:', `::${environment.account}:`))
      .filter((arn) => !own.has(arn)),
  ];
  const tags = Object.fromEntries(scopes.map(({ principalTag }) => [principalTag, 'acme']));
  const keys = [
    undefined,
    ...model.scopes.flatMap(({ prefix }) => [[keysOf(prefix, 'rival')], [`${keysOf(prefix, 'rival')}#x`]]),
  ];
  const probes = strangers.flatMap((arn) =>
    [{}, tags].flatMap((session) =>
      keys.flatMap((leadingKeys) =>
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan', 'dynamodb:PartiQLSelect'].map((action) => ({
          ...{ arn, session, action, resource: table.arn },
          ...(leadingKeys && { leadingKeys }),
        })),
      ),
    ),
  );
  for (const { arn, session, action, leadingKeys } of probes) {
    const principalTags = Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]);
    const actual = evaluate(
      { identity: [EVERYTHING], resource },
      {
        ...{ action, resource: table.arn, principal: { kind: 'AWS', names: [arn] } },
        context: {
          'aws:PrincipalArn': arn,
          ...Object.fromEntries(principalTags),
          ...(leadingKeys && { [KEYS]: leadingKeys }),
        },
      },
    ).decision;
    if (actual === 'allowed') continue;
    return [
      {
        code: 'guardrail.refused',
        environment: environment.name,
        summary: `The guardrail stops ${arn}, a role that the schema does not know.`,
        counterexample: {
          ...{ session, other: {}, action, resource: table.arn },
          ...(leadingKeys && { leadingKeys }),
          ...{ context: { 'aws:PrincipalArn': arn }, expected: 'allowed', actual },
        },
      },
    ];
  }
  return [];
}

/** A key of an owner with that value, or of a public scope. */
const keysOf = (prefix: string, value: string): string =>
  keyTemplate(prefix)
    .segments.map((segment) => (segment.kind === 'literal' ? segment.text : value))
    .join('');
