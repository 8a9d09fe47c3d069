import type { Bucket, Collection, Identity, Model } from '../../model/model.js';
import { breaking, type Change, compatible, fromTo, matched, same, widening } from './change.js';
import { roleSessionChanges } from './role-sessions.js';
import { type Consequences, listChanges, requirementChanges, secondsChanges } from './session-terms.js';

/** Changes of who may begin a session, and how. */
export function sessionChanges(
  { identity: before, ...then }: Model,
  { identity: after, ...now }: Model,
): readonly Change[] {
  return [
    ...roleSessionChanges({ ...then, identity: before }, { ...now, identity: after }),
    ...ways.flatMap(({ name, path }) => {
      const [then, now] = [before[name], after[name]];
      if ((then === undefined) === (now === undefined)) return [];
      return now !== undefined
        ? [
            widening('session.widened', {
              path,
              summary: `Sessions can now begin by ${path}.`,
              consequence: 'Every role gets a trust policy for it: whoever it names can begin sessions of each.',
            }),
          ]
        : [
            breaking('session.narrowed', {
              path,
              summary: `Sessions no longer begin by ${path}.`,
              consequence: 'Callers that come this way get no sessions any more.',
            }),
          ];
    }),
    ...assumeRoleChanges(before.assumeRole, after.assumeRole),
    ...(before.webIdentity && after.webIdentity
      ? listChanges(
          'identity.webIdentity.audience',
          'audience',
          before.webIdentity.audience,
          after.webIdentity.audience,
          OF_EVERY_ROLE,
        )
      : []),
    ...(before.webIdentity && after.webIdentity && before.webIdentity.provider !== after.webIdentity.provider
      ? [changed('identity.webIdentity.provider', 'provider', before.webIdentity.provider, after.webIdentity.provider)]
      : []),
    ...(before.cognitoIdentityPool &&
    after.cognitoIdentityPool &&
    !same(before.cognitoIdentityPool, after.cognitoIdentityPool)
      ? [
          changed(
            'identity.cognitoIdentityPool',
            'identity pool',
            before.cognitoIdentityPool,
            after.cognitoIdentityPool,
          ),
        ]
      : []),
  ];
}

const ways = [
  { name: 'assumeRole', path: 'identity.assumeRole' },
  { name: 'webIdentity', path: 'identity.webIdentity' },
  { name: 'cognitoIdentityPool', path: 'identity.cognitoIdentityPool' },
] as const;

/** Another provider or pool lets in others than before, and keeps out those of before. */
const changed = (path: string, what: string, before: unknown, after: unknown): Change => ({
  ...widening('session.changed', {
    path,
    summary: `The ${what} changes ${fromTo(before, after)}.`,
    consequence: 'Tokens of the old one are refused, and those of the new one begin sessions of every role.',
  }),
  breaking: true,
});

function assumeRoleChanges(before: Identity['assumeRole'], after: Identity['assumeRole']): readonly Change[] {
  if (before === undefined || after === undefined) return [];
  const path = 'identity.assumeRole';
  return [
    ...listChanges(`${path}.trusted`, 'trusted principal', before.trusted, after.trusted, OF_EVERY_ROLE),
    ...listChanges(
      `${path}.inheritedTags`,
      'inherited tag',
      before.inheritedTags ?? [],
      after.inheritedTags ?? [],
      OF_EVERY_ROLE,
    ),
    ...requirementChanges(`${path}.externalId`, 'external id', before.externalId, after.externalId, OF_EVERY_ROLE),
    ...secondsChanges(path, before.maxSessionSeconds, after.maxSessionSeconds),
  ];
}

const OF_EVERY_ROLE: Consequences = {
  added: 'It can begin sessions of every role.',
  removed: 'It gets no sessions any more.',
  optional: 'A principal of another account may be talked into beginning a session for somebody else.',
  required: 'Callers that do not pass it get no sessions any more.',
};

/** Changes of collections and buckets. */
export function groupChanges(before: Model, after: Model): readonly Change[] {
  const collections = matched<Collection>(before.collections, after.collections);
  const buckets = matched<Bucket>(before.buckets, after.buckets);
  return [
    ...collections.added.map(({ name }) =>
      compatible('collection.added', {
        path: `collections.${name}`,
        summary: `The collection ${name} is new.`,
        consequence: 'Nothing changes for callers of before.',
      }),
    ),
    ...collections.removed.map(({ name }) =>
      breaking('collection.removed', {
        path: `collections.${name}`,
        summary: `The collection ${name} is gone.`,
        consequence: 'Callers that use it do not compile.',
      }),
    ),
    ...collections.kept
      .filter(([then, now]) => !same({ ...then, description: '' }, { ...now, description: '' }))
      .map(([then, now]) =>
        breaking('collection.changed', {
          path: `collections.${now.name}`,
          summary: `The collection ${now.name} changes ${fromTo([then.partition, then.entities], [now.partition, now.entities])}.`,
          consequence: 'Callers get other types of items from it.',
        }),
      ),
    ...buckets.added.map(({ name }) =>
      compatible('bucket.added', {
        path: `buckets.${name}`,
        summary: `The bucket ${name} is new.`,
        consequence: 'It must exist before the client uses it.',
      }),
    ),
    ...buckets.removed.map(({ name }) =>
      breaking('bucket.removed', {
        path: `buckets.${name}`,
        summary: `The bucket ${name} is gone.`,
        consequence: 'Its objects cannot be reached any more.',
      }),
    ),
    ...buckets.kept
      .filter(([then, now]) => !same(then, now))
      .map(([then, now]) =>
        breaking('bucket.changed', {
          path: `buckets.${now.name}`,
          summary: `The bucket ${now.name} changes ${fromTo([then.bucketName, then.prefix], [now.bucketName, now.prefix])}.`,
          consequence: 'Objects under the old name or prefix are not found any more: move them.',
        }),
      ),
  ];
}
