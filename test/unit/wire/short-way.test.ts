import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { recordedClient } from '../../support/wire-record.js';
import { SDKS, type Sdk } from '../../support/wire-sdks.js';

const [current] = SDKS as readonly [Sdk, Sdk];
const get = (sdk: Sdk, key = 'a') => new sdk.wired.GetItem({ TableName: 'app', Key: { pk: { S: key } } });
const ok = { status: 200, body: '{"Item":{"pk":{"S":"a"},"n":{"N":"1"},"b":{"B":"AAEC"}}}' };

/** A client that has seen one call, so that it is known. */
async function knownClient(sdk: Sdk = current, options: object = {}) {
  const recorded = await recordedClient(sdk, options, false);
  recorded.answers = [ok];
  await recorded.client.send(get(sdk));
  recorded.seen();
  return recorded;
}

/** How often the SDK's own protocol writes and reads. */
function protocolCalls(client: { readonly config: { readonly [name: string]: unknown } }) {
  const protocol = client.config.protocol as { serializeRequest(): unknown; deserializeResponse(): unknown };
  return { writes: vi.spyOn(protocol, 'serializeRequest'), reads: vi.spyOn(protocol, 'deserializeResponse') };
}

type Next = (args: { input: object }) => Promise<{ output: object }>;

describe('the short way', () => {
  it('is taken from the second call of an operation on', async () => {
    const { client } = await knownClient();
    const { writes, reads } = protocolCalls(client);
    const output = await client.send(get(current));
    expect(output.Item).toEqual({ pk: { S: 'a' }, n: { N: '1' }, b: { B: new Uint8Array([0, 1, 2]) } });
    expect([writes.mock.calls.length, reads.mock.calls.length]).toEqual([0, 0]);
    await client.send(new current.wired.Query({ TableName: 'app', KeyConditionExpression: 'x' }));
    expect([writes.mock.calls.length, reads.mock.calls.length]).toEqual([1, 1]);
  });

  it.each(SDKS)('keeps an attribute `__proto__`, which the SDK loses: $name', async (sdk) => {
    const recorded = await knownClient(sdk);
    recorded.answers = [{ status: 200, body: '{"Item":{"__proto__":{"S":"kept"}}}' }];
    const { Item } = await recorded.client.send(get(sdk));
    expect(Object.getOwnPropertyDescriptor(Item, '__proto__')?.value).toEqual({ S: 'kept' });
  });

  it('gives the commands the name, the class and the input of the SDK', () => {
    const command = get(current);
    expect(command).toBeInstanceOf(current.plain.GetItem);
    expect(command.constructor.name).toBe('GetItemCommand');
    expect(command).toHaveProperty('input.TableName', 'app');
  });

  it.each(SDKS)('sees middleware that is added, moved and removed later: $name', async (sdk) => {
    const { client, seen } = await knownClient(sdk);
    const calls: string[] = [];
    const named = (name: string) => (next: Next) => (args: { input: object }) => {
      calls.push(name);
      return next(args);
    };
    const send = async () => {
      await client.send(get(sdk));
      seen();
      return calls.splice(0);
    };
    expect(await send()).toEqual([]);
    client.middlewareStack.add(named('a'), { step: 'build', name: 'a' });
    expect(await send()).toEqual(['a']);
    client.middlewareStack.add(named('b'), { step: 'initialize', name: 'b' });
    expect(await send()).toEqual(['b', 'a']);
    client.middlewareStack.add(named('c'), { step: 'build', name: 'a', override: true });
    expect(await send()).toEqual(['b', 'c']);
    client.middlewareStack.remove('b');
    client.middlewareStack.add(named('b'), { step: 'deserialize', name: 'b' });
    expect(await send()).toEqual(['c', 'b']);
    client.middlewareStack.remove('a');
    client.middlewareStack.remove('b');
    expect(await send()).toEqual([]);
    client.middlewareStack.add(named('without a name'), { step: 'build' });
    expect(await send()).toEqual(['without a name']);
  });

  it.each(SDKS)('sends what middleware makes of the input: $name', async (sdk) => {
    const { client, seen } = await knownClient(sdk);
    const body = async () => {
      await client.send(get(sdk));
      return seen().join('\n');
    };
    const add = (change: (input: { [name: string]: unknown }) => object) =>
      client.middlewareStack.add(
        (next: Next) => (args: { input: { [name: string]: unknown } }) => next({ ...args, input: change(args.input) }),
        { step: 'initialize', name: 'change', override: true },
      );
    add((input) => ({ ...input, ConsistentRead: true }));
    expect(await body()).toContain("[ 'ConsistentRead', true ]");
    add((input) => Object.assign(input, { Key: { pk: { B: new Uint8Array([255]) } } }));
    expect(await body()).toContain("{ B: '/w==' }");
    add((input) => ({ ...input, Key: null }));
    expect(await body()).not.toContain('Key');
  });

  it.each(SDKS)('reads bodies of every kind: $name', async (sdk) => {
    const bytes = Buffer.from(ok.body);
    const halves = [bytes.subarray(0, 20), bytes.subarray(20)];
    const kinds: readonly (() => unknown)[] = [
      () => new Uint8Array(bytes),
      () => Readable.from([bytes], { objectMode: false }),
      () => Readable.from(halves),
      () => Readable.from([ok.body]),
      () => Readable.from(halves, { objectMode: false, encoding: 'utf8' }),
      () => Readable.toWeb(Readable.from(halves)),
    ];
    const recorded = await knownClient(sdk);
    recorded.answers = [{ status: 200, body: '{}' }];
    const { client } = recorded;
    for (const kind of kinds) {
      const other = (next: Next) => async (args: { input: object }) => {
        const result = await next(args);
        (result as unknown as { response: { body: unknown } }).response.body = kind();
        return result;
      };
      client.middlewareStack.add(other, { step: 'deserialize', priority: 'low', name: 'other', override: true });
      expect(await client.send(get(sdk))).toMatchObject({ Item: { b: { B: new Uint8Array([0, 1, 2]) } } });
    }
  });

  it('leaves a stack to the SDK that instrumentation resolves', async () => {
    const { client } = await knownClient();
    let resolved = 0;
    const stack = client.middlewareStack as unknown as {
      concat(from: object): { resolve(...all: unknown[]): unknown };
    };
    const { concat } = stack;
    stack.concat = (from) => {
      const joined = concat(from);
      const { resolve } = joined;
      joined.resolve = (...all) => {
        const handler = resolve(...all) as (args: unknown) => unknown;
        return (args: unknown) => {
          resolved++;
          return handler(args);
        };
      };
      return joined;
    };
    await client.send(get(current));
    await client.send(get(current));
    expect(resolved).toBe(2);
  });

  it.each(SDKS)('lets middleware send an attempt twice at once: $name', async (sdk) => {
    for (const step of ['initialize', 'finalizeRequest', 'deserialize']) {
      const { client } = await knownClient(sdk);
      const hedge = (next: Next) => async (args: { input: object }) => {
        const [first, second] = await Promise.all([next(args), next(args)]);
        expect(second.output).toMatchObject({ Item: { b: { B: new Uint8Array([0, 1, 2]) } } });
        return first;
      };
      client.middlewareStack.add(hedge, { step, name: 'hedge', priority: 'high' });
      const results = await Promise.all([client.send(get(sdk, 'a')), client.send(get(sdk, 'b'))]);
      for (const { Item } of results) expect(Item).toMatchObject({ b: { B: new Uint8Array([0, 1, 2]) } });
    }
  });

  it('fills in a new token for each transaction, as the SDK does, and the same for its retries', async () => {
    const recorded = await knownClient();
    const throttled = { status: 400, body: '{"__type":"x#ThrottlingException"}' };
    const tokens = async () => {
      recorded.answers = [throttled, { status: 200, body: '{}' }];
      await recorded.client.send(new current.wired.TransactWriteItems({ TransactItems: [] }));
      return recorded.seen().map((line) => /'ClientRequestToken', '([\w-]{36})'/.exec(line)?.[1]);
    };
    const all = [...(await tokens()), ...(await tokens())];
    expect(all).toEqual([all[0], all[0], all[2], all[2]]);
    expect(new Set(all).size).toBe(2);
  });

  it.each(SDKS)('asks a retry strategy of the user once for each request: $name', async (sdk) => {
    const calls: string[] = [];
    const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
    const retryStrategy = {
      mode: 'standard',
      acquireInitialRetryToken: async () => calls.push('first') && token(0),
      refreshRetryTokenForRetry: async () => calls.push('retry') && token(1),
      recordSuccess: () => calls.push('success'),
    };
    const recorded = await knownClient(sdk, { retryStrategy });
    calls.length = 0;
    recorded.answers = [{ status: 500, body: '{}' }, ok];
    await recorded.client.send(get(sdk));
    expect(calls).toEqual(['first', 'retry', 'success']);
  });

  it('serves a client that keeps its handlers, and a document client', async () => {
    const { client } = await knownClient(current, { cacheMiddleware: true });
    const plain = new current.plain.GetItem({ TableName: 'app', Key: {} });
    for (const command of [get(current), plain, get(current), plain])
      expect(await client.send(command)).toMatchObject({ Item: { b: { B: new Uint8Array([0, 1, 2]) } } });
    const documents = DynamoDBDocumentClient.from((await knownClient()).client as never);
    expect(await documents.send(get(current) as never)).toMatchObject({ Item: { pk: { S: 'a' } } });
  });

  it('leaves a client with another protocol to itself', async () => {
    const upper = await knownClient();
    const other = await knownClient(current, { protocol: withOutput(upper.client.config.protocol as object) });
    const { writes, reads } = protocolCalls(other.client);
    expect(await other.client.send(get(current))).toMatchObject({ Item: 'theirs' });
    expect([writes.mock.calls.length, reads.mock.calls.length]).toEqual([0, 1]);
  });

  it.each(SDKS)('ends at once when the caller aborts: $name', async (sdk) => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = new sdk.Client({
      region: 'eu-west-1',
      endpoint: `http://127.0.0.1:${port}`,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const failed = async (make: (typeof sdk)['plain' | 'wired']) => {
      const abort = new AbortController();
      server.once('request', () => abort.abort());
      const error: Error = await client
        .send(new make.GetItem({ TableName: 'app', Key: {} }), { abortSignal: abort.signal })
        .then(
          () => new Error('was answered'),
          (cause: Error) => cause,
        );
      return [error.name, error.message];
    };
    expect(await failed(sdk.wired)).toEqual(await failed(sdk.plain));
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
});

/** A protocol of a user: the SDK's, but for what it gives. */
function withOutput(protocol: object): object {
  return Object.assign(Object.create(protocol), {
    deserializeResponse: async () => ({ Item: 'theirs', $metadata: {} }),
  });
}
