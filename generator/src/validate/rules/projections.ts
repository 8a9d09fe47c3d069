import { suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** An index copies attributes that some entity of the table stores. */
export const projections: Rule = (context, report) => {
  const { model } = context;
  if (holdsBroken(context, ['entities'])) return;
  for (const table of model.tables) {
    const entities = model.entities.filter((entity) => entity.table === table.name);
    const stored = new Set(entities.flatMap((entity) => entity.attributes.map((attribute) => attribute.storedName)));
    for (const index of table.indexes) {
      if (index.projection.kind !== 'include') continue;
      index.projection.attributes.forEach((name, i) => {
        if (stored.has(name) || name === table.marker) return;
        const hint = suggestion(name, stored, 'stored names');
        report({
          code: 'schema.unknown-attribute',
          path: ['tables', table.name, 'indexes', index.name, 'projection', i],
          summary: `No entity of \`${table.name}\` stores an attribute \`${name}\`.`,
          hint,
        });
      });
    }
  }
};
