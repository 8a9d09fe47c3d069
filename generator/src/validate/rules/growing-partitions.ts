import type { Entity } from '../../model/entity.js';
import type { Scope } from '../../model/model.js';
import { kindOf } from '../../types/kinds.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';
import { attributeNamed, isShard, readableTemplate } from '../templates.js';

/**
 * Items in the order of time, all in one partition of their owner, for ever: the newest end takes all writes, and with
 * local indexes the partition has a greatest size.
 */
export const growingPartitions: Rule = (context, report) => {
  const { model } = context;
  for (const entity of model.entities) {
    const table = model.tables.find(({ name }) => name === entity.table);
    const time = endlessTime(entity, model.scopes);
    if (table === undefined || time === undefined || holdsBroken(context, ['entities', entity.name])) continue;
    const local = table.indexes.find(({ kind }) => kind === 'local');
    const path = ['entities', entity.name, 'key', 'partition'];
    const split = `Put a piece of the time into the partition, \`#{month}\` with \`month: { type: string, compute: "{${time}:yyyy-MM}" }\``;
    if (local !== undefined) {
      report({
        code: 'key.item-collection',
        severity: 'warning',
        path,
        summary: `Items of ${entity.name} pile up by time in \`${entity.key.partition}\`, which may have 10 GB.`,
        why: `\`${table.name}\` has the local index \`${local.name}\`: a partition with its copies in local indexes is limited to 10 GB.`,
        hint: `${split}, let items expire by a \`ttl\`, or use a global index.`,
      });
    } else if (entity.shard === undefined) {
      report({
        code: 'key.unbounded-partition',
        severity: 'warning',
        path,
        summary: `Items of ${entity.name} pile up by time in one partition, \`${entity.key.partition}\`.`,
        why: 'All writes go to its newest end, which is limited to 1,000 write units a second.',
        hint: `${split}, spread it by \`shard\`, or let items expire by a \`ttl\`.`,
      });
    }
  }
};

/** The time that items are sorted by first, in a partition that only its owner and the shard tell apart, where nothing removes them. */
function endlessTime(entity: Entity, scopes: readonly Scope[]): string | undefined {
  const [first] = readableTemplate(entity.key.sort)?.parameters ?? [];
  const time = first && attributeNamed(entity, first.name);
  // A day or a month alone, as a format gives it, tells few items apart.
  if (
    first?.format.kind !== 'plain' ||
    time === undefined ||
    !kindOf(time.type).can?.tellTime ||
    time.generate === 'updated'
  )
    return undefined;
  const partition = readableTemplate(entity.key.partition)?.parameters;
  const owners = new Set(scopes.map(({ parameter }) => parameter));
  const isWhole = partition?.every(({ name }) => owners.has(name) || isShard(entity, name)) ?? false;
  return isWhole && !entity.attributes.some(({ type }) => kindOf(type).can?.expire) ? time.name : undefined;
}
