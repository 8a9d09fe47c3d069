import { type Environment, type Model, tableName } from 'tenantry/policies';
import type { TableSet } from './engine/table-set.js';
import type { SandboxOptions } from './options.js';
import { readSeed } from './seed/read-seed.js';

/** Makes the tables of a model, and plants the seed into those that are new. */
export async function furnish(
  model: Model,
  seed: SandboxOptions['seed'],
  tables: TableSet,
  environment: Environment,
): Promise<void> {
  const items = seed === undefined ? {} : await readSeed(seed, model);
  const fresh = new Set(await tables.make(model));
  const entities = model.entities.filter(({ name, table }) => fresh.has(table) && (items[name]?.length ?? 0) > 0);
  if (entities.length === 0) return;
  // Loads the AWS SDK, which a sandbox without seed does not need.
  const { plantSeed } = await import('./seed/plant-seed.js');
  await plantSeed(Object.fromEntries(entities.map(({ name }) => [name, items[name] ?? []])), {
    model,
    endpoint: tables.endpoint,
    region: environment.region,
    tables: Object.fromEntries(
      model.tables.map(({ name }) => [name, tables.names.toEngine(tableName(environment, name))]),
    ),
    transactions: tables.kind !== 'dynalite',
    keepExisting: tables.kept,
  });
}
