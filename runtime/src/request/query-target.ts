import type { AttributePlan } from '../entity/attribute-plan.js';
import type { Values } from '../entity/compute.js';
import type { StoredItem } from '../entity/encode-item.js';
import { filledFor, keyText } from '../entity/key-values.js';
import { memoize } from '../entity/memoize.js';
import { addParameters, isWhole, type KnownParts } from '../entity/parameters.js';
import { type EntityPlan, isShared, type KeyPart, type KeyPlan } from '../entity/plan.js';
import { holds } from '../entity/table.js';
import { ownerOf } from '../entity/verify.js';
import { collectProblems } from '../errors/collect.js';
import { conditionOf } from '../expression/callback.js';
import { noneOf } from '../expression/node.js';
import { selectPaths } from '../expression/projection.js';
import { wholeRange } from '../key/range.js';
import { QueryRequest } from './query.js';
import type { FanOut, QueryTarget } from './query-state.js';
import { readItem } from './read-item.js';
import type { Service } from './service.js';

/** Returns the target of an entity's `query`. Made once. */
export const primaryTarget: (plan: EntityPlan) => QueryTarget = /* @__PURE__ */ memoize((plan) => ({
  ...targetOf(plan, plan.primary),
  read: (owner, item, selected) =>
    isShared(plan.primary) && isOther(plan, item)
      ? undefined
      : readItem(plan, owner, item, selected, undefined, isShared(plan.primary)),
  filter: (callback) => conditionOf(plan, callback),
}));

/** Returns the properties that queries of the table and of an index have in common. */
export function targetOf(plan: EntityPlan, key: KeyPlan): Omit<QueryTarget, 'read' | 'filter'> {
  const { primary, table } = plan;
  const scope = key.scope?.parameter === undefined ? undefined : plan.byName.get(key.scope.parameter);
  const shared = isShared(key);
  const marked = table.marker !== undefined && holds(key.projection, table.marker);
  return {
    name: plan.name,
    entities: [plan.name],
    table,
    key,
    primary: primary.sort ? [primary.partition, primary.sort] : [primary.partition],
    always: [...(scope ? [scope.stored] : []), ...(shared && marked ? [table.marker as string] : [])],
    // An item without the marker, or with one that nobody knows, is not held back: it is an error that names it.
    ...(shared && marked && { kinds: noneOf(table.marker as string, key.shared) }),
    ...(shared && !marked && { skips: (item) => !isOwn(plan, item) }),
    select: (paths) => selectPaths(plan, paths),
  };
}

/** Returns whether an item neither says to be of this entity nor has a key of its form. */
export function isOther(plan: EntityPlan, item: StoredItem): boolean {
  const { marker } = plan.table;
  const said = marker === undefined ? undefined : item[marker]?.S;
  return said !== plan.name && !isOwn(plan, item);
}

/**
 * Returns whether an item's primary key is of this entity, with values that its attributes can have: a keys-only index has
 * nothing else to tell types by.
 */
export const isOwn = ({ primary }: EntityPlan, item: { readonly [name: string]: { readonly S?: string } }): boolean =>
  primary.parts.every((part) => isOf(part, item[part.attribute]?.S ?? ''));

/** Returns whether a text is a key of this template. A part that is lowered or cut is no value that its own pattern knows. */
function isOf(part: KeyPart, text: string): boolean {
  const found: KnownParts = new Map();
  if (addParameters(found, part, text) !== undefined) return false;
  return part.attributes.every(({ label, type }) => {
    const known = found.get(label);
    return !known || !isWhole(known.format) || type.toKeyPart?.(known.value, '', ignore) !== undefined;
  });
}

const ignore = (): void => {};

/** The shard of the partition, where nothing says which. */
const shardOf = ({ partition }: KeyPlan, values: Values): AttributePlan | undefined =>
  partition.attributes.find(({ type, label }) => type.shards !== undefined && values[label] === undefined);

/** A query of the partition that these parameters name. Throws `ValidationFailed`. */
export function queryOf(
  service: Service,
  target: QueryTarget,
  values: Values,
  plan?: EntityPlan,
  fanOut?: FanOut,
): QueryRequest<unknown, unknown, unknown> {
  const { key } = target;
  const problems = collectProblems(target.name, key.accessPattern === 'primary' ? 'query' : key.accessPattern);
  const filled = plan ? filledFor(plan, key.partition, values, problems.report) : values;
  const sharded = fanOut && shardOf(key, filled);
  const all = sharded
    ? Array.from({ length: sharded.type.shards ?? 0 }, (_, shard) =>
        keyText(key.partition, { ...filled, [sharded.label]: shard }, problems.report),
      )
    : [keyText(key.partition, filled, problems.report)];
  const partitions = all as readonly string[];
  problems.finish();
  return new QueryRequest({
    service,
    target,
    partition: partitions[0] as string,
    ...(fanOut && sharded && { shards: { fanOut, partitions } }),
    named: filled,
    owner: ownerOf(key.scope, filled),
    range: key.sort ? wholeRange(key.sort.template) : { kind: 'all' },
  });
}
