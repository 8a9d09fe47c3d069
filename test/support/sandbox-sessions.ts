import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { createTenantSessions, type TableDefinition, type TenantSessions } from '@tenantry/runtime';
import { type Credentials, type Sandbox, startSandbox } from '@tenantry/sandbox';
import type { Model } from '../../generator/src/model/model.js';
import type { Role } from '../../generator/src/model/role.js';
import { roleArn, tableName } from '../../generator/src/policy/arn.js';
import { enforceable, environmentOf, tenantRoles } from './enforceable-schema.js';
import { dynamodbHeaders } from './signed-request.js';
import { namedIn } from './tenant-of-request.js';

/** Requests of tests that a tenant's role rightly lacks: each with the principal that may, and why no tenant may. */
export const LACKED = {
  scan: { as: 'unscoped', why: 'a scan has no leading keys: only the unscoped role of the vendor is granted it' },
  airport: { as: 'unscoped', why: 'public data is written by the vendor: tenants read it' },
  twoTenants: { as: 'owner', why: 'one request over several tenants: a session is of one tenant' },
  counter: { as: 'owner', why: 'COUNTER# is a partition of the test alone: no schema grants it to anyone' },
} as const;

type Lack = keyof typeof LACKED;

function lackOf(target: string, body: string, tenants: readonly string[]): Lack | undefined {
  if (target.endsWith('.Scan')) return 'scan';
  if (/\.(Put|Update|Delete)Item$/.test(target) && body.includes('"PUBLIC#')) return 'airport';
  if (tenants.length > 1) return 'twoTenants';
  return body.includes('"COUNTER#') ? 'counter' : undefined;
}

/** How many requests were let through for whom: a role, or a lack of `LACKED`. */
export const served: Map<string, number> = new Map();

const OWNER = 'role/test-owner';
const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
} as const;

interface Sent {
  readonly headers: { readonly [name: string]: string };
  readonly body: string | Uint8Array;
}

export interface SandboxTable {
  readonly kind: string;
  readonly client: DynamoDBClient;
  stop(): Promise<void>;
}

export const sandboxTableName = ({ name }: TableDefinition, schema: string): string =>
  tableName(environmentOf(enforceable(schema)), name);

/**
 * A sandbox with a client whose every request is signed by a session of the tenant that it names, of the weakest role that
 * may make it. Sessions are minted by `createTenantSessions` with the sandbox's STS.
 */
export async function openSandboxTable({ partitionKey }: TableDefinition, schema: string): Promise<SandboxTable> {
  const model = enforceable(schema);
  const sandbox = await startSandbox({ model, callers: { [OWNER]: EVERYTHING } });
  const sts = new STSClient({
    endpoint: sandbox.endpoints.sts,
    region: sandbox.environment.region,
    credentials: sandbox.caller(model.identity.assumeRole?.trusted[0] ?? ''),
  });
  const sessionIssuers = tenantRoles(model).map((role) => ({
    role: role.name,
    sessions: sessionsOf(role, model, sandbox, sts),
  }));
  const handle = async ({ headers, body: bytes }: Sent, { abortSignal }: { abortSignal?: AbortSignal } = {}) => {
    if (abortSignal?.aborted) throw Object.assign(new Error('The request was aborted.'), { name: 'AbortError' });
    const target = headers['x-amz-target'] ?? '';
    const body = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString();
    const { tenants, users } = namedIn(body, partitionKey);
    const lack = lackOf(target, body, tenants);
    if (lack !== undefined) {
      const { as } = LACKED[lack];
      const credentials = as === 'owner' ? sandbox.caller(OWNER) : unscoped(sandbox, model);
      const response = await send(sandbox, target, body, credentials);
      if (response.denied) throw new Error(`${as} was refused: ${response.text}`);
      served.set(lack, (served.get(lack) ?? 0) + 1);
      return { response: response.answer };
    }
    let last: Answered | undefined;
    for (const { role, sessions } of sessionIssuers) {
      const session = await sessions.get({ tenantId: tenants[0] ?? 'none', userId: users[0] ?? 'nobody' });
      last = await send(sandbox, target, body, await session.credentials());
      if (last.denied) continue;
      served.set(role, (served.get(role) ?? 0) + 1);
      break;
    }
    return { response: last?.answer };
  };
  const client = new DynamoDBClient({
    endpoint: sandbox.endpoints.dynamodb,
    region: sandbox.environment.region,
    credentials: { accessKeyId: 'replaced', secretAccessKey: 'replaced' },
    requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as never,
  });
  return {
    kind: sandbox.engine.kind,
    client,
    async stop() {
      client.destroy();
      await Promise.all(sessionIssuers.map(({ sessions }) => sessions.close()));
      sts.destroy();
      await sandbox.stop();
    },
  };
}

type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;

const TAGS = { tenant: 'TenantId', user: 'UserId' } as const;

/** Sessions of a role, with the tags that it wants of the tenant and user that a request names. */
function sessionsOf({ name, tags }: Role, model: Model, { environment }: Sandbox, stsClient: STSClient): Sessions {
  const { region } = environment;
  const roleArn = arnOf(model, name);
  const options = { roleArn, region, stsClient, authorize: () => true } as const;
  if (tags.includes('user')) return createTenantSessions({ ...options, tags: TAGS });
  const sessions = createTenantSessions({ ...options, tags: { tenant: TAGS.tenant } });
  return { ...sessions, get: ({ tenantId }) => sessions.get({ tenantId }) } as Sessions;
}

/** The vendor's role has no tags and trusts principals of its own, so its credentials come from the sandbox itself. */
const unscoped = (sandbox: Sandbox, model: Model): Credentials =>
  sandbox.session(model.roles.find((each) => each.unscoped)?.name ?? '');

const arnOf = (model: Model, role: string): string => roleArn(model, environmentOf(model), role);

interface Answered {
  readonly denied: boolean;
  readonly text: string;
  readonly answer: object;
}

async function send(sandbox: Sandbox, target: string, body: string, credentials: Credentials): Promise<Answered> {
  const url = new URL(sandbox.endpoints.dynamodb);
  const { region } = sandbox.environment;
  const operation = target.split('.')[1] ?? '';
  const headers = await dynamodbHeaders(operation, { host: url.host, region, credentials, body });
  const outgoing = request(url, { method: 'POST', headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return {
    denied: incoming.statusCode === 400 && text.includes('#AccessDeniedException'),
    text,
    answer: {
      statusCode: incoming.statusCode,
      headers: incoming.headers,
      body: Readable.from([Buffer.concat(chunks)]),
    },
  };
}
