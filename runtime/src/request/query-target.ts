import { type Values, withComputed } from '../entity/compute.js';
import { indexesOf } from '../entity/index-plans.js';
import { keyText } from '../entity/key-values.js';
import { addParameters } from '../entity/parameters.js';
import type { AttributePlan, EntityPlan, KeyPlan } from '../entity/plan.js';
import { holds } from '../entity/table.js';
import { ownerOf } from '../entity/verify.js';
import { collectProblems } from '../errors/collect.js';
import { RequestRefused } from '../errors/request-refused.js';
import { conditionOf } from '../expression/callback.js';
import { type ConditionNode, equals } from '../expression/node.js';
import { selectPaths } from '../expression/projection.js';
import { wholeRange } from '../key/range.js';
import { QueryRequest } from './query.js';
import type { QueryTarget } from './query-state.js';
import { readIndexedItem } from './read-indexed-item.js';
import { readItem } from './read-item.js';
import type { Service } from './service.js';

const targets = new WeakMap<KeyPlan, QueryTarget>();

/** What `query` or an access pattern of an entity queries. Made once. */
export function entityTarget(plan: EntityPlan, accessPattern: string): QueryTarget {
  const key =
    accessPattern === 'primary' ? plan.primary : indexesOf(plan).find((index) => index.accessPattern === accessPattern);
  if (key === undefined) throw new Error(`${plan.name} has no access pattern ${accessPattern}.`);
  let target = targets.get(key);
  if (target === undefined) {
    target = makeTarget(plan, key);
    targets.set(key, target);
  }
  return target;
}

function makeTarget(plan: EntityPlan, key: KeyPlan): QueryTarget {
  const { primary, table } = plan;
  const scope = key.scope?.parameter === undefined ? undefined : plan.byName.get(key.scope.parameter);
  const marked = table.marker !== undefined && holds(key.projection, table.marker);
  return {
    name: plan.name,
    entities: [plan.name],
    table,
    key,
    primary: primary.sort ? [primary.partition, primary.sort] : [primary.partition],
    always: scope ? [scope.stored] : [],
    ...(key.shared && marked && { kinds: equals([table.marker as string], { S: plan.name }) }),
    ...(key.shared && !marked && { skips: (item) => !isOwn(plan, item) }),
    read:
      key.index === undefined
        ? (owner, item, selected) => readItem(plan, owner, item, selected)
        : (owner, item, selected) => readIndexedItem(plan, key, owner, item, selected),
    filter: (callback) => projected(plan, key, conditionOf(plan, callback)),
    select: (paths) => selectPaths(plan, paths),
  };
}

/** Whether an item's primary key is of this entity: a keys-only index has nothing else to tell types by. */
export function isOwn({ primary }: EntityPlan, item: { readonly [name: string]: { readonly S?: string } }): boolean {
  return [primary.partition, primary.sort].every(
    (part) => part === undefined || addParameters({}, part, item[part.attribute]?.S ?? '') === undefined,
  );
}

/** DynamoDB takes an attribute that an index does not hold for absent, so a filter on it would silently be wrong. */
function projected(plan: EntityPlan, key: KeyPlan, node: ConditionNode): ConditionNode {
  const missing = namesOf(node).find((name) => !holds(key.projection, name));
  if (missing === undefined) return node;
  const label = plan.attributes.find(({ stored }) => stored === missing)?.label ?? missing;
  throw new RequestRefused(
    `${plan.name} ${key.accessPattern}: the index ${key.index} does not hold ${label}, so a filter cannot use it.`,
  );
}

const namesOf = ({ operands }: ConditionNode): readonly string[] =>
  operands.flatMap((operand) =>
    'text' in operand ? namesOf(operand) : 'path' in operand ? [String(operand.path[0])] : [],
  );

/** The shard of the partition, where nothing says which. */
const shardOf = ({ partition }: KeyPlan, values: Values): AttributePlan | undefined =>
  partition.attributes.find(({ type, label }) => type.shards !== undefined && values[label] === undefined);

/** A query of the partition that these parameters name. Throws `ValidationFailed`. */
export function queryOf(
  service: Service,
  target: QueryTarget,
  values: Values,
  plan?: EntityPlan,
): QueryRequest<unknown, unknown, unknown> {
  const { key } = target;
  const problems = collectProblems(target.name, key.accessPattern === 'primary' ? 'query' : key.accessPattern);
  const filled = plan ? withComputed(plan, values, key.partition.attributes, problems.report) : values;
  const sharded = plan?.definition.fanOut && shardOf(key, filled);
  const all = sharded
    ? Array.from({ length: sharded.type.shards ?? 0 }, (_, shard) =>
        keyText(key.partition, { ...filled, [sharded.label]: shard }, problems.report),
      )
    : [keyText(key.partition, filled, problems.report)];
  const partitions = all as readonly string[];
  const fanOut = sharded && plan.definition.fanOut;
  problems.finish();
  return new QueryRequest({
    service,
    target,
    partition: partitions[0] as string,
    ...(fanOut && { shards: { fanOut, partitions } }),
    named: filled,
    owner: ownerOf(key.scope, filled),
    range: key.sort ? wholeRange(key.sort.template) : { kind: 'all' },
  });
}
