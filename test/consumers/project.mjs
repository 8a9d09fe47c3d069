// The project that every row of the matrix builds or tests: a schema, a program, a test of a runner, in the module system of the row.

export const SCHEMA = `version: 1
service: desk
output: { client: src/client, policies: policies }
environments: { dev: { account: "111122223333", region: eu-west-1, tables: { app: desk-dev } } }
scopes: { tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId } }
tables: { app: { partitionKey: pk, sortKey: sk } }
entities:
  Task:
    key: { partition: "TENANT#{tenantId}", sort: "TASK#{taskId}" }
    attributes: { tenantId: string, taskId: { type: string, generate: ulid }, title: string, labels: set<string>? }
roles: { user: { tags: [tenant], grants: { Task: [read, write] } } }
identity: { assumeRole: { trusted: ["role/desk-api"] } }
`;

/** A program for `tenantry sandbox -- …`: one task written and read, another tenant's refused. */
export const program = (extension) => `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTenantSessions } from '@tenantry/runtime';
import { createDesk } from './client/index${extension}';

const desk = createDesk({ client: new DynamoDBClient({}), tables: { app: 'desk-dev' } });
const sessions = createTenantSessions({
  roleArn: 'arn:aws:iam::111122223333:role/desk-user',
  region: 'eu-west-1',
  tags: { tenant: 'TenantId' },
  authorize: () => true,
});

async function main(): Promise<void> {
  const acme = await sessions.get({ tenantId: 'acme' });
  const mine = desk.forSession(acme);
  await mine.task.create({ title: 'Try it', labels: new Set(['new']) }).send();
  for (const task of await mine.task.query().all()) console.log(task.title, [...(task.labels ?? [])].join());
  const error: unknown = await desk.task.get({ tenantId: 'other', taskId: '1' }).withClient(acme).send().catch((e) => e);
  console.log((error as Error).name);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;

/** The output of the program. */
export const PRINTED = 'Try it new\nScopeViolation\n';

/** A test file that uses both test kits. `imports` is the runner's own line of imports, with `before` and `after` as the runner names them. */
export const fenceTest = (extension, { imports = '', before = 'beforeAll', after = 'afterAll' } = {}) => `${imports}
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { recordingClient } from '@tenantry/runtime/testing';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';
import { createDesk } from '../src/client${extension && `/index${extension}`}';

const sandbox = useSandbox({ schema: 'desk.tenantry.yaml', setEnv: true }, { ${before}, ${after} });

it('is fenced', async () => {
  const recorded = recordingClient();
  await createDesk({ client: recorded, tables: { app: 'desk-dev' } }).task.get({ tenantId: 'acme', taskId: '1' }).send();
  if (recorded.commands.length !== 1) throw new Error('nothing was recorded');
  const client = new DynamoDBClient({ credentials: sandbox.session('user', { TenantId: 'acme' }) });
  const desk = createDesk({ client, tables: { app: 'desk-dev' } });
  await desk.task.create({ tenantId: 'acme', title: 'Try it' }).send();
  const titles = (await desk.task.query({ tenantId: 'acme' }).all()).map((task) => task.title);
  if (titles.join() !== 'Try it') throw new Error(titles.join());
  await assertDenied(desk.task.get({ tenantId: 'other', taskId: '1' }).send());
});
`;
