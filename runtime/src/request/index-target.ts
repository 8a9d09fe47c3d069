import { naming } from '../entity/decode-item.js';
import { decodeProjected } from '../entity/decode-projected.js';
import type { StoredItem } from '../entity/encode-item.js';
import { indexesOf } from '../entity/index-plans.js';
import { memoize } from '../entity/memoize.js';
import { type EntityPlan, isShared, type KeyPlan } from '../entity/plan.js';
import { holds } from '../entity/table.js';
import { type Owner, verifyItem } from '../entity/verify.js';
import { RequestRefused } from '../errors/request-refused.js';
import { conditionOf } from '../expression/callback.js';
import type { ConditionNode } from '../expression/node.js';
import type { SelectedPath } from '../expression/projection.js';
import type { QueryTarget } from './query-state.js';
import { isOther, targetOf } from './query-target.js';
import { decodeSelected, type ReadItem } from './read-item.js';

/** Returns the target of an access pattern over an index. */
export function indexTarget(plan: EntityPlan, accessPattern: string): QueryTarget {
  const target = targets(plan).get(accessPattern);
  if (target === undefined) throw new Error(`${plan.name} has no access pattern ${accessPattern}.`);
  return target;
}

const targets: (plan: EntityPlan) => ReadonlyMap<string, QueryTarget> = /* @__PURE__ */ memoize(
  (plan) => new Map(indexesOf(plan).map((key) => [key.accessPattern, makeTarget(plan, key)])),
);

const makeTarget = (plan: EntityPlan, key: KeyPlan): QueryTarget => ({
  ...targetOf(plan, key),
  verify: (owner, item) => void verifyItem(plan, key, owner, item),
  read: (owner, item, selected) =>
    isShared(key) && isOther(plan, item) ? undefined : readIndexedItem(plan, key, owner, item, selected),
  filter: (callback) => projected(plan, key, conditionOf(plan, callback)),
});

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

/** Verifies and decodes an item that a read of an index returned: all that the index holds, or what was selected of it. */
function readIndexedItem(
  plan: EntityPlan,
  source: KeyPlan,
  owner: Owner,
  item: StoredItem,
  selected: readonly SelectedPath[] | undefined,
): ReadItem {
  try {
    const known = verifyItem(plan, source, owner, item);
    if (source.projection === 'all') return decodeSelected(plan, item, selected, known, isShared(source));
    if (selected === undefined) return decodeProjected(plan, source, item, known);
    // A partial index has little to leave out, and its keys stand for attributes: it is read whole and picked here.
    const names = new Set(selected.map(({ labels }) => String(labels[0])));
    const seen = decodeProjected(plan, source, item, known, names);
    return Object.fromEntries([...names].flatMap((name) => (seen[name] === undefined ? [] : [[name, seen[name]]])));
  } catch (error) {
    throw naming(plan, item, error);
  }
}
