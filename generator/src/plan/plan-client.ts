import type { Model } from '../model/model.js';
import { camelCase, pascalCase } from '../text/names.js';
import type { ClientPlan, CollectionPlan, EntityPlan, TablePlan } from './client-plan.js';
import { planEntity } from './plan-entity.js';
import { parameterNames, parameterObject } from './plan-key.js';
import { planNamedTypes } from './plan-type.js';
import { strangersOf } from './shared-keys.js';

/** Decides which files, names and types the client has; how they are written is `emit`'s. */
export function planClient(model: Model): ClientPlan {
  const name = pascalCase(model.service);
  const { shapes, named } = planNamedTypes(model.types);
  const tables = model.tables.map((table): TablePlan => ({ table, constant: `${camelCase(table.name)}Table` }));
  const entities = model.entities.map((entity) => planEntity(model, entity, byName(tables, entity.table), named));
  return {
    service: model.service,
    name,
    factory: `create${name}`,
    tables,
    scopes: model.scopes.map((scope) => ({ scope, constant: `${camelCase(scope.name)}Scope` })),
    types: shapes,
    entities,
    collections: model.collections.map((collection) =>
      planCollection(model, collection, byName(tables, collection.table), entities),
    ),
    buckets: model.buckets.map((bucket) => ({
      bucket,
      constant: `${camelCase(bucket.name)}Bucket`,
      parameters: parameterNames(bucket.prefix),
    })),
  };
}

function planCollection(
  model: Model,
  collection: Model['collections'][number],
  table: TablePlan,
  all: readonly EntityPlan[],
): CollectionPlan {
  const pascal = pascalCase(collection.name);
  const entities = collection.entities.flatMap((name) => all.filter((plan) => plan.entity.name === name));
  return {
    collection,
    table,
    entities,
    others: strangersOf(model, collection),
    item: `${pascal}Item`,
    constant: `${camelCase(collection.name)}Collection`,
    partition: parameterObject(`${pascal}Partition`, parameterNames(collection.partition), entities[0]?.fields ?? []),
  };
}

function byName(tables: readonly TablePlan[], name: string): TablePlan {
  const found = tables.find((plan) => plan.table.name === name);
  if (found === undefined) throw new Error(`The model names the table ${name}, which it does not hold.`);
  return found;
}
