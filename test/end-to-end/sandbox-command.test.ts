import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type RunSandboxOptions, recordedUsage, runSandbox, type TraceRecord } from '@tenantry/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCHEMA = `version: 1
service: notes
environments:
  dev: { account: "111122223333", region: eu-west-1, tables: { app: notes-dev } }
scopes:
  tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId }
tables:
  app: { partitionKey: pk, sortKey: sk }
entities:
  Note:
    key: { partition: "TENANT#{tenantId}", sort: "NOTE#{noteId}" }
    attributes: { tenantId: string, noteId: string, text: string? }
roles:
  reader: { tags: [tenant], grants: { Note: read } }
identity:
  assumeRole: { trusted: [role/api] }
`;

let folder: string;
let schema: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  schema = join(folder, 'notes.tenantry.yaml');
  await writeFile(schema, SCHEMA);
});
afterEach(() => rm(folder, { recursive: true }));

interface Running {
  readonly env: { readonly [name: string]: string };
  readonly said: () => string;
  /** Ends it as Ctrl-C does; gives the exit code. */
  end(): Promise<number>;
}

async function run(options: Partial<RunSandboxOptions> = {}): Promise<Running> {
  const controller = new AbortController();
  let messages = '';
  let printed: (text: string) => void = () => {};
  const output = new Promise<string>((resolve) => {
    printed = resolve;
  });
  const done = runSandbox({
    schema,
    format: 'json',
    signal: controller.signal,
    output: printed,
    messages: (text) => {
      messages += text;
    },
    ...options,
  });
  return {
    env: JSON.parse(await Promise.race([output, done.then(() => '{}')])),
    said: () => messages,
    end: () => {
      controller.abort();
      return done;
    },
  };
}

/** The credentials that the environment says. */
const baseOf = (env: Running['env']): { accessKeyId: string; secretAccessKey: string; sessionToken: string } => ({
  accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
  secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
  sessionToken: env.AWS_SESSION_TOKEN ?? '',
});

/** A client of a role's session, had from STS with what the environment says. */
async function clientOf({ env }: Running, tenant: string): Promise<DynamoDBClient> {
  const credentials = baseOf(env);
  const sts = new STSClient({ endpoint: env.AWS_ENDPOINT_URL_STS ?? '', region: 'eu-west-1', credentials });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::111122223333:role/notes-reader',
      RoleSessionName: 'test',
      Tags: [{ Key: 'TenantId', Value: tenant }],
    }),
  );
  return new DynamoDBClient({
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? '',
    region: 'eu-west-1',
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
}

const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
} as const;

const key = (tenant: string): { pk: { S: string }; sk: { S: string } } => ({
  pk: { S: `TENANT#${tenant}` },
  sk: { S: 'NOTE#1' },
});
const get = (client: DynamoDBClient, tenant: string): Promise<unknown> =>
  client.send(new GetItemCommand({ TableName: 'notes-dev', Key: key(tenant) }));
const put = (client: DynamoDBClient, tenant: string): Promise<unknown> =>
  client.send(new PutItemCommand({ TableName: 'notes-dev', Item: key(tenant) }));

const until = async (holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 10_000; !holds() && Date.now() < end; )
    await new Promise((next) => setTimeout(next, 20));
  expect(holds()).toBe(true);
};

describe('the sandbox command', () => {
  it('prints the environment, serves until it is ended, and leaves with 0', async () => {
    const running = await run();
    expect(running.said()).toMatch(
      /^Sandbox for dev \(111122223333, eu-west-1\) at http:\/\/127\.0\.0\.1:\d+, engine /,
    );
    const client = await clientOf(running, 'acme');
    await expect(get(client, 'acme')).resolves.toBeDefined();
    await expect(get(client, 'beta')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(await running.end()).toBe(0);
    await expect(fetch(running.env.AWS_ENDPOINT_URL_DYNAMODB ?? '')).rejects.toThrow();
  });

  it('explains each decision', async () => {
    const running = await run({ explain: true });
    const client = await clientOf(running, 'acme');
    await get(client, 'beta').catch(() => {});
    await running.end();
    expect(running.said()).toMatch(
      /denied {5}GetItem {2}notes-reader\/test TenantId=acme {2}dynamodb:GetItem notes-dev TENANT#beta {2}AccessDeniedException {2}[\d.]+ ms\n {10}No statement allows .* statement AppRead of the identity policy comes nearest and fails at the condition ForAllValues:StringEquals dynamodb:LeadingKeys\./,
    );
    expect(running.said()).toMatch(/answered {3}AssumeRole {2}api\/sandbox/);
  });

  it('records what was asked and which grants nobody needed, over several runs', async () => {
    const record = join(folder, 'trace.jsonl');
    for (const tenants of [['acme'], ['acme', 'beta']]) {
      const running = await run({ record });
      const client = await clientOf(running, 'acme');
      for (const tenant of tenants) await get(client, tenant).catch(() => {});
      await running.end();
      expect(running.said()).toContain('2 of 3 grants were never used:\n  reader  dynamodb:');
    }
    const lines = (await readFile(record, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TraceRecord);
    const gets = lines.filter(({ kind, operation }) => kind === 'request' && operation === 'GetItem');
    expect(gets.map(({ outcome, status, error, tags }) => ({ outcome, status, error, tags }))).toEqual([
      { outcome: 'forwarded', status: 200, error: undefined, tags: { TenantId: 'acme' } },
      { outcome: 'forwarded', status: 200, error: undefined, tags: { TenantId: 'acme' } },
      { outcome: 'denied', status: 400, error: 'AccessDeniedException', tags: { TenantId: 'acme' } },
    ]);
    expect(gets[0]?.decisions).toEqual([
      {
        action: 'dynamodb:GetItem',
        resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/notes-dev',
        leadingKeys: ['TENANT#acme'],
        decision: 'allowed',
        statement: 'AppRead',
        explanation: 'The request is allowed by statement AppRead of the identity policy.',
      },
    ]);
    expect((await recordedUsage([record])).map(({ action, pattern, uses }) => [action, pattern, uses])).toEqual([
      ['dynamodb:BatchGetItem', 'TENANT#${aws:PrincipalTag/TenantId}', 0],
      ['dynamodb:GetItem', 'TENANT#${aws:PrincipalTag/TenantId}', 2],
      ['dynamodb:Query', 'TENANT#${aws:PrincipalTag/TenantId}', 0],
    ]);
  });

  it('reads the schema again when it changes, and keeps the old one while it has errors', async () => {
    const running = await run({ watch: true });
    const client = await clientOf(running, 'acme');
    await expect(put(client, 'acme')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await writeFile(schema, SCHEMA.replace('Note: read', 'Note: [read, write]'));
    await until(() => running.said().includes('The schema was read again.'));
    await put(client, 'acme');
    await writeFile(schema, SCHEMA.replace('partitionKey: pk', 'partitionKy: pk'));
    await until(() => running.said().includes('The policies stay as they were.'));
    expect(running.said()).toContain('partitionKy');
    await put(client, 'acme');
    // As editors do that write a new file and put it in the old one's place.
    await writeFile(`${schema}~`, SCHEMA);
    await rename(`${schema}~`, schema);
    await until(() => running.said().split('The schema was read again.').length === 3);
    await expect(put(client, 'acme')).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await running.end();
  });

  it('keeps the items when indexes come and go, and what is under way waits for them', async () => {
    const callers = { 'role/api': EVERYTHING };
    const running = await run({ watch: true, callers });
    const { env } = running;
    const client = new DynamoDBClient({
      endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? '',
      region: 'eu-west-1',
      credentials: baseOf(env),
    });
    await put(client, 'acme');
    const indexed = SCHEMA.replace(
      'sortKey: sk }',
      'sortKey: sk, indexes: { gsi1: { partitionKey: gsi1pk, projection: all } } }',
    );
    expect(indexed).not.toBe(SCHEMA);
    let writing = true;
    let written = 0;
    const writer = (async () => {
      for (; writing; written++) await put(client, `n${written}`);
    })();
    await writeFile(schema, indexed);
    await until(() => running.said().includes('The schema was read again.'));
    await writeFile(schema, SCHEMA);
    await until(() => running.said().split('The schema was read again.').length === 3);
    writing = false;
    await writer;
    const { Count } = await client.send(new ScanCommand({ TableName: 'notes-dev', Select: 'COUNT' }));
    expect(Count).toBe(written + 1);

    // An item that the new index cannot take: nothing is begun, and nothing is lost.
    await client.send(new PutItemCommand({ TableName: 'notes-dev', Item: { ...key('acme'), gsi1pk: { N: '1' } } }));
    await writeFile(schema, indexed);
    await until(() => running.said().includes('gsi1pk of the item [{"S":"TENANT#acme"},{"S":"NOTE#1"}] is not a key.'));
    expect((await client.send(new GetItemCommand({ TableName: 'notes-dev', Key: key('acme') }))).Item).toBeDefined();
    client.destroy();
    await running.end();
  });

  it('keeps its data in a folder, and plants the seed into it once', async () => {
    const seed = join(folder, 'seed.json');
    await writeFile(seed, JSON.stringify({ Note: [{ tenantId: 'acme', noteId: '1', text: 'seeded' }] }));
    const data = join(folder, 'data', 'here');
    for (const text of ['seeded', 'changed']) {
      const running = await run({ data, seed, callers: { 'role/api': EVERYTHING } });
      const { env } = running;
      const client = new DynamoDBClient({
        endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? '',
        region: 'eu-west-1',
        credentials: baseOf(env),
      });
      const { Item } = await client.send(new GetItemCommand({ TableName: 'notes-dev', Key: key('acme') }));
      expect(Item?.text).toEqual({ S: text });
      await client.send(new PutItemCommand({ TableName: 'notes-dev', Item: { ...Item, text: { S: 'changed' } } }));
      client.destroy();
      await running.end();
    }
    await expect(runSandbox({ schema, data, engine: 'http://127.0.0.1:1' })).rejects.toThrow(/keeps its own data/);
  });

  it('shows itself live on a terminal', async () => {
    const running = await run({ live: { columns: () => 60 } });
    const client = await clientOf(running, 'acme');
    await get(client, 'acme');
    await until(() => running.said().includes('caller'));
    await get(client, 'beta').catch(() => {});
    await running.end();
    const screen = running.said().split('\x1b[J').at(-1) ?? '';
    expect(screen).toMatch(/^caller +allowed +denied +refused$/m);
    expect(screen).toMatch(/^notes-reader\/test TenantId=acme +1 +1 +0$/m);
    expect(screen).toMatch(/^denied {5}GetItem {2}notes-reader/m);
    for (const line of screen.split('\n')) expect(line.length).toBeLessThan(64);
  });

  it('runs a command in the environment and ends with it', async () => {
    const file = join(folder, 'seen');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, process.env.AWS_ENDPOINT_URL_STS); process.exit(7)`;
    const running = await run({ command: [process.execPath, '-e', script] });
    expect(await running.end()).toBe(7);
    expect(await readFile(file, 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it.each<[string, Partial<RunSandboxOptions>, RegExp]>([
    ['a schema with errors', { schema: 'package.json' }, /The schema has errors/],
    ['a schema that is not there', { schema: 'nowhere.yaml' }, /The schema nowhere.yaml cannot be read: ENOENT/],
    ['an environment that is not there', { environment: 'prod' }, /no environment "prod"; it has dev/],
    ['an engine that is not there', { engine: 'http://127.0.0.1:1' }, /ECONNREFUSED/],
    ['a record that cannot be written', { record: '/nowhere/trace' }, /ENOENT/],
  ])('says what is wrong with %s', async (_what, options, message) => {
    await expect(runSandbox({ schema, ...options })).rejects.toThrow(message);
  });
});
