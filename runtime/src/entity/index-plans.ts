import { memoize } from './memoize.js';
import { type EntityPlan, type KeyPart, type KeyPlan, partResolver } from './plan.js';

/** The keys of an entity's indexes, by access pattern: a bundle that gets items by their keys does without. */
export const indexesOf: (plan: EntityPlan) => readonly KeyPlan[] = /* @__PURE__ */ memoize(makeIndexes);

function makeIndexes({ name, table, scope, primary, byName, definition }: EntityPlan): readonly KeyPlan[] {
  const part = partResolver(name, byName);
  return Object.entries(definition.indexes).map(([accessPattern, { index, partition, sort, scope: own, shared }]) => {
    const found = table.indexes[index];
    if (found === undefined)
      throw new Error(
        `${name}.${accessPattern} names the index ${index}, which the table ${table.name} does not have.`,
      );
    const { partitionKey, sortKey, projection } = found;
    const local = partitionKey === undefined || partition === undefined;
    const keys = {
      ...(!local && { partition: part('partition', partitionKey, partition) }),
      ...(sortKey !== undefined && sort !== undefined && { sort: part('sort', sortKey, sort) }),
    };
    return {
      accessPattern,
      index,
      partition: primary.partition,
      ...keys,
      parts: [...primary.parts, ...Object.values(keys)],
      scope: local ? scope : own,
      projection,
      shared: shared ?? [],
    };
  });
}

/** The key parts that only this index has: a local index shares the table's partition key. */
export function ownParts(plan: EntityPlan, index: KeyPlan): readonly KeyPart[] {
  const parts = index.partition === plan.primary.partition ? [] : [index.partition];
  return index.sort ? [...parts, index.sort] : parts;
}
