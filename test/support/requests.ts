import fc from 'fast-check';
import type { Model } from '../../generator/src/model/model.js';
import { indexArn, tableArn } from '../../generator/src/policy/arn.js';
import type { AccessRequest } from '../../generator/src/policy/evaluate/index.js';

/** Prefixes of each other, other cases, texts that mean something to IAM or to a template: what a neighbour may be called. */
const IDS = ['acme', 'acme-2', 'acm', 'Acme', 'ACME', 'a', 'acme.eu', 'acme:1', 'acme/x', 'beta', 'u1', 'u10', 'U1'];

const USUAL = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'];

const ACTIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'Scan',
  'SearchVectors',
  'PartiQLSelect',
  'PartiQLUpdate',
  'DescribeTable',
  'GetRecords',
  'ExportTableToPointInTime',
  'UpdateTable',
].map((action) => `dynamodb:${action}`);

const id = fc.constantFrom(...IDS);

/** A key of the tour, of the caller's own ids as often as of another's. */
const keyOf = (tenant: string, user: string): fc.Arbitrary<string> => {
  const t = fc.oneof({ weight: 3, arbitrary: fc.constant(tenant) }, { weight: 1, arbitrary: id });
  const u = fc.oneof({ weight: 3, arbitrary: fc.constant(user) }, { weight: 1, arbitrary: id });
  return fc.oneof(
    t.map((own) => `TENANT#${own}`),
    fc
      .tuple(t, fc.constantFrom('2026-06', '2026-06', '2026-6', '2026-06-01', '???????'))
      .map(([own, month]) => `TENANT#${own}#RES#${month}`),
    fc.tuple(t, fc.constantFrom('00', '15', '7', '#')).map(([own, shard]) => `TENANT#${own}#EV#${shard}`),
    fc
      .tuple(t, fc.constantFrom('active', 'invited', 'Active', 'x'))
      .map(([own, status]) => `TENANT#${own}#MEMBER#${status}`),
    fc.tuple(t, id).map(([own, pilot]) => `TENANT#${own}#PILOT#${pilot}`),
    u.map((own) => `USER#${own}`),
    fc.constantFrom(
      'PUBLIC#AIRPORT#GB',
      'PUBLIC#AIRPORT#GBR',
      'PUBLIC',
      'TENANT#',
      'TENANT',
      '*',
      'TENANT#*',
      '${aws:PrincipalTag/TenantId}',
    ),
  );
};

/** A tag as sessions carry it: a value, an empty one, or none. */
const tag = fc.oneof(
  { weight: 8, arbitrary: id },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const given = <K extends string, V>(name: K, value: V | undefined): { readonly [name in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [name in K]?: V };

/** Requests around a model's tables: own and foreign keys, mixed batches, every index, actions without keys. */
export function requestsOn(model: Model): fc.Arbitrary<AccessRequest> {
  const [environment] = model.environments;
  if (environment === undefined) throw new Error('no environment');
  const usual = model.tables.flatMap(({ name, indexes }) => [
    tableArn(environment, name),
    ...indexes.slice(0, 2).map((index) => indexArn(environment, name, index.name)),
  ]);
  const resources = model.tables.flatMap(({ name, indexes }) => [
    tableArn(environment, name),
    ...indexes.map((index) => indexArn(environment, name, index.name)),
    indexArn(environment, name, 'other'),
    `${tableArn(environment, name)}-2`,
    `${tableArn(environment, name)}/stream/2026`,
  ]);
  return fc
    .record({
      action: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...USUAL) },
        { weight: 1, arbitrary: fc.constantFrom(...ACTIONS) },
      ),
      resource: fc.oneof(fc.constantFrom(...usual), fc.constantFrom(...resources)),
      session: fc.tuple(tag, tag).chain(([tenant, user]) =>
        fc.record({
          tenant: fc.constant(tenant),
          user: fc.constant(user),
          keys: fc.option(fc.array(keyOf(tenant ?? '', user ?? ''), { minLength: 1, maxLength: 3 }), {
            nil: undefined,
            freq: 16,
          }),
        }),
      ),
      attributes: fc.option(fc.subarray(['pk', 'sk', '_type', 'startsAt', 'userId', 'note'], { minLength: 1 }), {
        nil: undefined,
      }),
      select: fc.option(fc.constantFrom('SPECIFIC_ATTRIBUTES', 'ALL_ATTRIBUTES', 'COUNT'), { nil: undefined }),
    })
    .map(({ action, resource, session: { tenant, user, keys }, attributes, select }) => ({
      action,
      resource,
      context: {
        ...given('aws:PrincipalTag/TenantId', tenant),
        ...given('aws:PrincipalTag/UserId', user),
        ...given('dynamodb:LeadingKeys', keys),
        ...given('dynamodb:Attributes', attributes),
        ...given('dynamodb:Select', select),
      },
    }));
}
