import type { AccessPattern, Entity, Key, Shard } from '../model/entity.js';
import type { Model } from '../model/model.js';
import type { Table } from '../model/table.js';
import type { Field } from '../model/type.js';
import { camelCase, kebabCase, pascalCase } from '../text/names.js';
import type {
  EntityNames,
  EntityPlan,
  KeyField,
  ParameterObject,
  ProjectedPlan,
  QueryPlan,
  TablePlan,
  WriteGuardPlan,
} from './client-plan.js';
import { fieldOf, parameterNames, parameterObject, sortObject, sourcesOf } from './plan-key.js';
import { type NamedShapes, planField } from './plan-type.js';
import type { PlannedField } from './planned-type.js';
import { sharersOf } from './shared-keys.js';

export function planEntity(model: Model, entity: Entity, table: TablePlan, named: NamedShapes): EntityPlan {
  const names = entityNames(entity.name);
  const fields = planAttributes(entity).map((field) => planField(names.item, field, named));
  const shard = entity.shard && planShard(entity.shard);
  const parameters = shard ? [...fields, shard] : fields;
  const primary = parameterNames(entity.key.partition, entity.key.sort);
  const query = (templates: Key, pattern?: AccessPattern): QueryPlan => ({
    ...planQuery(names, templates, pattern, table.table, primary, parameters),
    shared: sharersOf(model, entity, templates, pattern?.index),
  });
  const queries = [query(entity.key), ...entity.accessPatterns.map((pattern) => query(pattern, pattern))];
  return {
    entity,
    file: kebabCase(entity.name),
    table,
    names,
    fields,
    shard,
    scan: model.roles.some((role) =>
      role.grants.some(
        (grant) => grant.kind === 'entity' && grant.entity === entity.name && grant.actions.includes('scan'),
      ),
    ),
    key: { ...parameterObject(names.key, primary, parameters), inline: false },
    hidden: fields.filter(({ field }) => field.hidden),
    input: fields.filter(({ field }) => field.compute === undefined),
    patch: planPatch(primary, entity, fields, parameters),
    queries,
    unique: entity.unique.length === 0 ? undefined : { prefix: prefixOf(model, entity), groups: entity.unique },
    writeGuard: entity.writeGuard && planWriteGuard(model, entity, entity.writeGuard),
  };
}

/** Guard items lie in the scope's own partition; outside of scopes, in the entity's. */
const prefixOf = ({ scopes }: Model, { key }: Entity): string =>
  scopes.find(({ name }) => name === key.scope)?.prefix ?? key.partition;

function planWriteGuard(
  { entities, scopes }: Model,
  { name, key }: Entity,
  { entity, attribute, contains }: NonNullable<Entity['writeGuard']>,
): WriteGuardPlan | undefined {
  const guard = entities.find((candidate) => candidate.name === entity);
  if (guard === undefined) return undefined;
  const names = entityNames(guard.name);
  const scope = guard.key.scope === key.scope ? scopes.find((candidate) => candidate.name === key.scope) : undefined;
  return {
    type: `${entityNames(name).item}Guard`,
    name: names.property,
    entity: names,
    file: kebabCase(guard.name),
    settled: scope?.parameter,
    attribute,
    contains,
  };
}

function entityNames(name: string): EntityNames {
  const item = pascalCase(name);
  const property = camelCase(name);
  return {
    item,
    key: `${item}Key`,
    input: `${item}Input`,
    patch: `${item}Patch`,
    attributes: `${item}Attributes`,
    hidden: `${item}Hidden`,
    accessor: `${item}Accessor`,
    definition: `${property}Entity`,
    factory: `${property}Accessor`,
    property,
  };
}

function planQuery(
  names: EntityNames,
  templates: Key,
  accessPattern: AccessPattern | undefined,
  table: Table,
  primary: readonly string[],
  fields: readonly PlannedField[],
): Omit<QueryPlan, 'shared'> {
  const pattern = pascalCase(accessPattern?.name ?? '');
  const prefix = names.item + pattern;
  const partition = parameterNames(templates.partition);
  const sort = parameterNames(templates.sort).filter((name) => !partition.includes(name));
  const index = table.indexes.find((candidate) => candidate.name === accessPattern?.index);
  const attributes = [index?.partitionKey ?? table.partitionKey, index === undefined ? table.sortKey : index.sortKey];
  return {
    method: accessPattern?.name ?? 'query',
    accessPattern,
    templates,
    partition: withOpenShard(parameterObject(`${prefix}Partition`, partition, fields)),
    sort: sortObject(`${prefix}Sort`, sort, fields),
    codec: {
      constant: `${names.property}${pattern}Key`,
      parameters: {
        ...parameterObject(`${prefix}Key`, parameterNames(templates.partition, templates.sort), fields),
        inline: accessPattern !== undefined,
      },
      attributes: attributes.filter((name) => name !== undefined),
    },
    projected: planProjected(prefix, templates, index?.projection ?? { kind: 'all' }, primary, fields),
  };
}

/** A query that names no shard reads all of them. */
const withOpenShard = (partition: ParameterObject): ParameterObject => ({
  ...partition,
  fields: partition.fields.map((each) => (each.field.shards === undefined ? each : { ...each, optional: true })),
});

/** The parameters of both keys can be read from the keys; then come the attributes that the index copies. */
function planProjected(
  name: string,
  templates: Key,
  projection: Table['indexes'][number]['projection'],
  primary: readonly string[],
  fields: readonly PlannedField[],
): ProjectedPlan | undefined {
  if (projection.kind === 'all') return undefined;
  const inKeys = [...new Set([...primary, ...parameterNames(templates.partition, templates.sort)])];
  const copied = projection.kind === 'keys-only' ? [] : projection.attributes;
  const others = fields.filter(({ field }) => copied.includes(field.storedName) && !inKeys.includes(field.name));
  const held = [
    ...inKeys.map((parameter) => ({ field: fieldOf(fields, parameter), optional: false })),
    ...others.map((field) => ({ field, optional: field.field.optional })),
  ];
  const isHidden = ({ field }: KeyField): boolean => field.field.hidden;
  return { name, fields: held.filter((each) => !isHidden(each)), hidden: held.filter(isHidden) };
}

/** The attributes of the schema with those that its features add. */
function planAttributes(entity: Entity): readonly Field[] {
  const { attributes, version } = entity;
  if (version === undefined) return attributes;
  const declared = attributes.some(({ name }) => name === version);
  return declared
    ? attributes.map((field) => (field.name === version ? { ...field, ...COUNTED } : field))
    : [...attributes, { ...INTERNAL, ...COUNTED, name: version, storedName: version, description: COUNTS }];
}

const COUNTS = 'Counts the writes of the item. A `put` names the version that it replaces.';

/** 0 stands for an item that is not there yet. */
const COUNTED = { type: { kind: 'integer', min: 0 }, optional: false, default: 0 } as const;
const INTERNAL = { readonly: false, hidden: false, sensitive: false } as const;

/** The parameter `shard`: a number that callers may name, else made of another attribute. */
function planShard({ of, count }: Shard): PlannedField {
  const type = { kind: 'integer' } as const;
  const field: Field = { ...INTERNAL, name: 'shard', storedName: 'shard', type, optional: false, compute: `{${of}}` };
  return { field, type: { kind: 'plain', type }, shards: count };
}

/**
 * Returns the fields of `set`: neither the primary key and what it is computed from, nor readonly, computed and counted
 * attributes and timestamps. Each can be set alone: what else an index key needs is read.
 */
function planPatch(
  primary: readonly string[],
  { version }: Entity,
  fields: readonly PlannedField[],
  parameters: readonly PlannedField[],
): readonly PlannedField[] {
  const fixed = new Set(primary.flatMap((name) => [name, ...sourcesOf(fieldOf(parameters, name))]));
  return fields.filter(({ field }) => !fixed.has(field.name) && field.name !== version && !isManaged(field));
}

const isManaged = (field: PlannedField['field']): boolean =>
  field.readonly || field.compute !== undefined || field.generate === 'created' || field.generate === 'updated';
