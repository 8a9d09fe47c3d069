import type { AttributePlan } from '../entity/attribute-plan.js';
import type { CollectionDefinition } from '../entity/collection.js';
import { describeUnknown } from '../entity/describe-key.js';
import type { StoredItem } from '../entity/encode-item.js';
import { type EntityPlan, type KeyPlan, planOf } from '../entity/plan.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { RequestRefused } from '../errors/request-refused.js';
import { type ConditionCallback, conditionIn } from '../expression/callback.js';
import { noneOf } from '../expression/node.js';
import { type SelectedPath, selectPath } from '../expression/projection.js';
import { sharedReferences } from '../expression/shared-reference.js';
import { readTemplate } from '../key/template.js';
import type { QueryTarget } from './query-state.js';
import { isOwn, queryOf } from './query-target.js';
import { readItem } from './read-item.js';
import { bindValues, type Service } from './service.js';
import { GUARD, isGuardItem } from './side-writes/guard-item.js';

/** The attribute of a collection's items that says their type, where the table has no marker. */
const DISCRIMINATOR = '_type';

/** The query of a collection. `Query` is the generated signature. */
export function createCollection<Query>(service: Service, collection: CollectionDefinition): Query {
  let target: QueryTarget | undefined;
  const query = (partition?: { readonly [name: string]: unknown }) => {
    target ??= makeTarget(collection);
    return queryOf(service, target, bindValues(service, collection.scope, partition, collection.name));
  };
  // The generated signature describes the same function for this one collection.
  return query as Query;
}

function makeTarget({ name, table, scope, partition, entities, others = [] }: CollectionDefinition): QueryTarget {
  const plans = entities.map(planOf);
  const template = readTemplate(partition);
  const attributes = template.parameters.map((parameter) => attributeOf(name, plans, parameter.name));
  const own = { attribute: table.partitionKey, role: 'partition', template, attributes } as const;
  const key: KeyPlan = {
    accessPattern: 'primary',
    ...{ partition: own, parts: [own] },
    scope,
    projection: 'all',
    shared: others,
  };
  const { marker = DISCRIMINATOR } = table;
  const planOfItem = (item: StoredItem): EntityPlan => {
    const found = table.marker === undefined ? byKey(plans, item) : plans.find((plan) => plan.name === item[marker]?.S);
    if (found !== undefined) return found;
    const type = table.marker === undefined ? undefined : item[marker]?.S;
    const message =
      type === undefined
        ? `is missing: nothing says what this item is`
        : `is ${JSON.stringify(type)}, which is not a type of this collection`;
    throw new DecodeFailed([{ path: marker, message }], name, describeUnknown(plans, item));
  };
  const parameter = scope?.parameter === undefined ? undefined : attributeOf(name, plans, scope.parameter);
  const sort = plans.find((plan) => plan.primary.sort)?.primary.sort;
  return {
    name,
    entities: plans.map((plan) => plan.name),
    table,
    key,
    primary: sort ? [key.partition, sort] : [key.partition],
    always: [...(table.marker === undefined ? [] : [table.marker]), ...(parameter ? [parameter.stored] : [])],
    ...(others.length > 0 && table.marker !== undefined && { kinds: noneOf(table.marker, others) }),
    ...(others.includes(GUARD) && table.marker === undefined && { skips: (item) => isGuardItem(item, table.sortKey) }),
    read(owner, item, selected) {
      const plan = planOfItem(item);
      const own = selected?.filter(({ entity }) => entity === plan.name);
      return { ...readItem(plan, owner, item, own), [marker]: plan.name };
    },
    filter: (callback) => conditionIn(name, callback as ConditionCallback<object>, sharedReferences(plans)),
    // The type is read anyway.
    select: (paths) => paths.flatMap((path) => (path === marker ? [] : selectInEach(name, plans, path))),
  };
}

function attributeOf(collection: string, plans: readonly EntityPlan[], name: string): AttributePlan {
  const found = plans.find((plan) => plan.byName.has(name))?.byName.get(name);
  if (found === undefined) throw new Error(`${collection}: no entity has the attribute ${name} of the partition.`);
  return found;
}

/** Without a marker, the keys tell the types apart. */
function byKey(plans: readonly EntityPlan[], item: StoredItem): EntityPlan | undefined {
  const fitting = plans.filter((plan) => isOwn(plan, item));
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** Each entity reads the attribute in its own way; one that has none of the name leaves it out. */
function selectInEach(collection: string, plans: readonly EntityPlan[], path: string): readonly SelectedPath[] {
  const found = plans.flatMap((plan) => {
    const selected = selectPath(plan, path);
    return selected ? [{ ...selected, entity: plan.name }] : [];
  });
  if (found.length === 0) throw new RequestRefused(`${collection}: no entity has an attribute ${path}.`);
  return found;
}
