import {
  type Attribute,
  type AttributeType,
  type EntityDefinition,
  integer,
  type KeyTemplates,
  type ScopeDefinition,
  scopeParameter,
  shard,
} from '@tenantry/runtime/codegen-v1';
import type { Entity, Model } from 'tenantry/policies';
import { tableDefinition } from '../engine/table-definition.js';
import { attribute, attributeType } from './attribute-type.js';

/**
 * An entity as the runtime knows it, made of the model instead of emitted. Write guards are left out: nobody's role stands
 * behind a seed. So are unique guards where the engine has no transactions.
 */
export function entityDefinition(model: Model, entity: Entity, transactions: boolean): EntityDefinition {
  const table = model.tables.find(({ name }) => name === entity.table);
  if (table === undefined) throw new Error(`The schema has no table ${entity.table}.`);
  const local = new Set(table.indexes.flatMap(({ name, kind }) => (kind === 'local' ? [name] : [])));
  const prefix = model.scopes.find(({ name }) => name === entity.key.scope)?.prefix ?? entity.key.partition;
  return {
    name: entity.name,
    table: tableDefinition(table),
    scope: scopeOf(model, entity.key.scope),
    key: { partition: entity.key.partition, ...sortOf(entity.key) },
    indexes: Object.fromEntries(
      entity.accessPatterns.map(({ name, index, scope, partition, sort }) => [
        name,
        {
          index,
          scope: scopeOf(model, scope),
          ...(!local.has(index) && { partition }),
          ...sortOf({ sort }),
        },
      ]),
    ),
    attributes: () => attributesOf(model, entity),
    ...(entity.version !== undefined && { version: entity.version }),
    ...(transactions && entity.unique.length > 0 && { sideWrites: { unique: { prefix, groups: entity.unique } } }),
  };
}

const sortOf = ({ sort }: { readonly sort?: string | undefined }): KeyTemplates => (sort === undefined ? {} : { sort });

function scopeOf(model: Model, name: string | undefined): ScopeDefinition | undefined {
  const scope = model.scopes.find((each) => each.name === name);
  return scope && { name: scope.name, ...(scope.parameter !== undefined && { parameter: scope.parameter }) };
}

function attributesOf(model: Model, entity: Entity): { readonly [name: string]: Attribute } {
  const scopes = new Set([entity.key.scope, ...entity.accessPatterns.map(({ scope }) => scope)]);
  const parameters = new Set(
    model.scopes.flatMap(({ name, parameter }) => (scopes.has(name) && parameter !== undefined ? [parameter] : [])),
  );
  const attributes: { [name: string]: Attribute } = {};
  for (const field of entity.attributes) {
    const { type } = field;
    const codec = parameters.has(field.name) ? scopeCodec(type) : attributeType(type, model);
    attributes[field.name] = attribute(field, codec);
  }
  if (entity.version !== undefined) attributes[entity.version] = { type: integer({ min: 0 }), default: 0 };
  if (entity.shard !== undefined) {
    attributes.shard = { type: shard(entity.shard.count), compute: `{${entity.shard.of}}`, virtual: true };
  }
  return attributes;
}

/** The attribute's own limits go with the characters of a session tag. */
function scopeCodec(type: Entity['attributes'][number]['type']): AttributeType {
  if (type.kind !== 'string') return scopeParameter();
  const { kind: _, ...limits } = type;
  return scopeParameter(limits);
}
