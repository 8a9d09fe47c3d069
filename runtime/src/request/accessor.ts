import type { EntityDefinition } from '../entity/entity.js';
import { check } from './operation/check.js';
import { deleteItem } from './operation/delete.js';
import { get } from './operation/get.js';
import { accessorOf, type Operation } from './operation/operation.js';
import { create, put } from './operation/put.js';
import { query } from './operation/query.js';
import { reindex } from './operation/reindex.js';
import { update } from './operation/update.js';
import { upsert } from './operation/upsert.js';
import type { Service } from './service.js';

const ALL = [get, create, put, update, upsert, deleteItem, check, reindex, query] as const;

/**
 * The accessor of an entity with all operations, and with `more` where the entity needs them: `sideWrites`, `queryIndex`,
 * `fanOut`, `scan`. `Accessor` is the generated interface, which says the types of the parameters and results.
 */
export function createAccessor<Accessor>(
  service: Service,
  entity: EntityDefinition,
  ...more: readonly Operation<string>[]
): Accessor {
  // The generated interface describes the same methods for this one entity.
  return accessorOf(service, entity, [...ALL, ...more]) as Accessor;
}
