import type { Entity } from '../../model/entity.js';
import type { Table } from '../../model/table.js';
import type { Field } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';

/** Every attribute has a place of its own in the item. */
export const storedNames: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const table = context.model.tables.find(({ name }) => name === entity.table);
    const taken = new Map(table === undefined ? [] : tableAttributes(table));
    for (const field of entity.attributes) {
      const owner = taken.get(field.storedName);
      const path = ['entities', entity.name, 'attributes', field.name];
      if (owner !== undefined) {
        report({
          code: 'schema.stored-name',
          path,
          part: 'key',
          summary: `\`${field.name}\` of ${entity.name} would be stored as \`${field.storedName}\`, which is ${owner}.`,
          why: 'One would overwrite the other.',
          hint: `Give it another name in DynamoDB: \`name: ${field.storedName}Value\`.`,
        });
      }
      taken.set(field.storedName, `the attribute \`${field.name}\``);
      const isSettled = owner === undefined && !isSuspect(context, path);
      const problem =
        table === undefined || !isSettled || isSuspect(context, ['tables', table.name])
          ? undefined
          : ttlProblem(field, table, entity);
      if (problem !== undefined) report({ code: 'schema.stored-name', path, part: 'key', ...problem });
    }
  }
};

function tableAttributes(table: Table): [string, string][] {
  const keys = [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]);
  const named = keys.flatMap((key): [string, string][] =>
    key === undefined ? [] : [[key, `a key of the table \`${table.name}\``]],
  );
  return table.marker === undefined ? named : [...named, [table.marker, 'the type attribute']];
}

/** DynamoDB expires items by one attribute of the table. */
function ttlProblem(
  field: Field,
  table: Table,
  entity: Entity,
): { summary: string; why: string; hint: string } | undefined {
  const expires = kindOf(field.type).can?.expire === true;
  const why = 'DynamoDB expires items by that attribute alone: a number of epoch seconds.';
  if (expires && field.storedName !== table.ttl) {
    const hint =
      table.ttl === undefined
        ? `Add \`ttl: ${field.storedName}\` to the table.`
        : `Add \`name: ${table.ttl}\` to the attribute.`;
    return {
      summary: `\`${field.name}\` of ${entity.name} is a ttl, but not the \`ttl\` attribute of \`${table.name}\`.`,
      why,
      hint,
    };
  }
  if (!expires && field.storedName === table.ttl) {
    const summary = `\`${field.name}\` of ${entity.name} is the \`ttl\` attribute of \`${table.name}\`, but of type ${field.type.kind}.`;
    return { summary, why, hint: 'Make it a `ttl`, or rename one of them.' };
  }
  return undefined;
}
