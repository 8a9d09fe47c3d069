import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput, type TableDefinition } from '@tenantry/runtime';
import { startEngine } from '@tenantry/runtime/testing';
import { afterAll, beforeAll } from 'vitest';

/** A table of its own on the engine of this test file: created before the tests, gone after them. */
export function useTable(definition: TableDefinition): {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly engine: string;
} {
  const name = `${definition.name}-${randomUUID()}`;
  const used: { client?: DynamoDBClient; engine?: string; stop?: () => Promise<void> } = {};
  beforeAll(async () => {
    const engine = await startEngine();
    const client = new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    Object.assign(used, { client, engine: engine.kind, stop: engine.stop });
    await client.send(new CreateTableCommand(createTableInput(definition, name)));
  });
  afterAll(async () => {
    await used.client?.send(new DeleteTableCommand({ TableName: name }));
    used.client?.destroy();
    await used.stop?.();
  });
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The engine is not started yet: use the table inside of a test.');
    return value;
  };
  return {
    name,
    get client() {
      return started(used.client);
    },
    get engine() {
      return started(used.engine);
    },
  };
}
