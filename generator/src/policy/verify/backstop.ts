import { keyTemplate } from '@tenantry/runtime';
import type { Environment, Model } from '../../model/model.js';
import type { Table } from '../../model/table.js';
import { KEYED_ACTIONS, WRITING_ACTIONS } from '../actions.js';
import { listOf, type PolicyDocument, policyDocument } from '../document.js';
import { evaluate } from '../evaluate/index.js';
import { readText } from '../evaluate/text.js';
import { foreignKey } from '../proof/foreign.js';
import { completeness } from './completeness.js';
import type { Finding } from './finding.js';
import { type Caches, type RoleCase, roleCase, statementsOf } from './role-case.js';
import { findingOf, sessionOf, type Trial } from './trial.js';

const EVERYTHING = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

/** Names that a neighbour may have: they differ in an end, in a beginning, in case. */
const NEIGHBOURS: readonly (readonly [own: string, other: string])[] = [
  ['acme', 'rival'],
  ['acme', 'acme-2'],
  ['acme-2', 'acme'],
  ['acme', 'ACME'],
];

const BATCHES = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'];
const KEYS = 'dynamodb:LeadingKeys';

/**
 * Whether a table's resource policy stops a tenant role that was given everything at the border of its tenants, and stops
 * nothing else: neither what the role's client sends, nor other principals.
 */
export function backstopFindings(
  model: Model,
  environment: Environment,
  table: Table,
  document: PolicyDocument,
  caches: Caches,
): readonly Finding[] {
  return model.roles.flatMap((role): readonly Finding[] => {
    const whole = roleCase(model, environment, role, [EVERYTHING], caches);
    const targets = whole.targets.filter((target) => target.table === table.name && target.kind !== 'stream');
    const needs = new Map([...whole.needs].filter(([, { target }]) => target.table === table.name));
    const subject: RoleCase = { ...whole, resource: document, targets, needs };
    const found = [
      ...completeness(subject).map((finding) => ({ ...finding, code: 'backstop.refused' as const })),
      ...stranger(subject),
      ...(role.unscoped || needs.size === 0 ? [] : open(subject, document)),
    ];
    // One of each kind tells that it is wrong, and where.
    return [...new Map(found.map((finding) => [finding.code, { ...finding, policy: 'backstop' as const }])).values()];
  });
}

/** A role that the schema does not know keeps what its policies give it. */
function stranger({ model, environment, role, resource, targets }: RoleCase): readonly Finding[] {
  const [{ arn } = { arn: '' }] = targets;
  const names = [`arn:${environment.partition}:iam::${environment.account}:role/another-role`];
  const [action, session] = ['dynamodb:Scan', {}];
  const context = { 'aws:PrincipalArn': names[0] ?? '' };
  const request = { action, resource: arn, principal: { kind: 'AWS' as const, names }, context };
  const actual = evaluate({ identity: [EVERYTHING], ...(resource && { resource }) }, request).decision;
  if (actual === 'allowed' || role !== model.roles[0]) return [];
  return [
    {
      code: 'backstop.refused',
      environment: environment.name,
      summary: `The backstop stops ${names[0]}, a role that the schema does not know.`,
      counterexample: { session, other: {}, action, resource: arn, context, expected: 'allowed', actual },
    },
  ];
}

/** The first thing that the backstop lets through and must not. */
function open(subject: RoleCase, document: PolicyDocument): readonly Finding[] {
  for (const { what, trial } of [...spared(subject, document), ...attacks(subject)]) {
    const found = findingOf(subject, 'backstop.wider', `The backstop lets through ${what}.`, trial, 'denied');
    if (found.length > 0) return found;
  }
  return [];
}

interface Attack {
  readonly what: string;
  readonly trial: Trial;
}

function attacks(subject: RoleCase): readonly Attack[] {
  const { model, scopes, targets, tags } = subject;
  const writes = KEYED_ACTIONS.filter((action) => WRITING_ACTIONS.has(action));
  const public_ = model.scopes.filter(({ parameter }) => parameter === undefined).map(({ prefix }) => prefix);
  const on = (actions: readonly string[], trial: Omit<Trial, 'action' | 'resource'>, what: string): readonly Attack[] =>
    targets
      .filter(({ kind }) => kind !== 'unknown')
      .flatMap(({ kind, arn }) =>
        actions
          .filter((action) => kind === 'table' || /:(?:Query|Scan|PartiQLSelect)$/.test(action))
          .map((action) => ({ what: `${action} on ${what}`, trial: { ...trial, action, resource: arn } })),
      );
  const keysOf = (value: string): readonly string[] =>
    scopes.flatMap(({ prefix }) => {
      const key = keyTemplate(prefix)
        .segments.map((segment) => (segment.kind === 'literal' ? segment.text : value))
        .join('');
      return [key, `${key}#x`];
    });
  const session = sessionOf(subject);
  return [
    ...on(['dynamodb:Scan', ...KEYED_ACTIONS], { session }, 'no key'),
    ...NEIGHBOURS.flatMap(([mine, theirs]) => {
      const values = (value: string): Trial['session'] =>
        Object.fromEntries(scopes.map(({ principalTag }) => [principalTag, value]));
      const of = { session: sessionOf(subject, values(mine)), other: values(theirs) };
      return keysOf(theirs).flatMap((key) => [
        ...on(KEYED_ACTIONS, { ...of, leadingKeys: [key] }, `the key ${key} for ${mine}`),
        ...keysOf(mine).flatMap((own) =>
          on(BATCHES, { ...of, leadingKeys: [own, key] }, `a batch of ${mine} with the key ${key}`),
        ),
      ]);
    }),
    ...tags.flatMap((tag) => {
      const { [tag]: _, ...missing } = session;
      return [missing, { ...session, [tag]: '' }].flatMap((without) =>
        ['', 'rival'].flatMap((value) =>
          keysOf(value).flatMap((key) =>
            on(KEYED_ACTIONS, { session: without, leadingKeys: [key] }, `the key ${key} without a tag`),
          ),
        ),
      );
    }),
    ...public_.flatMap((prefix) => on(writes, { session, leadingKeys: [`${prefix}#x`] }, `the public key ${prefix}#x`)),
    ...on(KEYED_ACTIONS, { session, leadingKeys: ['nobody'] }, 'a key outside of every scope'),
  ];
}

/** Keys of others that a Deny spares by its patterns, for all values of all tags. */
function spared(subject: RoleCase, document: PolicyDocument): readonly Attack[] {
  const table = subject.targets.find(({ kind }) => kind === 'table');
  const patterns = statementsOf(document).flatMap(({ Condition }) =>
    listOf(Condition?.['ForAnyValue:StringNotLike']?.[KEYS]),
  );
  return [...new Set(patterns)].flatMap((text) =>
    subject.scopes.flatMap(({ prefix, principalTag }): readonly Attack[] => {
      const tokens = readText(text, { variables: true, wildcards: true });
      const proof = tokens && foreignKey(tokens, principalTag, keyTemplate(prefix));
      if (proof?.kind !== 'foreign' || table === undefined) return [];
      const { key, owner } = proof;
      const session = sessionOf(subject, { [principalTag]: proof.session || `not-${owner}` });
      const other = { [principalTag]: owner };
      return [
        {
          what: `the key ${key} of ${owner}, which matches ${text}`,
          trial: { session, other, action: 'dynamodb:GetItem', resource: table.arn, leadingKeys: [key] },
        },
      ];
    }),
  );
}
