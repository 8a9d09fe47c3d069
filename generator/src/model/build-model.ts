import type { Report } from '../diagnostics/problem.js';
import type { RawIdentity, RawSchema, RawScope, RawTable } from '../parse/raw-schema.js';
import { withoutUndefined } from '../text/without-undefined.js';
import type { BuildContext } from './build-context.js';
import { buildEntity, templateParameters } from './build-entity.js';
import { buildRole, externalIdOf } from './build-role.js';
import { buildFields } from './build-type.js';
import type { Identity, Model, Scope } from './model.js';
import { entriesInOrder } from './order.js';
import { scopeOf, scopePrefixes } from './scope-of.js';
import type { Index, Projection, Table } from './table.js';

/**
 * The model of a schema whose shape is right. It is complete also when the schema breaks rules, which are checked on
 * the model; types that cannot be read are reported here and added to `broken`.
 */
export function buildModel(raw: RawSchema, report: Report, broken: Set<string>): Model {
  const scopes = entriesInOrder(raw.scopes).map(([name, scope]) => buildScope(name, scope));
  const prefixes = scopePrefixes(scopes);
  const context: BuildContext = {
    report,
    broken,
    scopePrefixes: prefixes,
    typeNames: new Set(Object.keys(raw.types ?? {})),
  };
  const tables = entriesInOrder(raw.tables).map(([name, table]) => buildTable(name, table));
  const onlyTable = tables.length === 1 ? tables[0]?.name : undefined;
  const entities = entriesInOrder(raw.entities).map(([name, entity]) => buildEntity(name, entity, onlyTable, context));
  const entityTable = (name: string | undefined) => entities.find((entity) => entity.name === name)?.table;
  return {
    service: raw.service ?? '',
    output: { ...raw.output },
    environments: entriesInOrder(raw.environments).map(([name, { account, region, partition, tables: names }]) => ({
      name,
      account,
      region,
      partition: partition ?? 'aws',
      tables: Object.fromEntries(entriesInOrder(names)),
    })),
    scopes,
    tables,
    types: entriesInOrder(raw.types).map(([name, fields]) => ({
      name,
      fields: buildFields(fields, ['types', name], context),
    })),
    entities,
    collections: entriesInOrder(raw.collections).map(
      ([name, { description, table, partition, entities: members }]) => ({
        name,
        ...(description === undefined ? {} : { description }),
        table: table ?? onlyTable ?? entityTable(members[0]) ?? '',
        partition,
        scope: scopeOf(partition, prefixes),
        entities: members,
      }),
    ),
    buckets: entriesInOrder(raw.buckets).map(([name, bucket]) => ({
      name,
      bucketName: bucket.name,
      prefix: bucket.prefix,
      scope: bucketScope(bucket.prefix, scopes),
    })),
    roles: entriesInOrder(raw.roles).map(([name, role]) => buildRole(name, role, entities, raw.buckets ?? {})),
    identity: buildIdentity(raw.identity),
  };
}

function buildScope(name: string, { prefix, principalTag }: RawScope): Scope {
  const [parameter] = templateParameters(prefix);
  return withoutUndefined({ name, prefix, parameter, principalTag });
}

/** A bucket's prefix is not a partition: its scope is the one whose parameter it names. */
function bucketScope(prefix: string, scopes: readonly Scope[]): string | undefined {
  const [parameter] = templateParameters(prefix);
  return parameter === undefined ? undefined : scopes.find((scope) => scope.parameter === parameter)?.name;
}

function buildTable(name: string, raw: RawTable): Table {
  return withoutUndefined({
    name,
    description: raw.description,
    partitionKey: raw.partitionKey,
    sortKey: raw.sortKey,
    ttl: raw.ttl,
    marker: raw.marker === false ? undefined : (raw.marker ?? '_type'),
    indexes: entriesInOrder(raw.indexes).map(
      ([index, { partitionKey, sortKey, projection }]): Index =>
        withoutUndefined({
          name: index,
          kind: partitionKey === undefined ? ('local' as const) : ('global' as const),
          partitionKey,
          sortKey,
          projection: buildProjection(projection ?? 'all'),
        }),
    ),
  });
}

const buildProjection = (raw: 'all' | 'keys-only' | readonly string[]): Projection =>
  raw === 'all' || raw === 'keys-only' ? { kind: raw } : { kind: 'include', attributes: raw };

function buildIdentity(raw: RawIdentity | undefined): Identity {
  const { assumeRole, webIdentity, cognitoIdentityPool } = raw ?? {};
  return withoutUndefined({
    assumeRole:
      assumeRole &&
      withoutUndefined({
        trusted: assumeRole.trusted,
        externalId: externalIdOf(assumeRole.externalId),
        maxSessionSeconds: assumeRole.maxSessionSeconds ?? 3600,
        inheritedTags:
          assumeRole.inheritedTags === 'eks-pod-identity' ? EKS_POD_IDENTITY_TAGS : assumeRole.inheritedTags,
      }),
    webIdentity,
    cognitoIdentityPool: cognitoIdentityPool && {
      poolId: cognitoIdentityPool.poolId,
      claims: Object.fromEntries(entriesInOrder(cognitoIdentityPool.claims)),
    },
  });
}

/** Source: Amazon EKS User Guide, "Grant Pods access to AWS resources based on tags". They are transitive. */
const EKS_POD_IDENTITY_TAGS: readonly string[] = [
  'eks-cluster-arn',
  'eks-cluster-name',
  'kubernetes-namespace',
  'kubernetes-pod-name',
  'kubernetes-pod-uid',
  'kubernetes-service-account',
];
