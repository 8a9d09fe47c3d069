import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTableInput, type TableDefinition } from '@tenantry/runtime';
import { startEngine } from '@tenantry/runtime/testing';
import { afterAll, beforeAll } from 'vitest';
import { openSandboxTable, sandboxTableName } from './sandbox-sessions.js';

/** `TENANTRY_TEST_ENDPOINT=sandbox` runs the tests under the generated policies: each request in a session of its tenant. */
const throughSandbox = (): boolean => process.env.TENANTRY_TEST_ENDPOINT === 'sandbox';

/** A table of its own for this test file: created before the tests, gone after them. The schema is that of its client. */
export function useTable(
  definition: TableDefinition,
  schema = 'schemas/flight-club.tenantry.yaml',
): {
  readonly client: DynamoDBClient;
  readonly name: string;
  readonly engine: string;
} {
  const enforced = throughSandbox();
  const name = enforced ? sandboxTableName(definition, schema) : `${definition.name}-${randomUUID()}`;
  const used: { client?: DynamoDBClient; engine?: string; stop?: () => Promise<void> } = {};
  beforeAll(async () => {
    const { client, kind, stop } = await (enforced
      ? openSandboxTable(definition, schema)
      : openTable(definition, name));
    Object.assign(used, { client, engine: kind, stop });
  });
  afterAll(() => used.stop?.());
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

async function openTable(
  definition: TableDefinition,
  name: string,
): Promise<Awaited<ReturnType<typeof openSandboxTable>>> {
  const engine = await startEngine();
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new CreateTableCommand(createTableInput(definition, name)));
  return {
    kind: engine.kind,
    client,
    async stop() {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
      await engine.stop();
    },
  };
}
