import { KEYED_ACTIONS, type PolicyDocument, WRITING_ACTIONS } from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import { distinctActions } from './distinct-actions.js';
import type { RoleCase } from './role-case.js';
import { sessionOf, type Trial } from './trial.js';

/** Names that a neighbour may have: they differ in an end, in a beginning, in case. */
const NEIGHBOURS: readonly (readonly [own: string, other: string])[] = [
  ['acme', 'rival'],
  ['acme', 'acme-2'],
  ['acme-2', 'acme'],
  ['acme', 'ACME'],
];

const BATCHES = ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem'];

/** A key of an owner with that value, or of a public scope. */
export const keysOf = (prefix: string, value: string): string =>
  keyTemplate(prefix)
    .segments.map((segment) => (segment.kind === 'literal' ? segment.text : value))
    .join('');

export interface Attack {
  readonly what: string;
  readonly trial: Trial;
}

/** Requests at the border between tenants, of a role that was given everything. */
export function attacks(subject: RoleCase, document: PolicyDocument): readonly Attack[] {
  const { model, scopes, targets, tags, identity } = subject;
  const distinct = distinctActions([...identity, document]);
  const writes = KEYED_ACTIONS.filter((action) => WRITING_ACTIONS.has(action));
  const public_ = model.scopes.filter(({ parameter }) => parameter === undefined).map(({ prefix }) => prefix);
  const on = (actions: readonly string[], trial: Omit<Trial, 'action' | 'resource'>, what: string): readonly Attack[] =>
    targets
      // An index that somebody adds later is within the table, too.
      .filter(({ kind, arn }) => kind !== 'unknown' || arn.includes('/index/'))
      .flatMap(({ kind, arn }) =>
        distinct(actions.filter((action) => kind === 'table' || /:(?:Query|Scan|PartiQLSelect)$/.test(action))).map(
          (action) => ({ what: `${action} on ${what}`, trial: { ...trial, action, resource: arn } }),
        ),
      );
  const keysFor = (value: string): readonly string[] =>
    scopes.flatMap(({ prefix }) => [keysOf(prefix, value), `${keysOf(prefix, value)}#x`]);
  const session = sessionOf(subject);
  return [
    ...on(['dynamodb:Scan', ...KEYED_ACTIONS], { session }, 'no key'),
    ...NEIGHBOURS.flatMap(([mine, theirs]) => {
      const values = (value: string): Trial['session'] =>
        Object.fromEntries(scopes.map(({ principalTag }) => [principalTag, value]));
      const of = { session: sessionOf(subject, values(mine)), other: values(theirs) };
      return keysFor(theirs).flatMap((key) => [
        ...on(KEYED_ACTIONS, { ...of, leadingKeys: [key] }, `the key ${key} for ${mine}`),
        ...[...keysFor(mine), ...public_.map((open) => `${open}#x`)].flatMap((own) =>
          on(BATCHES, { ...of, leadingKeys: [own, key] }, `a batch of ${mine} with the key ${key}`),
        ),
      ]);
    }),
    ...tags.flatMap((tag) => {
      const { [tag]: _, ...missing } = session;
      return [missing, { ...session, [tag]: '' }].flatMap((without) =>
        ['', 'rival'].flatMap((value) =>
          keysFor(value).flatMap((key) => [
            ...on(KEYED_ACTIONS, { session: without, leadingKeys: [key] }, `the key ${key} without a tag`),
            ...public_.flatMap((open) =>
              on(
                BATCHES,
                { session: without, leadingKeys: [`${open}#x`, key] },
                `a batch with the key ${key} without a tag`,
              ),
            ),
          ]),
        ),
      );
    }),
    ...public_.flatMap((prefix) => on(writes, { session, leadingKeys: [`${prefix}#x`] }, `the public key ${prefix}#x`)),
    ...public_.flatMap((prefix) =>
      keysFor('own').flatMap((own) =>
        on(
          ['dynamodb:BatchWriteItem'],
          {
            session: sessionOf(subject, Object.fromEntries(tags.map((tag) => [tag, 'own']))),
            leadingKeys: [own, `${prefix}#x`],
          },
          `a batch with the public key ${prefix}#x`,
        ),
      ),
    ),
    ...on(KEYED_ACTIONS, { session, leadingKeys: ['nobody'] }, 'a key outside of every scope'),
  ];
}
