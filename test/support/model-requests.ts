import { keyTemplate } from '@tenantry/runtime';
import fc from 'fast-check';
import type { Entity } from '../../generator/src/model/entity.js';
import type { Environment, Model } from '../../generator/src/model/model.js';
import type { Role } from '../../generator/src/model/role.js';
import { bucketArn, indexArn, roleArn, tableArn } from '../../generator/src/policy/arn.js';
import type { AccessRequest, RequestContext } from '../../iam/src/evaluate/index.js';

/** Prefixes of each other, other cases, texts that mean something to IAM or to a template: what a neighbour may be called. */
const IDS = ['acme', 'acme-2', 'acm', 'Acme', 'ACME', 'a', 'acme.eu', 'acme:1', 'acme/x', 'beta', 'u1', 'u10', 'U1'];

/** Values that a session tag or a key part may have, but is not meant to have. */
const ODD = ['*', '?', 'T#*', 'a#b', '${aws:PrincipalTag/TenantId}', '${*}', 'é', 'e\u0301', 'ſ', '😀', ' ', '#'];

const KEYED = [
  ...['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
  ...['ConditionCheckItem', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
];
const KEYLESS = [
  ...['Scan', 'SearchVectors', 'DescribeTable', 'GetRecords', 'GetShardIterator', 'ExportTableToPointInTime'],
  ...['UpdateTable', 'PutResourcePolicy', 'CreateBackup', 'ListTables', 'BatchExecuteStatement'],
];
const S3 = ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket', 'AbortMultipartUpload', 'GetObjectVersion'];

export type Tags = { readonly [tag: string]: string };

export interface ModelRequest {
  readonly role: Role;
  readonly tags: Tags;
  readonly request: AccessRequest;
}

const id = fc.constantFrom(...IDS);

/** A tag as sessions carry it: a value, an empty one, or none. */
const tagValue = fc.oneof(
  { weight: 8, arbitrary: id },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const sessionTags = (model: Model): fc.Arbitrary<Tags> =>
  fc
    .record(
      Object.fromEntries(model.scopes.flatMap(({ principalTag }) => (principalTag ? [[principalTag, tagValue]] : []))),
    )
    .map((tags) => Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined)) as Tags);

/** A key that an entity or a guard of its unique attributes may have, of the caller's own as often as of another's. */
function keyOf(model: Model, tags: Tags): fc.Arbitrary<string> {
  const templates = model.entities.flatMap((entity) =>
    [entity.key, ...entity.accessPatterns].map((key) => ({ entity, key })),
  );
  return fc.constantFrom(...templates).chain(({ entity, key }) => {
    const scope = model.scopes.find(({ name }) => name === key.scope);
    const parts = keyTemplate(key.partition).segments.map((segment) =>
      segment.kind === 'literal'
        ? fc.constant(segment.text)
        : segment.name === scope?.parameter
          ? ownOrOther(tags[scope.principalTag ?? ''] ?? '')
          : partOf(entity, segment.name, segment.format.kind === 'pad' ? segment.format.width : undefined),
    );
    const whole = fc.tuple(...parts).map((texts) => texts.join(''));
    return fc.oneof(
      { weight: 12, arbitrary: whole },
      { weight: 1, arbitrary: whole.map((text) => text.toLowerCase()) },
      { weight: 1, arbitrary: whole.map((text) => `${text}#x`) },
      { weight: 1, arbitrary: whole.map((text) => text.slice(0, -1) || 'x') },
      // DynamoDB takes no empty key.
      { weight: 1, arbitrary: fc.constantFrom(scope?.prefix.replace(/\{.*/, '') || 'x', '*') },
    );
  });
}

const ownOrOther = (own: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(own) },
    { weight: 2, arbitrary: id },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  );

/** Values that fit a parameter and some that do not: shards at both ends, past them, and of another width. */
function partOf({ attributes, shard }: Entity, name: string, width: number | undefined): fc.Arbitrary<string> {
  const some = (values: readonly string[]): fc.Arbitrary<string> =>
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.constantFrom(...ODD) });
  if (name === 'shard' && shard !== undefined) {
    const last = String(shard.count - 1);
    return some(['0'.repeat(last.length), last, String(shard.count), '0', `${last}0`]);
  }
  if (width !== undefined) return some(['0'.repeat(width), '9'.repeat(width), '7']);
  const type = attributes.find((attribute) => attribute.name === name)?.type;
  if (type?.kind === 'enum') return some([...type.values, type.values[0]?.toUpperCase() ?? '', 'none']);
  return some(['GB', '2026-06', '2026-06-01', 'x', '01ARZ3NDEKTSV4RRFFQ69G5FAV', 'a'.repeat(36), 'u1']);
}

function resourcesOf(model: Model, environment: Environment): readonly string[] {
  return model.tables.flatMap(({ name, indexes }) => {
    const arn = tableArn(environment, name);
    return [
      ...Array.from({ length: 4 }, () => arn),
      ...indexes.flatMap((index) => [indexArn(environment, name, index.name), indexArn(environment, name, index.name)]),
      ...[indexArn(environment, name, 'other'), `${arn}-2`, `${arn}/stream/2026`],
    ];
  });
}

/** Returns the context of one request besides its keys. */
function particulars(model: Model): fc.Arbitrary<RequestContext> {
  const names = [
    ...new Set([
      ...model.tables.flatMap((table) => [table.partitionKey, table.sortKey ?? 'sk', table.marker ?? '_type']),
      ...model.entities.flatMap(({ attributes }) => attributes.slice(0, 4).map(({ storedName }) => storedName)),
    ]),
  ];
  const option = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined });
  return fc
    .record({
      'dynamodb:Attributes': option(fc.subarray(names, { minLength: 1, maxLength: 5 })),
      'dynamodb:Select': option(fc.constantFrom('SPECIFIC_ATTRIBUTES', 'ALL_ATTRIBUTES', 'COUNT')),
      'dynamodb:ReturnValues': option(fc.constantFrom('NONE', 'UPDATED_NEW', 'ALL_OLD', 'ALL_NEW')),
      'dynamodb:ReturnConsumedCapacity': option(fc.constantFrom('NONE', 'TOTAL')),
      'dynamodb:EnclosingOperation': option(fc.constantFrom('TransactWriteItems', 'TransactGetItems')),
    })
    .map((context) =>
      Object.fromEntries(
        Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      ),
    );
}

/** Requests around a model's tables and buckets: own and foreign keys, mixed batches, every index, actions without keys. */
export function modelRequests(model: Model): fc.Arbitrary<ModelRequest> {
  const [environment] = model.environments;
  if (environment === undefined) throw new Error('no environment');
  const onTables = sessionTags(model).chain((tags) =>
    fc.record({
      tags: fc.constant(tags),
      action: fc
        .oneof(
          { weight: 6, arbitrary: fc.constantFrom(...KEYED) },
          { weight: 1, arbitrary: fc.constantFrom(...KEYLESS) },
        )
        .map((name) => `dynamodb:${name}`),
      resource: fc.constantFrom(...resourcesOf(model, environment)),
      context: particulars(model),
      keys: fc.option(fc.array(keyOf(model, tags), { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 16 }),
    }),
  );
  const onBuckets = sessionTags(model).chain((tags) =>
    fc.constantFrom(...model.buckets).chain(({ bucketName, prefix, scope }) => {
      const tag = model.scopes.find(({ name }) => name === scope)?.principalTag ?? '';
      const path = ownOrOther(tags[tag] ?? '').map((value) => prefix.replace(/\{[^}]*\}/, value));
      return fc
        .tuple(fc.constantFrom(...S3), path, fc.constantFrom('', 'x', 'x/y', '../x'))
        .map(([name, folder, file]) => {
          const arn = bucketArn(environment, bucketName);
          const list = name === 'ListBucket';
          // The independent evaluator takes these in a request's resource for wildcards; in a key they are characters.
          const resource = list ? arn : `${arn}/${folder}${file}`.replaceAll(/[*?]/g, '!');
          const context: RequestContext = list ? { 's3:prefix': folder + file } : {};
          return { tags, action: `s3:${name}`, resource, context, keys: undefined };
        });
    }),
  );
  const requests =
    model.buckets.length === 0
      ? onTables
      : fc.oneof({ weight: 8, arbitrary: onTables }, { weight: 1, arbitrary: onBuckets });
  return fc
    .tuple(fc.constantFrom(...model.roles), requests)
    .map(([role, { tags, action, resource, context, keys }]) => {
      const arn = roleArn(model, environment, role.name);
      return {
        role,
        tags,
        request: {
          action,
          resource,
          principal: {
            kind: 'AWS' as const,
            names: [`${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/session`, arn],
          },
          context: {
            'aws:PrincipalArn': arn,
            ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
            ...context,
            ...(keys && { 'dynamodb:LeadingKeys': keys }),
          },
        },
      };
    });
}
