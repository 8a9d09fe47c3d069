import { randomBytes } from 'node:crypto';
import { startEngine } from '@tenantry/runtime/testing';
import type { Environment, Model } from 'tenantry/policies';
import type { SandboxOptions } from '../options.js';
import { createEngineClient, type EngineClient } from './engine-client.js';
import type { EngineKind } from './engine-kind.js';
import { plainNames, suffixedNames, type TableNames } from './table-names.js';
import { createTables, deleteTables, engineTables, keysOfDefinition } from './tables.js';

/** The engine with the tables of the schema on it. */
export interface TableSet {
  readonly kind: EngineKind;
  readonly endpoint: string;
  readonly client: EngineClient;
  readonly names: TableNames;
  /** Nobody else uses these tables. */
  readonly own: boolean;
  /**
   * Makes the tables of a model; those that are there with other keys are made anew where they are this sandbox's own.
   * Gives the logical names of those that were not there before.
   */
  make(model: Model): Promise<readonly string[]>;
  /** Deletes what this sandbox made on an engine that goes on, or ends the engine with all that is on it. */
  close(): Promise<void>;
}

export async function openTableSet(
  { engine: given, tables }: Pick<SandboxOptions, 'engine' | 'tables'>,
  environment: Environment,
): Promise<TableSet> {
  const engine =
    given === undefined ? await startEngine() : { kind: 'endpoint' as const, endpoint: given, stop: async () => {} };
  const own = engine.kind !== 'endpoint' || tables !== 'shared';
  const names = engine.kind === 'endpoint' && own ? suffixedNames(randomBytes(6).toString('hex')) : plainNames;
  const client = createEngineClient(engine.endpoint, environment.region);
  /** The tables that this sandbox made, with their keys. */
  const made = new Map<string, string>();
  return {
    kind: engine.kind,
    endpoint: engine.endpoint,
    client,
    names,
    own,
    async make(model) {
      const wanted = engineTables(model, environment, names);
      const changed = wanted.filter((table) => {
        const keys = made.get(table.engineName);
        return own && keys !== undefined && keys !== keysOfDefinition(table);
      });
      await deleteTables(
        client,
        changed.map(({ engineName }) => engineName),
      );
      await createTables(client, wanted);
      const fresh = wanted.filter((table) => made.get(table.engineName) !== keysOfDefinition(table));
      for (const table of wanted) made.set(table.engineName, keysOfDefinition(table));
      return fresh.map(({ definition }) => definition.name);
    },
    async close() {
      try {
        if (engine.kind === 'endpoint' && own) await deleteTables(client, [...made.keys()]);
      } finally {
        client.close();
        await engine.stop();
      }
    },
  };
}
