import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../generator/src/model/entity.js';
import type { Model } from '../../../generator/src/model/model.js';
import type { Role } from '../../../generator/src/model/role.js';
import type { Field } from '../../../generator/src/model/type.js';
import type { Change } from '../../../generator/src/policy/diff/change.js';
import { diff, diffText } from '../../../generator/src/policy/diff/diff.js';
import { field, flightClubModel, grant } from '../../support/flight-club-model.js';

const withEntity = (name: string, change: (entity: Entity) => Partial<Entity>): Model => ({
  ...flightClubModel,
  entities: flightClubModel.entities.map((each) => (each.name === name ? { ...each, ...change(each) } : each)),
});
const withField = (entity: string, name: string, change: Partial<Field>): Model =>
  withEntity(entity, ({ attributes }) => ({
    attributes: attributes.map((each) => (each.name === name ? { ...each, ...change } : each)),
  }));
const withRole = (name: string, change: (role: Role) => Partial<Role>): Model => ({
  ...flightClubModel,
  roles: flightClubModel.roles.map((each) => (each.name === name ? { ...each, ...change(each) } : each)),
});
const withGrant = (role: string, entity: string, ...grants: readonly Role['grants'][number][]): Model =>
  withRole(role, (each) => ({
    grants: [...each.grants.filter((one) => one.kind === 'bucket' || one.entity !== entity), ...grants],
  }));

const codes = (after: Model, before: Model = flightClubModel): readonly string[] =>
  diff(before, after).changes.map(
    ({ code, breaking, widened }) => `${widened ? 'wider ' : ''}${breaking ? 'breaking ' : ''}${code}`,
  );
const only = (after: Model, before: Model = flightClubModel): Change => {
  const { changes } = diff(before, after);
  expect(changes).toHaveLength(1);
  return changes[0] as Change;
};

describe('nothing', () => {
  it('is different between a model and itself, whatever its descriptions say', () => {
    const described = withEntity('Club', () => ({ description: 'Another text.' }));
    expect(diff(flightClubModel, structuredClone(described))).toEqual({ changes: [], breaking: false, widened: false });
  });
});

describe('keys', () => {
  it('that change leave the items of before behind', () => {
    const change = only(withEntity('Club', ({ key }) => ({ key: { ...key, sort: 'ACCOUNT' } })));
    expect(change).toMatchObject({
      code: 'entity.key-changed',
      breaking: true,
      path: 'entities.Club.key.sort',
      summary: 'The sort key of Club changes from CLUB to ACCOUNT.',
    });
    expect(change.consequence).toContain('read them with the old client, write them with the new one');
  });

  it('in shards of another count are explained by what is still found', () => {
    const shards = (count: number): string =>
      only(withEntity('FlightEvent', () => ({ shard: { of: 'eventId', count } }))).consequence;
    expect(shards(32)).toMatch(/^Queries still find all items/);
    expect(shards(12)).toMatch(/^Items in the shards 12 to 15 are no longer queried/);
    expect(shards(128)).toMatch(/^The shard is written with 3 digits instead of 2/);
  });

  it('of access patterns need items to be written again', () => {
    expect(
      codes(
        withEntity('Reservation', ({ accessPatterns }) => ({
          accessPatterns: accessPatterns.map((each) => ({ ...each, sort: '{endsAt}' })),
        })),
      ),
    ).toEqual(['breaking access-pattern.changed']);
    expect(codes(withEntity('Reservation', () => ({ accessPatterns: [] })))).toContain(
      'breaking access-pattern.removed',
    );
  });

  it('of tables and scopes mean new tables and moved items', () => {
    const [table] = flightClubModel.tables;
    if (table === undefined) throw new Error('the fixture changed');
    expect(codes({ ...flightClubModel, tables: [{ ...table, sortKey: 'range' }] })).toEqual(['breaking table.changed']);
    expect(
      codes({
        ...flightClubModel,
        tables: [
          {
            ...table,
            indexes: [...table.indexes, { name: 'lsi2', kind: 'local', sortKey: 'x', projection: { kind: 'all' } }],
          },
        ],
      }),
    ).toEqual(['breaking index.added']);
    expect(
      codes({
        ...flightClubModel,
        tables: [
          {
            ...table,
            indexes: [
              ...table.indexes,
              { name: 'gsi3', kind: 'global', partitionKey: 'x', projection: { kind: 'all' } },
            ],
          },
        ],
      }),
    ).toEqual(['index.added']);
    const scopes = flightClubModel.scopes.map((scope) =>
      scope.name === 'tenant' ? { ...scope, principalTag: 'Tenant' } : scope,
    );
    expect(codes({ ...flightClubModel, scopes })).toEqual(['breaking prefix.changed']);
  });
});

describe('types', () => {
  it.each<[string, Model, string]>([
    [
      'a required attribute',
      withEntity('Club', ({ attributes }) => ({ attributes: [...attributes, field('motto')] })),
      'breaking attribute.added',
    ],
    [
      'an optional attribute',
      withEntity('Club', ({ attributes }) => ({
        attributes: [...attributes, field('motto', undefined, { optional: true })],
      })),
      'attribute.added',
    ],
    [
      'an attribute gone',
      withEntity('Club', ({ attributes }) => ({ attributes: attributes.filter(({ name }) => name !== 'plan') })),
      'breaking attribute.removed',
    ],
    ['another type', withField('Club', 'name', { type: { kind: 'integer' } }), 'breaking type.changed'],
    [
      'a value more',
      withField('Club', 'plan', { type: { kind: 'enum', values: ['free', 'pro', 'enterprise', 'trial'] } }),
      'type.changed',
    ],
    [
      'a value less',
      withField('Club', 'plan', { type: { kind: 'enum', values: ['free', 'pro'] } }),
      'breaking type.changed',
    ],
    [
      'a tighter limit',
      withField('Club', 'name', { type: { kind: 'string', maxLength: 10 } }),
      'breaking type.changed',
    ],
    ['a looser limit', withField('Aircraft', 'hours', { type: { kind: 'integer' } }), 'type.changed'],
    ['now required', withField('Club', 'name', { optional: true }), 'breaking attribute.changed'],
    ['another stored name', withField('Club', 'name', { storedName: 'n' }), 'breaking attribute.changed'],
    ['another default', withField('Club', 'plan', { default: 'pro' }), 'attribute.changed'],
  ])('%s', (_, after, code) => expect(codes(after)).toEqual([code]));

  it('of a name are followed into every attribute that uses it', () => {
    const reference = withField('Club', 'name', { type: { kind: 'reference', name: 'Label' } });
    const type = (...fields: Field[]) => ({ types: [{ name: 'Label', fields }] });
    const before = { ...reference, ...type(field('text')) };
    const after = { ...reference, ...type(field('text'), field('language')) };
    expect(only(after, before)).toMatchObject({
      code: 'attribute.added',
      breaking: true,
      path: 'entities.Club.attributes.name.type.language',
    });
    const optional = { ...reference, ...type(field('text'), field('language', undefined, { optional: true })) };
    expect(codes(optional, before)).toEqual(['attribute.added']);
  });

  it('that hold others or themselves are compared inside', () => {
    const node = (text: Field['type']): Model => ({
      ...withField('Club', 'name', { type: { kind: 'list', items: { kind: 'reference', name: 'Node' } } }),
      types: [
        {
          name: 'Node',
          fields: [
            field('text', text),
            field('children', { kind: 'record', values: { kind: 'reference', name: 'Node' } }),
          ],
        },
      ],
    });
    expect(codes(node({ kind: 'string' }), node({ kind: 'string' }))).toEqual([]);
    expect(only(node({ kind: 'string' }), node({ kind: 'string', maxLength: 9 }))).toMatchObject({
      breaking: false,
      path: 'entities.Club.attributes.name.type.list.text.type',
    });
  });

  it('of a union are compared by their tags', () => {
    const union = (...tags: readonly string[]): Model => ({
      ...withField('Club', 'name', {
        type: { kind: 'union', discriminator: 'is', variants: tags.map((tag) => ({ tag, type: tag.toUpperCase() })) },
      }),
      types: ['A', 'B'].map((name) => ({ name, fields: [field(name.toLowerCase())] })),
    });
    expect(codes(union('a', 'b'), union('b', 'a'))).toEqual([]);
    expect(codes(union('a', 'b'), union('a'))).toEqual(['type.changed']);
    expect(codes(union('a'), union('a', 'b'))).toEqual(['breaking type.changed']);
  });
});

describe('access', () => {
  it('that a grant widens is named, with what it reaches besides', () => {
    const { changes } = diff(flightClubModel, withGrant('kiosk', 'none', grant('Club', ['get'])));
    expect(changes.map(({ summary }) => summary)).toEqual([
      'kiosk may now get Aircraft.',
      'kiosk may now get Club.',
      'kiosk may now get Member.',
      'kiosk may now get Role.',
    ]);
    expect(changes.map(({ consequence }) => consequence.startsWith('Not all of it is granted'))).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('that a grant widens by itself', () => {
    const { changes, widened } = diff(
      flightClubModel,
      withGrant('member', 'FlightEvent', grant('FlightEvent', ['get', 'query', 'put'])),
    );
    expect(widened).toBe(true);
    expect(changes).toEqual([
      expect.objectContaining({
        code: 'access.widened',
        path: 'roles.member',
        summary: 'member may now put FlightEvent.',
      }),
    ]);
  });

  it('that a grant narrows breaks its callers', () => {
    expect(codes(withGrant('member', 'FlightEvent'))).toEqual(['breaking access.narrowed']);
  });

  it('that a key widens shows although no grant changed', () => {
    const after = withEntity('Reservation', ({ key }) => ({ key: { ...key, partition: 'TENANT#{tenantId}' } }));
    const wider = diff(flightClubModel, after).changes.filter(({ widened }) => widened);
    expect(wider.map(({ summary }) => summary)).toContain('member may now put, update, delete, check Aircraft.');
    expect(wider.find(({ summary }) => summary.includes('Aircraft'))?.consequence).toContain(
      'Not all of it is granted: IAM sees partition keys only',
    );
  });

  it.each<[string, Model, string]>([
    [
      'a new role',
      {
        ...flightClubModel,
        roles: [
          ...flightClubModel.roles,
          { name: 'auditor', unscoped: true, tags: [], additionalStatements: [], grants: [grant('Club', ['get'])] },
        ],
      },
      'wider role.added',
    ],
    [
      'a role gone',
      { ...flightClubModel, roles: flightClubModel.roles.filter(({ name }) => name !== 'visitor') },
      'breaking role.removed',
    ],
    [
      'other statements',
      withRole('visitor', () => ({ additionalStatements: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] })),
      'wider role.changed',
    ],
    ['more attributes', withGrant('kiosk', 'Reservation', grant('Reservation', ['query'])), 'wider access.widened'],
    [
      'fewer attributes',
      withGrant('kiosk', 'Reservation', grant('Reservation', ['query'], { attributes: ['startsAt'] })),
      'breaking access.narrowed',
    ],
    [
      'a bucket less',
      withRole('chief', ({ grants }) => ({
        grants: grants.map((each) => (each.kind === 'bucket' ? { ...each, actions: ['read'] } : each)),
      })),
      'breaking access.narrowed',
    ],
  ])('%s', (_, after, code) => expect(codes(after)).toEqual([code]));

  it('of a role that loses its border is everything', () => {
    const found = diff(
      flightClubModel,
      withRole('kiosk', () => ({ unscoped: true })),
    );
    expect(found.changes[0]).toMatchObject({ code: 'role.changed', widened: true });
  });
});

describe('sessions', () => {
  const { assumeRole, ...others } = flightClubModel.identity;
  if (assumeRole === undefined) throw new Error('the fixture changed');
  const as = (change: Partial<typeof assumeRole>): Model => ({
    ...flightClubModel,
    identity: { ...others, assumeRole: { ...assumeRole, ...change } },
  });
  it.each<[string, Model, string]>([
    ['one more who may begin them', as({ trusted: [...assumeRole.trusted, 'role/batch'] }), 'wider session.widened'],
    ['longer', as({ maxSessionSeconds: 43_200 }), 'wider session.widened'],
    ['shorter', as({ maxSessionSeconds: 900 }), 'breaking session.narrowed'],
    ['an external id', as({ externalId: 'a7f3' }), 'breaking session.narrowed'],
    ['one more inherited tag', as({ inheritedTags: ['CostCentre'] }), 'wider session.widened'],
    ['a way less', { ...flightClubModel, identity: others }, 'breaking session.narrowed'],
    [
      'another pool',
      {
        ...flightClubModel,
        identity: { ...flightClubModel.identity, cognitoIdentityPool: { poolId: 'eu-west-1:1', claims: {} } },
      },
      'wider breaking session.changed',
    ],
  ])('%s', (_, after, code) => expect(codes(after)).toEqual([code]));
});

it('the text begins with what widens, and says what follows', () => {
  const after = withEntity('Reservation', ({ key }) => ({ key: { ...key, partition: 'TENANT#{tenantId}' } }));
  const text = diffText(diff(flightClubModel, after));
  expect(text.startsWith('WIDER roles.')).toBe(true);
  expect(text).toContain(
    'BREAKING entities.Reservation.key.partition: The partition key of Reservation changes from TENANT#{tenantId}#RES#{month} to TENANT#{tenantId}.\n  Items of before',
  );
});
