import type { Entity } from '../../generator/src/model/entity.js';
import type { Model } from '../../generator/src/model/model.js';
import type { EntityGrant, GrantAction, Role } from '../../generator/src/model/role.js';
import type { Field, Type } from '../../generator/src/model/type.js';

const string: Type = { kind: 'string' };
const datetime: Type = { kind: 'datetime', store: 'iso' };

export const field = (name: string, type: Type = string, extra: Partial<Field> = {}): Field => ({
  name,
  storedName: name,
  type,
  optional: false,
  readonly: false,
  hidden: false,
  sensitive: false,
  ...extra,
});

const tenant = { scope: 'tenant' } as const;

export const entity = (name: string, extra: Pick<Entity, 'key' | 'attributes'> & Partial<Entity>): Entity => ({
  name,
  table: 'app',
  accessPatterns: [],
  unique: [],
  ...extra,
});

const club = entity('Club', {
  description: 'A tenant.',
  key: { ...tenant, partition: 'TENANT#{tenantId}', sort: 'CLUB' },
  attributes: [
    field('tenantId'),
    field('name'),
    field('plan', { kind: 'enum', values: ['free', 'pro', 'enterprise'] }),
  ],
});

const member = entity('Member', {
  key: { ...tenant, partition: 'TENANT#{tenantId}', sort: 'USER#{userId}' },
  accessPatterns: [
    {
      ...tenant,
      name: 'byStatus',
      index: 'gsi2',
      partition: 'TENANT#{tenantId}#MEMBER#{status}',
      sort: '{joinedAt}#{userId}',
    },
    { scope: 'user', name: 'clubsOfUser', index: 'gsi1', partition: 'USER#{userId}', sort: 'TENANT#{tenantId}' },
  ],
  unique: [['email']],
  version: 'version',
  attributes: [
    field('tenantId'),
    field('userId'),
    field('email'),
    field('joinedAt', datetime, { generate: 'created', readonly: true }),
    field('name'),
    field('roleId'),
    field('status', { kind: 'enum', values: ['invited', 'active', 'suspended'] }, { default: 'invited' }),
  ],
});

const role = entity('Role', {
  key: { ...tenant, partition: 'TENANT#{tenantId}', sort: 'ROLE#{roleId}' },
  attributes: [field('tenantId'), field('roleId'), field('actions', { kind: 'set', items: 'string' }), field('name')],
});

const aircraft = entity('Aircraft', {
  key: { ...tenant, partition: 'TENANT#{tenantId}', sort: 'AIRCRAFT#{aircraftId}' },
  accessPatterns: [
    {
      ...tenant,
      name: 'byHours',
      index: 'lsi1',
      partition: 'TENANT#{tenantId}',
      sort: 'AIRCRAFT#{status}#{hours:pad(8)}',
    },
  ],
  attributes: [
    field('tenantId'),
    field('aircraftId'),
    field('hours', { kind: 'integer', min: 0 }, { default: 0 }),
    field('status', { kind: 'enum', values: ['airworthy', 'maintenance', 'retired'] }, { default: 'airworthy' }),
  ],
  writeGuard: { entity: 'Role', attribute: 'actions', contains: 'aircraft:write' },
});

const reservation = entity('Reservation', {
  key: { ...tenant, partition: 'TENANT#{tenantId}#RES#{month}', sort: '{startsAt}#{reservationId}' },
  accessPatterns: [
    { ...tenant, name: 'byPilot', index: 'gsi2', partition: 'TENANT#{tenantId}#PILOT#{userId}', sort: '{startsAt}' },
  ],
  attributes: [
    field('tenantId'),
    field('month', string, { compute: '{startsAt:yyyy-MM}' }),
    field('startsAt', datetime),
    field('reservationId'),
    field('aircraftId'),
    field('endsAt', datetime),
    field('userId'),
  ],
});

const flightEvent = entity('FlightEvent', {
  key: { ...tenant, partition: 'TENANT#{tenantId}#EV#{shard}', sort: '{at}#{eventId}' },
  shard: { of: 'eventId', count: 16 },
  attributes: [field('tenantId'), field('at', datetime), field('eventId')],
});

const airport = entity('Airport', {
  key: { scope: 'public', partition: 'PUBLIC#AIRPORT#{country}', sort: '{icao}' },
  attributes: [
    field('country', { kind: 'string', pattern: '^[A-Z]{2}$' }),
    field('icao', { kind: 'string', pattern: '^[A-Z]{4}$' }),
    field('name'),
  ],
});

const entities = [aircraft, airport, club, flightEvent, member, reservation, role];

const READ: readonly GrantAction[] = ['get', 'query'];
const BOTH: readonly GrantAction[] = ['get', 'query', 'put', 'update', 'delete', 'check'];

export const grant = (
  name: string,
  actions: readonly GrantAction[],
  extra: Partial<EntityGrant> = {},
): EntityGrant => ({
  kind: 'entity',
  entity: name,
  actions,
  accessPatterns: [
    'primary',
    ...(entities.find((each) => each.name === name)?.accessPatterns ?? []).map((p) => p.name),
  ],
  ...extra,
});

const roles: readonly Role[] = [
  {
    name: 'chief',
    unscoped: false,
    tags: ['tenant', 'user'],
    additionalStatements: [],
    grants: [
      grant('Club', BOTH),
      grant('Member', BOTH),
      grant('Role', BOTH),
      grant('Aircraft', BOTH),
      grant('Reservation', BOTH),
      grant('FlightEvent', BOTH),
      grant('Airport', READ),
      { kind: 'bucket', bucket: 'documents', actions: ['read', 'write'] },
    ],
  },
  {
    name: 'kiosk',
    unscoped: false,
    tags: ['tenant'],
    additionalStatements: [],
    grants: [grant('Reservation', ['query'], { attributes: ['reservationId', 'aircraftId', 'startsAt', 'endsAt'] })],
  },
  {
    name: 'member',
    unscoped: false,
    tags: ['tenant', 'user'],
    additionalStatements: [],
    grants: [
      grant('Club', READ),
      grant('Member', READ),
      grant('Aircraft', READ),
      grant('Reservation', BOTH),
      grant('FlightEvent', READ),
      grant('Airport', READ),
    ],
  },
  {
    name: 'operator',
    unscoped: true,
    trusted: ['role/flight-club-admin'],
    tags: [],
    additionalStatements: [],
    grants: [grant('Airport', BOTH), grant('Club', ['get', 'query', 'scan'])],
  },
  { name: 'visitor', unscoped: false, tags: [], additionalStatements: [], grants: [grant('Airport', READ)] },
];

/** The model of the tour's schema, as the front end will give it, without the attributes that play no part in policies. */
export const flightClubModel: Model = {
  service: 'flight-club',
  output: { policies: 'generated-example/policies' },
  environments: [
    {
      name: 'dev',
      account: '111122223333',
      region: 'eu-west-1',
      partition: 'aws',
      tables: { app: 'flight-club-dev' },
    },
    { name: 'prod', account: '444455556666', region: 'eu-west-1', partition: 'aws', tables: { app: 'flight-club' } },
  ],
  scopes: [
    { name: 'public', prefix: 'PUBLIC' },
    { name: 'tenant', prefix: 'TENANT#{tenantId}', parameter: 'tenantId', principalTag: 'TenantId' },
    { name: 'user', prefix: 'USER#{userId}', parameter: 'userId', principalTag: 'UserId' },
  ],
  tables: [
    {
      name: 'app',
      partitionKey: 'pk',
      sortKey: 'sk',
      ttl: 'expiresAt',
      marker: '_type',
      indexes: [
        {
          name: 'gsi1',
          kind: 'global',
          partitionKey: 'gsi1pk',
          sortKey: 'gsi1sk',
          projection: { kind: 'keys-only' },
        },
        { name: 'gsi2', kind: 'global', partitionKey: 'gsi2pk', sortKey: 'gsi2sk', projection: { kind: 'all' } },
        { name: 'lsi1', kind: 'local', sortKey: 'lsi1sk', projection: { kind: 'include', attributes: ['status'] } },
      ],
    },
  ],
  types: [],
  entities,
  collections: [
    {
      name: 'clubDirectory',
      table: 'app',
      partition: 'TENANT#{tenantId}',
      scope: 'tenant',
      entities: ['Club', 'Member', 'Role', 'Aircraft'],
    },
  ],
  buckets: [{ name: 'documents', bucketName: 'flight-club-documents', prefix: 'tenants/{tenantId}/', scope: 'tenant' }],
  roles,
  identity: {
    assumeRole: { trusted: ['role/flight-club-api'], maxSessionSeconds: 3600 },
    webIdentity: {
      provider: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example',
      audience: ['app-client-id'],
    },
    cognitoIdentityPool: {
      poolId: 'eu-west-1:00000000-0000-0000-0000-000000000000',
      claims: { TenantId: 'custom:tenant_id', UserId: 'sub' },
    },
  },
};
