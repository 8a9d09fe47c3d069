import { suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** Every entity and collection has a table of the schema. */
export const tableOfEntity: Rule = (context, report) => {
  const { model, raw } = context;
  const tables = model.tables.map(({ name }) => name);
  if (holdsBroken(context, ['tables']) || tables.length === 0) return;
  const check = (section: 'entities' | 'collections', name: string, table: string): void => {
    if (tables.includes(table)) return;
    const written = raw[section]?.[name]?.table !== undefined;
    const hint = written
      ? suggestion(table, tables, 'tables')
      : `Add \`table:\`, one of ${tables.map((each) => `\`${each}\``).join(', ')}.`;
    report({
      code: 'schema.unknown-table',
      path: written ? [section, name, 'table'] : [section, name],
      part: written ? 'value' : 'key',
      summary: written ? `There is no table \`${table}\`.` : `\`${name}\` does not say which table it is in.`,
      hint,
    });
  };
  for (const { name, table } of model.entities) check('entities', name, table);
  for (const { name, table } of model.collections) check('collections', name, table);
};
