import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Model } from '../../model/model.js';
import type { Index, Table } from '../../model/table.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Projection.html */
const LIMIT_OF_INDEX = 20;
const LIMIT_OF_TABLE = 100;

const ALL = 'Use `projection: all` where an index copies most attributes.';

/** An index copies attributes that some entity of the table stores, each once, and no more than DynamoDB allows. */
export const projections: Rule = (context, report) => {
  const { model } = context;
  for (const table of model.tables) {
    checkLimits(table, report);
    if (!holdsBroken(context, ['entities'])) checkNames(table, model, report);
  }
};

const projected = ({ projection }: Index): readonly string[] =>
  projection.kind === 'include' ? projection.attributes : [];

function checkLimits(table: Table, report: Report): void {
  const path = ['tables', table.name, 'indexes'];
  const large = table.indexes.filter((index) => projected(index).length > LIMIT_OF_INDEX);
  for (const index of large) {
    report({
      code: 'key.index-limit',
      path: [...path, index.name, 'projection'],
      part: 'key',
      summary: `\`${index.name}\` lists ${projected(index).length} projected attributes.`,
      why: `DynamoDB allows ${LIMIT_OF_INDEX} in one index.`,
      hint: ALL,
    });
  }
  const count = table.indexes.reduce((sum, index) => sum + projected(index).length, 0);
  // One index that is too large may be all there is to it.
  if (count <= LIMIT_OF_TABLE || large.length > 0) return;
  report({
    code: 'key.index-limit',
    path,
    part: 'key',
    summary: `The indexes of \`${table.name}\` list ${count} projected attributes.`,
    why: `DynamoDB allows ${LIMIT_OF_TABLE} over all indexes of a table.`,
    hint: ALL,
  });
}

function checkNames(table: Table, model: Model, report: Report): void {
  const entities = model.entities.filter((entity) => entity.table === table.name);
  const stored = new Set(entities.flatMap((entity) => entity.attributes.map((attribute) => attribute.storedName)));
  for (const index of table.indexes) {
    projected(index).forEach((name, i) => {
      const path = ['tables', table.name, 'indexes', index.name, 'projection', i];
      if (projected(index).indexOf(name) !== i) {
        const summary = `\`${name}\` is listed twice.`;
        report({ code: 'schema.duplicate-name', path, summary, hint: 'Remove one of them.' });
      } else if (!stored.has(name) && name !== table.marker) {
        report({
          code: 'schema.unknown-attribute',
          path,
          summary: `No entity of \`${table.name}\` stores an attribute \`${name}\`.`,
          hint: suggestion(name, stored, 'stored names'),
        });
      }
    });
  }
}
