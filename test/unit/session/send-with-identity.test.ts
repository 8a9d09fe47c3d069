import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type DynamoDBClientLike, type SigningIdentity, sendWithIdentity } from '@tenantry/runtime';
import { DynamoDBClient as OldClient, GetItemCommand as OldGet } from 'client-dynamodb-3.705';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../support/sts-fixture.js';
import type { Issued } from '../../support/sts-server.js';
import { startVerifiedTable, type VerifiedTable } from '../../support/sts-verified-table.js';

const issued = new Map<string, Issued>();
let table: VerifiedTable;
let baseResolved = 0;
const open: { destroy(): void }[] = [];

beforeAll(async () => {
  table = await startVerifiedTable(issued);
});
afterEach(() => {
  for (const client of open.splice(0)) client.destroy();
  table.behave = () => undefined;
  (table.arrivals as unknown[]).length = 0;
  baseResolved = 0;
});
afterAll(() => table.stop());

const credentials = async (): Promise<never> => {
  baseResolved++;
  throw new Error('the base credentials must not be resolved');
};

/** An identity whose credentials the table knows. */
function identity(tenant: string, changes: () => string = () => ''): SigningIdentity & { rejections: number } {
  return {
    rejections: 0,
    signingCredentials() {
      const accessKeyId = `ASIA${tenant}${changes()}`;
      const keys = { accessKeyId, secretAccessKey: `secret-${accessKeyId}`, sessionToken: `token-${accessKeyId}` };
      if (!issued.has(accessKeyId))
        issued.set(accessKeyId, { ...keys, tags: { TenantId: tenant }, expiration: Infinity } as unknown as Issued);
      return { ...keys, derived: undefined };
    },
    rejected() {
      this.rejections++;
    },
  };
}

const sdks = {
  current: {
    client: (options: object = {}) =>
      track(
        new DynamoDBClient({
          region: 'eu-west-1',
          endpoint: table.endpoint,
          credentials,
          retryMode: 'standard',
          ...options,
        }),
      ),
    get: () => new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } }),
  },
  'of 3.705': {
    client: (options: object = {}) =>
      track(
        new OldClient({
          region: 'eu-west-1',
          endpoint: table.endpoint,
          credentials,
          retryMode: 'standard',
          ...options,
        }),
      ),
    get: () => new OldGet({ TableName: 't', Key: { pk: { S: 'x' } } }),
  },
};
function track<Client extends { destroy(): void }>(client: Client): Client {
  open.push(client);
  return client;
}
/** The stack of either SDK, without the types in which they differ. */
const stackOf = (client: { readonly middlewareStack: object }): { add(middleware: unknown, options: object): void } =>
  client.middlewareStack as never;
interface Sender {
  send(command: never): Promise<unknown>;
}
const tenantOf = ({ Item }: { Item?: Record<string, { S?: string | undefined }> | undefined }): string | undefined =>
  Item?.TenantId?.S;

describe.each(Object.entries(sdks))('sendWithIdentity with the SDK %s', (_, sdk) => {
  it('signs with the identity, and leaves client and command as they were', async () => {
    const client = sdk.client();
    const command = sdk.get();
    const before = [client.middlewareStack.identify(), command.middlewareStack.identify()];
    const output = await sendWithIdentity(client, command, identity('acme'));
    expect(tenantOf(output)).toBe('acme');
    expect(client.middlewareStack.identify()).toEqual(before[0]);
    expect(baseResolved).toBe(0);
    // The client itself still signs with its own.
    expect((await failure((client as DynamoDBClientLike as Sender).send(command as never))).message).toContain(
      'base credentials must not be resolved',
    );
  });

  it('keeps apart what is sent at once with one command object', async () => {
    const client = sdk.client({ maxAttempts: 4 });
    table.behave = ({ attempt }, n) =>
      attempt.startsWith('attempt=1') && n % 6 === 0 ? { status: 500, code: 'InternalServerError' } : undefined;
    const command = sdk.get();
    const tenants = Array.from({ length: 60 }, (_, i) => `t${i}`);
    const outputs = await Promise.all(tenants.map((tenant) => sendWithIdentity(client, command, identity(tenant))));
    expect(outputs.map(tenantOf)).toEqual(tenants);
    expect(table.arrivals.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(table.arrivals.length).toBeGreaterThan(60);
  });

  it('signs a retry with the credentials of that moment', async () => {
    let version = 1;
    table.behave = (arrival) => {
      version = 2;
      return arrival.attempt.startsWith('attempt=1') ? { status: 500, code: 'InternalServerError' } : undefined;
    };
    const output = await sendWithIdentity(
      sdk.client(),
      sdk.get(),
      identity('acme', () => `-v${version}`),
    );
    expect(tenantOf(output)).toBe('acme');
    expect(table.arrivals.map(({ by }) => by?.accessKeyId)).toEqual(['ASIAacme-v1', 'ASIAacme-v2']);
  });

  it('sends nothing when the identity has no credentials, first or later', async () => {
    const refuse = { signingCredentials: () => Promise.reject(new Error('no session')), rejected() {} };
    expect((await failure(sendWithIdentity(sdk.client(), sdk.get(), refuse))).message).toBe('no session');
    expect(table.arrivals).toEqual([]);

    const once = identity('acme');
    const until = {
      ...once,
      signingCredentials: () =>
        table.arrivals.length === 0 ? once.signingCredentials() : Promise.reject(new Error('it ended')),
    };
    table.behave = () => ({ status: 500, code: 'InternalServerError' });
    expect((await failure(sendWithIdentity(sdk.client(), sdk.get(), until))).message).toBe('it ended');
    expect(table.arrivals.length).toBe(1);
    expect(baseResolved).toBe(0);
  });

  it('is not misled by cacheMiddleware, which keeps handlers that sign with the base credentials', async () => {
    const client = sdk.client({ cacheMiddleware: true });
    await failure((client as DynamoDBClientLike as Sender).send(sdk.get() as never));
    expect(tenantOf(await sendWithIdentity(client, sdk.get(), identity('acme')))).toBe('acme');
    expect(tenantOf(await sendWithIdentity(client, sdk.get(), identity('other')))).toBe('other');
  });

  it('stops a request that a middleware signed again, or stripped of its signature', async () => {
    for (const headers of [
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIDBASE/…' },
      { 'x-amz-security-token': 'of another' },
      { authorization: undefined },
    ]) {
      const client = sdk.client();
      stackOf(client).add(
        (next: (args: never) => Promise<never>) => (args: { request: { headers: object } }) =>
          next({
            ...args,
            request: Object.assign(Object.create(Object.getPrototypeOf(args.request)), args.request, {
              headers: { ...args.request.headers, ...headers },
            }),
          } as never),
        { step: 'finalizeRequest', priority: 'low' },
      );
      const error = await failure(sendWithIdentity(client, sdk.get(), identity('acme')));
      expect(error).toMatchObject({ code: 'WrongIdentity', name: 'WrongIdentity' });
    }
    expect(table.arrivals).toEqual([]);
  });

  it('refuses a client whose stack it does not know', async () => {
    const client = sdk.client();
    client.middlewareStack.remove('httpAuthSchemeMiddleware');
    expect(await failure((async () => sendWithIdentity(client, sdk.get(), identity('acme')))())).toMatchObject({
      code: 'UnsupportedClient',
    });
    expect(table.arrivals).toEqual([]);
  });

  it("keeps the client's middleware, hooks, abort signal and attempts", async () => {
    const client = sdk.client({ maxAttempts: 2 });
    const seen: string[] = [];
    stackOf(client).add(
      (next: (args: never) => Promise<never>, context: { commandName?: string }) =>
        (args: { input: { TableName?: string } }) => {
          seen.push(`${context.commandName} ${args.input.TableName}`);
          return next(args as never);
        },
      { step: 'build' },
    );
    await sendWithIdentity(client, sdk.get(), identity('acme'));
    expect(seen).toEqual(['GetItemCommand t']);

    table.behave = () => 'hang';
    const controller = new AbortController();
    const hanging = failure(sendWithIdentity(client, sdk.get(), identity('acme'), { abortSignal: controller.signal }));
    await expect.poll(() => table.arrivals.length).toBe(2);
    controller.abort();
    expect((await hanging).name).toBe('AbortError');

    table.behave = () => ({ status: 500, code: 'InternalServerError' });
    expect(await failure(sendWithIdentity(client, sdk.get(), identity('acme')))).toMatchObject({
      $metadata: { attempts: 2 },
    });
  });

  it('tells the identity when the service rejects its credentials, and only then', async () => {
    const acme = identity('acme');
    for (const [code, rejections] of [
      ['ValidationException', 0],
      ['AccessDeniedException', 0],
      ['ExpiredTokenException', 1],
      ['UnrecognizedClientException', 2],
    ] as const) {
      table.behave = () => ({ status: 400, code });
      expect((await failure(sendWithIdentity(sdk.client(), sdk.get(), acme))).name).toBe(code);
      expect(acme.rejections).toBe(rejections);
    }
  });

  it("learns the clock offset for the client from the service's answers", async () => {
    const skewed = Date.now() + 20 * 60_000;
    const client = sdk.client({
      endpoint: undefined,
      requestHandler: {
        handle: async () => ({
          response: { statusCode: 200, headers: { date: new Date(skewed).toUTCString() }, body: new Uint8Array() },
        }),
      },
    });
    await sendWithIdentity(client, sdk.get(), identity('acme'));
    expect(client.config.systemClockOffset).toBeGreaterThan(19 * 60_000);
  });

  it("puts the session's account into the endpoint, not that of the base credentials", async () => {
    const hosts: string[] = [];
    const client = sdk.client({
      endpoint: undefined,
      requestHandler: {
        handle: async (request: { hostname: string }) => {
          hosts.push(request.hostname);
          return { response: { statusCode: 200, headers: {}, body: new Uint8Array() } };
        },
      },
    });
    const acme = identity('acme');
    await sendWithIdentity(client, sdk.get(), {
      ...acme,
      signingCredentials: () => ({ ...acme.signingCredentials(), accountId: '111122223333' }) as never,
    });
    expect(hosts).toEqual(['111122223333.ddb.eu-west-1.amazonaws.com']);
  });
});

describe('sendWithIdentity', () => {
  it('sends commands of the document client', async () => {
    const client = DynamoDBDocumentClient.from(sdks.current.client() as DynamoDBClient);
    const command = new GetCommand({ TableName: 't', Key: { pk: 'x' } });
    const [a, b] = await Promise.all([
      sendWithIdentity(client, command, identity('acme')),
      sendWithIdentity(client, command, identity('other')),
    ]);
    expect([a.Item?.TenantId, b.Item?.TenantId]).toEqual(['acme', 'other']);
    expect(table.arrivals[0]?.input).toEqual({ TableName: 't', Key: { pk: { S: 'x' } } });
  });

  it('passes for the original command where clients are instrumented or mocked', async () => {
    const seen: unknown[] = [];
    const mock: DynamoDBClientLike = {
      config: {},
      middlewareStack: {},
      send: async (command: { input: unknown }) => {
        seen.push(command instanceof PutItemCommand, command.constructor.name, command.input);
      },
    };
    await sendWithIdentity(mock, new PutItemCommand({ TableName: 't', Item: {} }), identity('acme'));
    expect(seen).toEqual([true, 'PutItemCommand', { TableName: 't', Item: {} }]);
  });
});
