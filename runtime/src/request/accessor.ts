import { type Values, withComputed } from '../entity/compute.js';
import { encodeItem, expectedVersion, type StoredItem } from '../entity/encode-item.js';
import type { EntityDefinition } from '../entity/entity.js';
import { type ItemKey, primaryKeyOf } from '../entity/key-values.js';
import { type EntityPlan, planOf } from '../entity/plan.js';
import { ownerOf } from '../entity/verify.js';
import { CheckRequest } from './check.js';
import type { ItemState } from './common.js';
import { DeleteRequest } from './delete.js';
import { GetRequest } from './get.js';
import { PutRequest } from './put.js';
import { entityTarget, queryOf } from './query-target.js';
import { bindValues, type Service } from './service.js';
import { UpdateRequest } from './update.js';
import { upsertActions } from './upsert.js';

/**
 * The accessor of an entity: `get`, `create`, `put`, `update`, `delete`, `check`, `query`, and one method for each access
 * pattern over an index. `Accessor` is the generated interface, which says the types of the parameters and results.
 */
export function createAccessor<Accessor>(service: Service, entity: EntityDefinition): Accessor {
  const item = (operation: string, given: Values | undefined): ItemState => {
    const plan = planOf(entity);
    const values = bindValues(service, plan.scope, given);
    return itemState(service, plan, operation, values, primaryKeyOf(plan, operation, values));
  };
  const put = (operation: 'create' | 'put') => (given: Values) => {
    const plan = planOf(entity);
    const values = bindValues(service, plan.scope, given);
    const stored = encodeItem(plan, operation, values, Date.now());
    const version = operation === 'put' && plan.version ? expectedVersion(plan, operation, values) : undefined;
    return new PutRequest({
      ...itemState(service, plan, operation, ownerValues(plan, stored, values), keyIn(plan, stored)),
      item: stored,
      create: operation === 'create',
      ...(version !== undefined && { version }),
    });
  };
  const query = (accessPattern: string) => (partition?: Values) => {
    const plan = planOf(entity);
    const target = entityTarget(plan, accessPattern);
    return queryOf(service, target, bindValues(service, target.key.scope, partition), plan);
  };
  const accessor: { [method: string]: unknown } = {
    get: (key?: Values) => new GetRequest(item('get', key)),
    create: put('create'),
    put: put('put'),
    update: (key?: Values) => {
      const plan = planOf(entity);
      const named = bindValues(service, plan.scope, key);
      const state = itemState(service, plan, 'update', named, primaryKeyOf(plan, 'update', named));
      return new UpdateRequest({ ...state, named: fixedValues(plan, named), actions: [] });
    },
    upsert: (given?: Values) => {
      const plan = planOf(entity);
      const values = bindValues(service, plan.scope, given);
      const { item, actions } = upsertActions(plan, values, Date.now());
      const named = Object.fromEntries(
        plan.attributes.flatMap(({ label, stored, type }) => {
          const value = plan.fixed.has(label) ? item[stored] : undefined;
          return value === undefined ? [] : [[label, type.decode(value, label)]];
        }),
      );
      const state = itemState(service, plan, 'upsert', ownerValues(plan, item, values), keyIn(plan, item));
      return new UpdateRequest({ ...state, named: fixedValues(plan, named), actions, creates: true });
    },
    delete: (key?: Values) => new DeleteRequest(item('delete', key)),
    check: (key?: Values) => new CheckRequest(item('check', key)),
    query: query('primary'),
  };
  for (const accessPattern of Object.keys(entity.indexes)) accessor[accessPattern] = query(accessPattern);
  if (entity.scan) accessor.scan = () => entity.scan?.(service, planOf(entity));
  // The generated interface describes the same methods for this one entity.
  return accessor as Accessor;
}

/** The primary key in an encoded item. */
function keyIn({ primary: { partition, sort } }: EntityPlan, item: StoredItem): ItemKey {
  const names = sort ? [partition.attribute, sort.attribute] : [partition.attribute];
  return Object.fromEntries(names.map((name) => [name, item[name]])) as ItemKey;
}

/** The parameters that no update changes, computed ones included. */
function fixedValues(plan: EntityPlan, named: Values): Values {
  const values = withComputed(plan, named, plan.attributes, () => {});
  return Object.fromEntries(
    [...plan.fixed].flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

function itemState(service: Service, plan: EntityPlan, operation: string, values: Values, key: ItemKey): ItemState {
  return { service, plan, operation, key, owner: ownerOf(plan.scope, values) };
}

/** The scope parameter may have been generated, as a new tenant's id is. */
function ownerValues(
  { scope, byName }: EntityPlan,
  stored: { readonly [name: string]: { readonly S?: string } },
  values: Values,
): Values {
  const parameter = scope?.parameter;
  const attribute = parameter === undefined ? undefined : byName.get(parameter);
  if (parameter === undefined || attribute === undefined) return values;
  return { [parameter]: stored[attribute.stored]?.S };
}
