import { suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';
import { isComplete, readableTemplate } from '../templates.js';

/** A collection is one partition of one table that all its entities share. */
export const collections: Rule = (context, report) => {
  const { model, raw } = context;
  for (const collection of model.collections) {
    const path = ['collections', collection.name];
    collection.entities.forEach((name, index) => {
      const at = [...path, 'entities', index];
      const entity = model.entities.find((candidate) => candidate.name === name);
      if (collection.entities.indexOf(name) !== index) {
        report({
          code: 'schema.duplicate-name',
          path: at,
          summary: `\`${name}\` is listed twice.`,
          hint: 'Remove one of them.',
        });
        return;
      }
      if (entity === undefined) {
        if (isSuspect(context, ['entities', name])) return;
        const hint = suggestion(
          name,
          model.entities.map((each) => each.name),
          'entities',
        );
        report({
          code: 'schema.unknown-entity',
          path: at,
          summary: `There is no entity \`${name}\`.`,
          hint,
        });
        return;
      }
      if (!model.tables.some((table) => table.name === entity.table)) return;
      // A partition without its scope has a problem of its own, of which this would be a consequence.
      if (
        !isSettled(collection, raw.collections?.[collection.name]) ||
        !isSettled(entity.key, raw.entities?.[name]?.key)
      )
        return;
      const template = readableTemplate(entity.key.partition);
      if (template === undefined || !isComplete(template, entity)) return;
      const otherTable = entity.table !== collection.table;
      if (!otherTable && entity.key.partition === collection.partition) return;
      report({
        code: 'schema.collection',
        path: at,
        summary: otherTable
          ? `${name} is in the table \`${entity.table}\`, but the collection in \`${collection.table}\`.`
          : `${name} is in the partition \`${entity.key.partition}\`, but the collection reads \`${collection.partition}\`.`,
        why: 'One query reads one partition of one table.',
        hint: 'Remove it from the collection, or give it the same partition template.',
        related: [{ path: ['entities', name, 'key'], part: 'key', note: `the key of ${name}` }],
      });
    });
  }
};

const isSettled = (
  { scope }: { readonly scope: string | undefined },
  written: { readonly unscoped?: boolean } | undefined,
): boolean => scope !== undefined || written?.unscoped === true;
