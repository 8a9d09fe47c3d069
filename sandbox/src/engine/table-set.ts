import { randomBytes } from 'node:crypto';
import { type Engine, startEngine } from '@tenantry/runtime/testing';
import type { Environment, Model } from 'tenantry/policies';
import type { SandboxOptions } from '../options.js';
import { createEngineClient, type EngineClient } from './engine-client.js';
import type { EngineKind } from './engine-kind.js';
import { createGate } from './gate.js';
import { lockFolder } from './lock-folder.js';
import { plainNames, suffixedNames, type TableNames } from './table-names.js';
import { deleteTables, engineTables, makeTable } from './tables.js';

/** The engine with the tables of the schema on it. */
export interface TableSet {
  readonly kind: EngineKind;
  readonly endpoint: string;
  /** For requests: they wait while a table is made anew. */
  readonly client: Pick<EngineClient, 'send'>;
  readonly names: TableNames;
  /** Items may be there that this sandbox did not plant. */
  readonly kept: boolean;
  /**
   * Makes the tables of a model. Those that are there with other keys are made anew where they are this sandbox's own, with
   * their items where only indexes differ. Gives the logical names of those that are for a seed to fill.
   */
  make(model: Model): Promise<readonly string[]>;
  /** Deletes what this sandbox made on an engine that goes on, or ends the engine with all that is on it. */
  close(): Promise<void>;
}

export async function openTableSet(
  { engine: given, tables, data }: Pick<SandboxOptions, 'engine' | 'tables' | 'data'>,
  environment: Environment,
): Promise<TableSet> {
  const engine =
    given === undefined ? await startOwn(data) : { kind: 'endpoint' as const, endpoint: given, stop: async () => {} };
  if (data !== undefined && engine.kind === 'endpoint') {
    await engine.stop();
    throw new Error(`The engine at ${engine.endpoint} keeps its own data: \`data\` is for the embedded one.`);
  }
  const own = engine.kind !== 'endpoint' || tables !== 'shared';
  const names = engine.kind === 'endpoint' && own ? suffixedNames(randomBytes(6).toString('hex')) : plainNames;
  const client = createEngineClient(engine.endpoint, environment.region);
  const gate = createGate();
  const made = new Set<string>();
  return {
    kind: engine.kind,
    endpoint: engine.endpoint,
    client: { send: (operation, body) => gate.pass(() => client.send(operation, body)) },
    names,
    kept: !own || data !== undefined,
    make: (model) =>
      gate.alone(async () => {
        const wanted = engineTables(model, environment, names);
        const outcomes = await Promise.all(wanted.map((table) => makeTable(client, table, own)));
        const fresh = wanted.filter(({ engineName }, i) => outcomes[i] === 'empty' || !made.has(engineName));
        for (const { engineName } of wanted) made.add(engineName);
        return fresh.map(({ definition }) => definition.name);
      }),
    async close() {
      try {
        if (engine.kind === 'endpoint' && own) await deleteTables(client, [...made]);
      } finally {
        client.close();
        await engine.stop();
      }
    },
  };
}

/** The embedded engine; its folder is this sandbox's alone until it has stopped. */
async function startOwn(folder: string | undefined): Promise<Engine> {
  const from = import.meta.url;
  if (folder === undefined) return startEngine({ from });
  const unlock = await lockFolder(folder);
  try {
    const engine = await startEngine({ folder, from });
    return { ...engine, stop: () => engine.stop().finally(unlock) };
  } catch (error) {
    await unlock();
    throw error;
  }
}
