import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';
import { post, type RawAnswer, readAnswer } from '../support/raw-request.js';
import { type RecordingEngine, startRecordingEngine } from '../support/recording-engine.js';
import { dynamodbHeaders, signedHeaders } from '../support/signed-request.js';

const TABLE = 'flight-club-dev';
const MEGABYTE = 1024 * 1024;

let engine: RecordingEngine;
let sandbox: Sandbox;
let url: URL;
beforeAll(async () => {
  engine = await startRecordingEngine();
  sandbox = await startSandbox({ model: flightClubModel, engine: engine.endpoint, tables: 'shared' });
  url = new URL(sandbox.endpoints.dynamodb);
});
afterAll(async () => {
  await sandbox.stop();
  await engine.stop();
});
beforeEach(() => {
  engine.received.length = 0;
});

const credentials = (): ReturnType<Sandbox['session']> =>
  sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' });
const getOf = (tenant: string): string =>
  JSON.stringify({ TableName: TABLE, Key: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'CLUB' } } });

/** Signs these very bytes, so that nothing but their content can be what is wrong with them. */
const signedPost = async (operation: string, body: string | Uint8Array): Promise<RawAnswer> =>
  post(url, await dynamodbHeaders(operation, { host: url.host, credentials: credentials(), body }), body);

describe('what cannot be read never reaches the engine', () => {
  const item = (inside: string): string => `{"TableName":"${TABLE}","Item":{"pk":{"S":"TENANT#acme"},${inside}}}`;
  it.each<[string, string, string | Uint8Array, string]>([
    ['no JSON', 'GetItem', '{"TableName":', 'SerializationException'],
    ['nothing', 'GetItem', '', 'SerializationException'],
    ['a list', 'GetItem', '[]', 'SerializationException'],
    ['bytes that are no UTF-8', 'GetItem', Buffer.from([0x7b, 0x80, 0x7d]), 'SerializationException'],
    ['a table twice', 'GetItem', `{"TableName":"${TABLE}",${getOf('acme').slice(1)}`, 'SerializationException'],
    [
      'a key twice, own first',
      'GetItem',
      `{"TableName":"${TABLE}","Key":{"pk":{"S":"TENANT#acme"},"pk":{"S":"TENANT#beta"},"sk":{"S":"CLUB"}}}`,
      'SerializationException',
    ],
    [
      'a key twice, own last',
      'GetItem',
      `{"TableName":"${TABLE}","Key":{"pk":{"S":"TENANT#beta"},"p\\u006b":{"S":"TENANT#acme"},"sk":{"S":"CLUB"}}}`,
      'SerializationException',
    ],
    [
      'a value of two types',
      'GetItem',
      getOf('acme').replace('{"S":"CLUB"}', '{"S":"CLUB"}').replace('"pk":{"S":', '"pk":{"N":"1","S":'),
      'ValidationException',
    ],
    ['a member that is not known', 'GetItem', getOf('acme').replace('{', '{"Table":"x",'), 'ValidationException'],
    ['an attribute twice', 'PutItem', item('"sk":{"S":"a"},"x":{"S":"1"},"x":{"S":"2"}'), 'SerializationException'],
    ['an operation that is not known', 'CreateTable', '{"TableName":"x"}', 'UnknownOperationException'],
    ['an operation of the prototype', 'toString', '{}', 'UnknownOperationException'],
    [
      'PartiQL',
      'ExecuteStatement',
      `{"Statement":"SELECT * FROM \\"${TABLE}\\" WHERE pk = 'TENANT#acme'"}`,
      'AccessDeniedException',
    ],
    [
      'nesting without end',
      'PutItem',
      item(`"sk":{"S":"a"},"x":${'{"L":['.repeat(100_000)}${']}'.repeat(100_000)}`),
      'SerializationException',
    ],
  ])('%s', async (_what, operation, body, type) => {
    expect(await signedPost(operation, body)).toMatchObject({ status: 400, type });
    expect(engine.received).toEqual([]);
  });

  it.each<[string, number]>([
    ['a byte more than 16 MB', 16 * MEGABYTE + 1],
    ['40 MB', 40 * MEGABYTE],
  ])('%s', async (_what, bytes) => {
    const body = Buffer.alloc(bytes, 0x20);
    body[0] = 0x7b;
    body[bytes - 1] = 0x7d;
    expect(await signedPost('GetItem', body)).toMatchObject({ status: 413, text: '' });
    expect(engine.received).toEqual([]);
  });

  it('a request that is not signed, or was changed on its way', async () => {
    const body = getOf('acme');
    const signed = await dynamodbHeaders('GetItem', { host: url.host, credentials: credentials(), body });
    const { authorization: _, ...unsigned } = signed;
    expect((await post(url, unsigned, body)).type).toBe('MissingAuthenticationTokenException');
    expect((await post(url, signed, getOf('beta'))).type).toBe('InvalidSignatureException');
    expect((await post(url, { ...signed, 'x-amz-target': 'DynamoDB_20120810.PutItem' }, body)).type).toBe(
      'InvalidSignatureException',
    );
    expect((await post(url, { ...signed, 'content-encoding': 'gzip' }, body)).type).toBe('SerializationException');
    const sts = await signedHeaders({
      host: url.host,
      credentials: credentials(),
      body,
      service: 'sts',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' },
    });
    expect((await post(url, sts, body)).type).toBe('InvalidSignatureException');
    expect(engine.received).toEqual([]);
  });

  it('another method or path, or a service that is none', async () => {
    const body = getOf('acme');
    const signed = await dynamodbHeaders('GetItem', { host: url.host, credentials: credentials(), body });
    for (const [method, path] of [
      ['PUT', '/'],
      ['POST', '/table'],
      ['POST', '/?X-Amz-Signature=x'],
      ['OPTIONS', '/'],
    ] as const) {
      const length = { 'content-length': String(body.length) };
      const outgoing = request(new URL(path, url), { method, headers: { ...signed, ...length } });
      outgoing.end(body);
      const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
      expect((await readAnswer(incoming)).status).toBe(404);
    }
    expect((await post(url, { 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' }, '{}')).status).toBe(404);
    expect(engine.received).toEqual([]);
  });
});

describe('what goes on', () => {
  it('is written anew, never the bytes of the client', async () => {
    const body = `{ "Key" : {"sk":{"S":"CLUB"},\n"\\u0070k":{"S":"TENANT#acme"}}, "TableName":"${TABLE}" }`;
    expect((await signedPost('GetItem', body)).status).toBe(200);
    expect(engine.received).toEqual([
      {
        target: 'DynamoDB_20120810.GetItem',
        body: `{"Key":{"sk":{"S":"CLUB"},"pk":{"S":"TENANT#acme"}},"TableName":"${TABLE}"}`,
      },
    ]);
  });

  it('may come in pieces, and in an item as large as DynamoDB takes', async () => {
    const text = 'ü'.repeat(180 * 1024);
    const body = JSON.stringify({
      TableName: TABLE,
      Item: { pk: { S: 'TENANT#acme' }, sk: { S: 'BIG' }, text: { S: text } },
    });
    const headers = await dynamodbHeaders('PutItem', { host: url.host, credentials: credentials(), body });
    const outgoing = request(url, { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } });
    const bytes = Buffer.from(body);
    // Pieces of odd sizes, so that characters of two bytes are torn apart.
    for (let at = 0; at < bytes.length; at += 65_537) outgoing.write(bytes.subarray(at, at + 65_537));
    outgoing.end();
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect((await readAnswer(incoming)).status).toBe(200);
    const get = JSON.stringify({ TableName: TABLE, Key: { pk: { S: 'TENANT#acme' }, sk: { S: 'BIG' } } });
    const answer = JSON.parse((await signedPost('GetItem', get)).text);
    expect(answer.Item.text.S === text).toBe(true);
  });

  it('is a body of just under 16 MB', async () => {
    const padding = ' '.repeat(16 * MEGABYTE - getOf('acme').length);
    expect((await signedPost('GetItem', getOf('acme') + padding)).status).toBe(200);
  });

  it('is answered in order on one connection, allowed and refused alike', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    agent.on('free', (socket) => sockets.add(socket));
    for (let i = 0; i < 20; i++) {
      const tenant = i % 2 === 0 ? 'acme' : 'beta';
      const body = getOf(tenant);
      const headers = await dynamodbHeaders('GetItem', { host: url.host, credentials: credentials(), body });
      expect((await post(url, headers, body, agent)).status).toBe(tenant === 'acme' ? 200 : 400);
    }
    expect(sockets.size).toBe(1);
    agent.destroy();
  });
});

describe('a client that goes away', () => {
  it('before its request is whole leaves nothing behind', async () => {
    const body = getOf('acme');
    const headers = await dynamodbHeaders('GetItem', { host: url.host, credentials: credentials(), body });
    for (let i = 0; i < 20; i++) {
      const outgoing = request(url, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) } });
      outgoing.on('error', () => {});
      outgoing.write(body.slice(0, i * 3));
      await once(outgoing, 'socket');
      outgoing.destroy();
    }
    expect((await signedPost('GetItem', body)).status).toBe(200);
    expect(engine.received).toHaveLength(1);
  });

  it('or sends what is no HTTP is cut off, and others are served', async () => {
    for (const bytes of [
      'GET',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      '\0\0\0',
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nx',
    ]) {
      const socket = connect(Number(url.port), url.hostname);
      socket.on('error', () => {}).resume();
      socket.end(bytes);
      await once(socket, 'close');
    }
    expect((await signedPost('GetItem', getOf('acme'))).status).toBe(200);
  });
});

it('an engine that is gone is an error that the SDK tries again, not a leak', async () => {
  const lost = await startRecordingEngine();
  await using alone = await startSandbox({ model: flightClubModel, engine: lost.endpoint, tables: 'shared' });
  await lost.stop();
  const { host } = new URL(alone.endpoints.dynamodb);
  const body = getOf('acme');
  const session = alone.session('chief', { TenantId: 'acme', UserId: 'jane' });
  const headers = await dynamodbHeaders('GetItem', { host, credentials: session, body });
  const answer = await fetch(alone.endpoints.dynamodb, { method: 'POST', headers: { ...headers, host }, body });
  expect([answer.status, await answer.text()]).toEqual([500, expect.stringContaining('#InternalServerError')]);
});

it('says that it is there', async () => {
  const answer = await fetch(url);
  expect([answer.status, await answer.text()]).toEqual([200, 'healthy: tenantry sandbox']);
});
