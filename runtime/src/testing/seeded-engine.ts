import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput } from '../entity/create-table-input.js';
import type { TableDefinition } from '../entity/table.js';
import { type Engine, startEngine } from './engine.js';

export interface SeededEngine<Name extends string> {
  readonly kind: Engine['kind'];
  readonly client: DynamoDBClient;
  /** The real names, for the option `tables` of a service. */
  readonly tables: { readonly [name in Name]: string };
  /** Deletes the tables and ends an embedded engine. */
  stop(): Promise<void>;
}

/**
 * An engine with empty tables of these definitions, under names of their own, and what `seed` writes into them:
 * `await startSeededEngine({ app: appTable }, async (engine) => { const club = createFlightClub(engine); … })`.
 */
export async function startSeededEngine<const Name extends string>(
  definitions: { readonly [name in Name]: TableDefinition },
  seed?: (engine: SeededEngine<Name>) => Promise<unknown>,
): Promise<SeededEngine<Name>> {
  // A caller that wants an engine alone does not wait for the SDK.
  const { CreateTableCommand, DeleteTableCommand, DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const engine = await startEngine();
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    // Engines take any; DynamoDB itself, those of the environment.
    ...(!new URL(engine.endpoint).hostname.includes('.amazonaws.com') && {
      region: 'local',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  });
  const names = Object.keys(definitions) as Name[];
  const tables = Object.fromEntries(names.map((name) => [name, `${name}-${crypto.randomUUID()}`])) as {
    readonly [name in Name]: string;
  };
  const seeded: SeededEngine<Name> = {
    kind: engine.kind,
    client,
    tables,
    async stop() {
      for (const name of names) await client.send(new DeleteTableCommand({ TableName: tables[name] }));
      client.destroy();
      await engine.stop();
    },
  };
  for (const name of names)
    await client.send(new CreateTableCommand(createTableInput(definitions[name], tables[name])));
  try {
    await seed?.(seeded);
  } catch (error) {
    await seeded.stop();
    throw error;
  }
  return seeded;
}
