import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';
import { post, readAnswer } from '../support/raw-request.js';
import { type RecordingEngine, startRecordingEngine } from '../support/recording-engine.js';
import { dynamodbHeaders, signedHeaders, type ToSign } from '../support/signed-request.js';

/** How SDKs and tools of other languages send their requests, byte by byte. */
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

const BODY = JSON.stringify({
  TableName: 'flight-club-dev',
  Key: { pk: { S: 'TENANT#acme' }, sk: { S: 'CLUB' } },
});
const TARGET = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };
const toSign = (body: string | Uint8Array = BODY): Omit<ToSign, 'headers'> => ({
  host: url.host,
  credentials: sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' }),
  body,
});
const signed = (headers: { readonly [name: string]: string } = {}): Promise<{ [name: string]: string }> =>
  signedHeaders({ ...toSign(), headers: { ...TARGET, ...headers } });

/** A whole exchange on one connection, as bytes. */
async function exchange(text: string): Promise<string> {
  const socket = connect(Number(url.port), url.hostname);
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(text, 'latin1');
  await once(socket, 'close');
  return answer;
}

const lines = (headers: { readonly [name: string]: string }): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

describe('a request may', () => {
  it('carry checksums and the marks of tools, signed and unsigned', async () => {
    const headers = await signed({
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-content-sha256': createHash('sha256').update(BODY).digest('hex'),
      'x-amz-user-agent': 'aws-sdk-js/2.1692.0',
    });
    const more = { 'amz-sdk-invocation-id': 'x', 'amz-sdk-request': 'attempt=1', 'accept-encoding': 'identity' };
    expect((await post(url, { ...headers, ...more }, BODY)).status).toBe(200);
  });

  it('ask first whether to send its body', async () => {
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...(await signed()), expect: '100-continue', 'content-length': String(BODY.length) },
    });
    outgoing.flushHeaders();
    await once(outgoing, 'continue');
    outgoing.end(BODY);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect((await readAnswer(incoming)).status).toBe(200);
  });

  it('be of HTTP/1.0, or follow another at once', async () => {
    const headers = lines({ ...(await signed()), 'content-length': String(BODY.length) });
    expect(await exchange(`POST / HTTP/1.0\r\n${headers}\r\n${BODY}`)).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n\{\}$/s);
    const one = `POST / HTTP/1.1\r\n${headers}\r\n${BODY}`;
    const last = `POST / HTTP/1.1\r\n${headers}connection: close\r\n\r\n${BODY}`;
    expect((await exchange(one + one + last)).match(/HTTP\/1\.1 200 /g)).toHaveLength(3);
    expect(engine.received).toHaveLength(4);
  });

  it('be given up while it is answered', async () => {
    const headers = await dynamodbHeaders('GetItem', toSign());
    for (let i = 0; i < 20; i++) {
      const outgoing = request(url, { method: 'POST', headers });
      outgoing.on('error', () => {});
      outgoing.end(BODY);
      setTimeout(() => outgoing.destroy(), i / 4);
      await new Promise((closed) => outgoing.on('close', closed));
    }
    expect((await post(url, headers, BODY)).status).toBe(200);
  });
});

describe('never reaches the engine:', () => {
  it.each<[string, (good: { [name: string]: string }) => string]>([
    ['a target twice', (good) => `${lines(good)}x-amz-target: DynamoDB_20120810.PutItem\r\n`],
    ['a content type twice', (good) => `${lines(good)}content-type: application/x-amz-json-1.0\r\n`],
    ['a session token twice', (good) => `${lines(good)}x-amz-security-token: x\r\n`],
    ['a signature twice', (good) => `${lines(good)}authorization: ${good.authorization}\r\n`],
    ['a date twice', (good) => `${lines(good)}x-amz-date: ${good['x-amz-date']}\r\n`],
    ['a header folded over two lines', (good) => lines(good).replace('DynamoDB_', 'DynamoDB_\r\n ')],
    ['a body of another length', (good) => `${lines(good)}content-length: ${BODY.length - 1}\r\n`],
    ['two lengths', (good) => `${lines(good)}content-length: ${BODY.length}\r\ncontent-length: 5\r\n`],
    ['a length and pieces', (good) => `${lines(good)}content-length: 5\r\ntransfer-encoding: chunked\r\n`],
  ])('%s', async (_what, headersOf) => {
    const headers = headersOf(await signed());
    const length = headers.includes('content-length') ? '' : `content-length: ${BODY.length}\r\n`;
    const answer = await exchange(`POST / HTTP/1.1\r\n${headers}${length}connection: close\r\n\r\n${BODY}`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(engine.received).toEqual([]);
  });

  it.each(['gzip', 'deflate', 'aws-chunked', 'identity'])('a body that is coded as %s', async (coding) => {
    const body = coding === 'gzip' ? gzipSync(BODY) : BODY;
    const headers = await signedHeaders({ ...toSign(body), headers: { ...TARGET, 'content-encoding': coding } });
    expect((await post(url, headers, body)).type).toBe('SerializationException');
    expect(engine.received).toEqual([]);
  });

  it.each(['application/json', 'application/x-amz-json-1.1', 'application/cbor', 'text/plain'])(
    'a body of type %s',
    async (type) => {
      expect((await post(url, await signed({ 'content-type': type }), BODY)).type).toBe('SerializationException');
      expect(engine.received).toEqual([]);
    },
  );

  it.each(['HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE'])('the method %s', async (method) => {
    const outgoing = request(url, { method, headers: await signed() });
    outgoing.end();
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect((await readAnswer(incoming)).status).toBe(404);
    expect(engine.received).toEqual([]);
  });

  it('a request to a proxy, or over another protocol', async () => {
    const headers = lines({ ...(await signed()), 'content-length': String(BODY.length), connection: 'close' });
    expect(await exchange(`POST ${url.href} HTTP/1.1\r\n${headers}\r\n${BODY}`)).toMatch(/^HTTP\/1\.1 404 /);
    expect(await exchange('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')).toMatch(/^(HTTP\/1\.1 400 |$)/);
    expect(await exchange('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03')).toMatch(/^HTTP\/1\.1 400 /);
    expect(engine.received).toEqual([]);
  });
});
