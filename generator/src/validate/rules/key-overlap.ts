import type { EntityKey } from '../../keys/common-key.js';
import { commonKey } from '../../keys/common-key.js';
import { keyParametersOf } from '../../keys/scope-parameters.js';
import type { Entity } from '../../model/entity.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken } from '../rule.js';
import { isComplete, readableTemplate } from '../templates.js';

/** No two entities of one table can make the same primary key. */
export const keyOverlap: Rule = (context, report) => {
  const keys = context.model.entities.flatMap((entity) => {
    const key = entityKey(entity, context);
    return key === undefined ? [] : [{ entity, key }];
  });
  keys.forEach(({ entity, key }, i) => {
    for (const { entity: other, key: otherKey } of keys.slice(0, i)) {
      if (entity.table !== other.table) continue;
      const common = commonKey(otherKey, key);
      if (common === undefined) continue;
      const text = common.sort === undefined ? common.partition : `${common.partition} / ${common.sort}`;
      report({
        code: 'key.overlap',
        path: ['entities', entity.name, 'key'],
        part: 'key',
        summary: `${other.name} and ${entity.name} can both have the key \`${text}\`.`,
        why: `A write of one would overwrite the other: they share the table \`${entity.table}\`.`,
        hint: `Begin their sort keys with different text, such as \`${other.name.toUpperCase()}#\` and \`${entity.name.toUpperCase()}#\`.`,
        symmetric: true,
        related: [{ path: ['entities', other.name, 'key'], part: 'key', note: 'the other key' }],
      });
    }
  });
};

/** The key where it can be reasoned about; another rule has reported why not. */
function entityKey(entity: Entity, context: RuleContext): EntityKey | undefined {
  const { model } = context;
  const partition = readableTemplate(entity.key.partition);
  const sort = readableTemplate(entity.key.sort);
  const table = model.tables.find(({ name }) => name === entity.table);
  if (partition === undefined || table === undefined || (table.sortKey === undefined) !== (sort === undefined))
    return undefined;
  if (!isComplete(partition, entity) || (sort !== undefined && !isComplete(sort, entity))) return undefined;
  if (holdsBroken(context, ['entities', entity.name])) return undefined;
  return { partition, sort, parameters: keyParametersOf(model, entity) };
}
