import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';
import { post, type RawAnswer } from '../support/raw-request.js';
import { type RecordingEngine, startRecordingEngine } from '../support/recording-engine.js';
import { dynamodbHeaders, type Keys, signedHeaders, type ToSign } from '../support/signed-request.js';

/** Attacks with a tenant's session on another tenant: none of them reaches the engine. */
const T = 'flight-club-dev';
const ARN = `arn:aws:dynamodb:eu-west-1:111122223333:table/${T}`;
let engine: RecordingEngine;
let sandbox: Sandbox;
let url: URL;
let chief: Keys;
let kiosk: Keys;
beforeAll(async () => {
  engine = await startRecordingEngine();
  sandbox = await startSandbox({ model: flightClubModel, engine: engine.endpoint, tables: 'shared' });
  url = new URL(sandbox.endpoints.dynamodb);
  chief = sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' });
  kiosk = sandbox.session('kiosk', { TenantId: 'acme' });
});
afterAll(async () => {
  await sandbox.stop();
  await engine.stop();
});
beforeEach(() => {
  engine.received.length = 0;
});

async function call(operation: string, input: object | string, credentials: Keys = chief): Promise<RawAnswer> {
  const body = typeof input === 'string' ? input : JSON.stringify(input);
  return post(url, await dynamodbHeaders(operation, { host: url.host, credentials, body }), body);
}

const DENIED = 'AccessDeniedException';
const INVALID = 'ValidationException';
const UNREAD = 'SerializationException';

async function stopped(answer: Promise<RawAnswer>, type: string): Promise<void> {
  expect(await answer).toMatchObject({ status: 400, type });
  expect(engine.received).toEqual([]);
}

const key = (tenant: string, sk = 'CLUB'): object => ({ pk: { S: `TENANT#${tenant}` }, sk: { S: sk } });
const S = (text: string): object => ({ S: text });
const own = S('TENANT#acme');
const other = S('TENANT#beta');

describe('a query', () => {
  const query = (input: object): object => ({
    TableName: T,
    ExpressionAttributeValues: { ':own': own, ':other': other },
    ...input,
  });
  it.each<[string, object, string]>([
    ['of the other', { KeyConditionExpression: 'pk = :other' }, DENIED],
    ['of the other in parentheses', { KeyConditionExpression: '((pk = (:other)))' }, INVALID],
    ['of both', { KeyConditionExpression: 'pk = :own AND pk = :other' }, INVALID],
    ['of either', { KeyConditionExpression: 'pk = :own OR pk = :other' }, INVALID],
    ['of a range of partitions', { KeyConditionExpression: 'pk BETWEEN :own AND :other' }, INVALID],
    ['of a list of partitions', { KeyConditionExpression: 'pk IN (:own, :other)' }, INVALID],
    ['of partitions with a prefix', { KeyConditionExpression: 'begins_with(pk, :own)' }, INVALID],
    ['of all but the own', { KeyConditionExpression: 'pk <> :own' }, INVALID],
    ['of what is not the own', { KeyConditionExpression: 'NOT pk = :own' }, INVALID],
    ['turned around', { KeyConditionExpression: ':other = pk' }, DENIED],
    ['with a value in place of its name', { KeyConditionExpression: ':own = :own' }, INVALID],
    ['by an attribute of another name', { KeyConditionExpression: 'PK = :own' }, INVALID],
    [
      'by an alias of an alias',
      { KeyConditionExpression: '#a = :own', ExpressionAttributeNames: { '#a': '#b', '#b': 'pk' } },
      INVALID,
    ],
    ['by an alias of the prototype', { KeyConditionExpression: '#toString = :own' }, INVALID],
    ['by a value of the prototype', { KeyConditionExpression: 'pk = :constructor' }, INVALID],
    [
      'by a path into the key',
      { KeyConditionExpression: '#a.#b = :own', ExpressionAttributeNames: { '#a': 'pk', '#b': 'S' } },
      INVALID,
    ],
    [
      'by an alias with a dot, which is one name',
      { KeyConditionExpression: '#a = :own', ExpressionAttributeNames: { '#a': 'pk.x' } },
      INVALID,
    ],
    [
      'in both notations',
      {
        KeyConditionExpression: 'pk = :own',
        KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [other] } },
      },
      INVALID,
    ],
    [
      'in the old notation',
      { KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [other] } } },
      DENIED,
    ],
    [
      'in the old notation, of a range',
      { KeyConditions: { pk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [own, other] } } },
      INVALID,
    ],
    [
      'in the old notation, of two values',
      { KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [own, other] } } },
      INVALID,
    ],
    [
      'that goes on in the partition of the other',
      { KeyConditionExpression: 'pk = :own', ExclusiveStartKey: key('beta') },
      INVALID,
    ],
    ['that goes on nowhere', { KeyConditionExpression: 'pk = :own', ExclusiveStartKey: { sk: S('CLUB') } }, INVALID],
    ['of an index by the table key', { IndexName: 'gsi1', KeyConditionExpression: 'pk = :own' }, INVALID],
    ['of the table by an index key', { KeyConditionExpression: 'gsi2pk = :own' }, INVALID],
    ['of an index that is a path', { IndexName: 'gsi1/../gsi2', KeyConditionExpression: 'pk = :own' }, DENIED],
    ['of an index of the prototype', { IndexName: 'constructor', KeyConditionExpression: 'pk = :own' }, DENIED],
    ['of an index without name', { IndexName: '', KeyConditionExpression: 'pk = :own' }, DENIED],
    ['of an index that is null', { IndexName: null, KeyConditionExpression: 'pk = :own' }, UNREAD],
    ['with a limit that JSON cannot write again', { KeyConditionExpression: 'pk = :own', Limit: 0.5 }, UNREAD],
    ['of another table in another case', { TableName: T.toUpperCase(), KeyConditionExpression: 'pk = :own' }, DENIED],
    ['of an index named as a table', { TableName: `${ARN}/index/gsi1`, KeyConditionExpression: 'pk = :own' }, INVALID],
  ])('%s', async (_what, input, type) => stopped(call('Query', query(input)), type));

  it('that is nested beyond what an expression may hold', async () => {
    const KeyConditionExpression = `${'('.repeat(100_000)}pk = :own${')'.repeat(100_000)}`;
    await stopped(call('Query', query({ KeyConditionExpression })), INVALID);
  });
});

describe('a role of some attributes', () => {
  const reservations = (input: object): object => ({
    TableName: T,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': S('TENANT#acme#RES#2026-06'), ':v': S('v') },
    ...input,
  });
  const names = { ExpressionAttributeNames: { '#n': 'note' } };

  it('reads those, and counts by them', async () => {
    const values = { ':pk': S('TENANT#acme#RES#2026-06') };
    for (const more of [{ ProjectionExpression: 'startsAt' }, { Select: 'COUNT' }]) {
      const input = reservations({ ExpressionAttributeValues: values, ...more });
      expect((await call('Query', input, kiosk)).status).toBe(200);
    }
  });

  it.each<[string, object]>([
    ['all of them', {}],
    ['all of them by name', { Select: 'ALL_ATTRIBUTES' }],
    ['a count by another one', { Select: 'COUNT', FilterExpression: 'note = :v' }],
    ['another one', { ProjectionExpression: 'startsAt, note' }],
    ['another one by alias', { ProjectionExpression: 'startsAt, #n', ...names }],
    ['what lies inside of another one', { ProjectionExpression: 'startsAt, #n[0].startsAt', ...names }],
    ['another one by filter', { ProjectionExpression: 'startsAt', FilterExpression: 'note = :v' }],
    [
      'another one by the length of it',
      { ProjectionExpression: 'startsAt', FilterExpression: 'size(#n) > :v', ...names },
    ],
    ['another one by its type', { ProjectionExpression: 'startsAt', FilterExpression: 'attribute_type(note, :v)' }],
    ['another one in the old notation', { AttributesToGet: ['startsAt', 'note'] }],
    [
      'another one by an old filter',
      { AttributesToGet: ['startsAt'], QueryFilter: { note: { ComparisonOperator: 'NOT_NULL' } } },
    ],
    ['all of them beside a list', { ProjectionExpression: 'startsAt', Select: 'ALL_ATTRIBUTES' }],
    ['on an index', { IndexName: 'gsi2', KeyConditionExpression: 'gsi2pk = :pk', ProjectionExpression: 'startsAt' }],
  ])('does not read %s', async (_what, input) => stopped(call('Query', reservations(input), kiosk), DENIED));

  it('does not get all by asking for some and naming none', async () => {
    for (const input of [
      { Select: 'SPECIFIC_ATTRIBUTES' },
      { ProjectionExpression: '' },
      { ProjectionExpression: ' ' },
      { AttributesToGet: [] },
    ]) {
      await stopped(call('Query', reservations(input), kiosk), INVALID);
    }
  });
});

describe('a batch or a transaction', () => {
  const put = (tenant: string): object => ({ PutRequest: { Item: key(tenant) } });
  const get = (tenant: string, name = T): object => ({ Get: { TableName: name, Key: key(tenant) } });
  it.each<[string, string, object, string]>([
    ['a get of both', 'BatchGetItem', { [T]: { Keys: [key('acme'), key('beta')] } }, DENIED],
    [
      'a get of another table too',
      'BatchGetItem',
      { [T]: { Keys: [key('acme')] }, x: { Keys: [key('beta')] } },
      DENIED,
    ],
    [
      'one table by two names',
      'BatchGetItem',
      { [T]: { Keys: [key('acme')] }, [ARN]: { Keys: [key('acme')] } },
      INVALID,
    ],
    ['keys beside keys', 'BatchGetItem', { [T]: { Keys: [key('acme')], Key: key('beta') } }, INVALID],
    ['a write of both', 'BatchWriteItem', { [T]: [put('acme'), put('beta')] }, DENIED],
    [
      'a put that is also a delete',
      'BatchWriteItem',
      { [T]: [{ ...put('acme'), DeleteRequest: { Key: key('beta') } }] },
      INVALID,
    ],
    ['a write of the prototype', 'BatchWriteItem', { [T]: [{ constructor: { Item: key('beta') } }] }, INVALID],
  ])('%s', async (_what, operation, RequestItems, type) => stopped(call(operation, { RequestItems }), type));

  it.each<[string, string, readonly object[], string]>([
    ['get both', 'TransactGetItems', [get('acme'), get('beta')], DENIED],
    ['get of another table too', 'TransactGetItems', [get('acme'), get('acme', 'x')], DENIED],
    ['get what is written', 'TransactGetItems', [{ Put: { TableName: T, Item: key('acme') } }], INVALID],
    ['two in one', 'TransactGetItems', [{ ...get('acme'), Delete: { TableName: T, Key: key('beta') } }], INVALID],
    [
      'check the other',
      'TransactWriteItems',
      [
        { Put: { TableName: T, Item: key('acme') } },
        { ConditionCheck: { TableName: T, Key: key('beta'), ConditionExpression: 'attribute_exists(pk)' } },
      ],
      DENIED,
    ],
    [
      'a key beside an item',
      'TransactWriteItems',
      [{ Put: { TableName: T, Item: key('acme'), Key: key('beta') } }],
      INVALID,
    ],
    ['a statement', 'TransactWriteItems', [{ Statement: `DELETE FROM "${T}"` }], INVALID],
  ])('%s', async (_what, operation, TransactItems, type) => stopped(call(operation, { TransactItems }), type));
});

describe('an item', () => {
  it.each<[string, string, string]>([
    ['of the prototype', `{"TableName":"${T}","Key":{"__proto__":{"pk":{"S":"TENANT#acme"}},"sk":{"S":"x"}}}`, INVALID],
    ['with a value of the prototype', `{"TableName":"${T}","Key":{"pk":{"__proto__":{"S":"TENANT#acme"}}}}`, INVALID],
    ['with parameters of the prototype', `{"TableName":"${T}","__proto__":{"Key":{}},"Key":{}}`, INVALID],
    ['with a number as its key', `{"TableName":"${T}","Key":{"pk":{"N":"1"},"sk":{"S":"x"}}}`, INVALID],
    ['with a number in its key', `{"TableName":"${T}","Key":{"pk":{"S":1},"sk":{"S":"x"}}}`, INVALID],
    ['with a list as its key', `{"TableName":"${T}","Key":{"pk":{"S":["TENANT#acme"]},"sk":{"S":"x"}}}`, INVALID],
    ['with bytes as its key', `{"TableName":"${T}","Key":{"pk":{"B":"VEVOQU5UI2FjbWU="},"sk":{"S":"x"}}}`, INVALID],
    ['whose key is null', `{"TableName":"${T}","Key":null}`, UNREAD],
    ['in a list', `{"TableName":"${T}","Key":[{"pk":{"S":"TENANT#acme"}}]}`, UNREAD],
    ['of a table without name', `{"TableName":null,"Key":{"pk":{"S":"TENANT#acme"}}}`, UNREAD],
    ['of a table with a space', `{"TableName":"${T} ","Key":{"pk":{"S":"TENANT#acme"}}}`, INVALID],
    ['of a table with a null byte', `{"TableName":"${T}\\u0000","Key":{"pk":{"S":"TENANT#acme"}}}`, INVALID],
  ])('%s', async (_what, body, type) => stopped(call('GetItem', body), type));

  it.each([
    'acme\u0301',
    'acme\u0000',
    'acme ',
    ' acme',
    'ACME',
    'acme\ud800',
    'acme\u200b',
    'ａｃｍｅ',
    'acme-2',
    'acm',
    '*',
    '',
    '${aws:PrincipalTag/TenantId}',
  ])('whose tenant only looks like the own: %j', async (tenant) => {
    await stopped(call('GetItem', { TableName: T, Key: key(tenant) }), DENIED);
  });

  it.each(['acm\u00e9', 'acme\u0301'])('of a tenant in another normal form of %j', async (tenant) => {
    // STS takes letters of any script: composed and decomposed forms are two tenants.
    const session = sandbox.session('chief', { TenantId: tenant.normalize('NFC'), UserId: 'jane' });
    await stopped(call('GetItem', { TableName: T, Key: key(tenant.normalize('NFD')) }, session), DENIED);
  });
});

describe('an operation', () => {
  it.each<[string, string]>([
    ['ExecuteStatement', DENIED],
    ['BatchExecuteStatement', DENIED],
    ['ExecuteTransaction', DENIED],
    ['DescribeTable', DENIED],
    ['ListTables', DENIED],
    ['CreateTable', 'UnknownOperationException'],
    ['DeleteTable', 'UnknownOperationException'],
    ['ExportTableToPointInTime', 'UnknownOperationException'],
    ['PutResourcePolicy', 'UnknownOperationException'],
    ['SearchVectors', 'UnknownOperationException'],
    ['getitem', 'UnknownOperationException'],
    ['__proto__', 'UnknownOperationException'],
    ['GetItem.GetItem', 'UnknownOperationException'],
    ['', 'UnknownOperationException'],
  ])('%s', async (operation, type) => {
    await stopped(call(operation, operation === 'ListTables' ? {} : { TableName: T }), type);
  });

  it('of another service that knows the table', async () => {
    for (const target of ['DynamoDBStreams_20120810.ListStreams', 'DynamoDB_20111205.GetItem', 'x.GetItem']) {
      const body = JSON.stringify({ TableName: T });
      const headers = await signedHeaders({
        ...{ host: url.host, credentials: chief, body },
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
      });
      expect((await post(url, headers, body)).status).toBe(404);
    }
    expect(engine.received).toEqual([]);
  });
});

describe('a signature', () => {
  const BODY = JSON.stringify({ TableName: T, Key: key('acme') });
  const TARGET = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' };
  const sign = (more: Partial<ToSign> = {}): Promise<{ [name: string]: string }> =>
    signedHeaders({ host: url.host, credentials: chief, body: BODY, headers: TARGET, ...more });
  const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
  type Headers = { [name: string]: string };

  it.each<[string, () => Promise<Headers>, string]>([
    ['of nobody', async () => ({ ...TARGET }), 'MissingAuthenticationTokenException'],
    ['of no payload', () => sign({ headers: { ...TARGET, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }), 'Invalid'],
    [
      'of a stream',
      () => sign({ headers: { ...TARGET, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' } }),
      'Invalid',
    ],
    ['of another service', () => sign({ service: 's3' }), 'Invalid'],
    ['of another Region', () => sign({ region: 'us-east-1' }), 'Invalid'],
    ['of six minutes ago', () => sign({ date: minutes(-6) }), 'Invalid'],
    ['of in six minutes', () => sign({ date: minutes(6) }), 'Invalid'],
    ['of yesterday, dated today', async () => redated(await sign({ date: minutes(-1440) }), await sign()), 'Invalid'],
    [
      'without the operation',
      async () => unsigned(await sign({ headers: { 'content-type': TARGET['content-type'] } })),
      'Invalid',
    ],
    ['without the token', async () => withoutToken(await sign()), 'Invalid'],
    ['with an empty token', async () => ({ ...(await sign()), 'x-amz-security-token': '' }), 'Unrecognized'],
    [
      "with another session's token",
      async () => ({ ...(await sign()), 'x-amz-security-token': kiosk.sessionToken ?? '' }),
      'Unrecognized',
    ],
    [
      'with a token that has more at its end',
      async () => ({ ...(await sign()), 'x-amz-security-token': `${chief.sessionToken}.x` }),
      'Unrecognized',
    ],
    ['in capitals', async () => reworded(await sign(), (text) => text.replace(/[0-9a-f]{64}$/, upper)), 'Incomplete'],
    ['cut short', async () => reworded(await sign(), (text) => text.slice(0, -1)), 'Incomplete'],
    ['of version 4A', async () => reworded(await sign(), (text) => text.replace('HMAC', 'ECDSA-P256')), 'Incomplete'],
    ['of version 2', async () => ({ ...(await sign()), authorization: 'AWS AKIA:x' }), 'Incomplete'],
    [
      'that names a header twice',
      async () => reworded(await sign(), (text) => text.replace('host;', 'host;host;')),
      'Incomplete',
    ],
  ])('%s', async (_what, headersOf, type) => {
    const answer = await post(url, await headersOf(), BODY);
    expect([answer.status, answer.type.slice(0, type.length)]).toEqual([400, type]);
    expect(engine.received).toEqual([]);
  });

  it('in the address', async () => {
    const { authorization = '' } = await sign();
    const address = new URL(`/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=${authorization.slice(-64)}`, url);
    expect((await post(address, TARGET, BODY)).status).toBe(404);
    expect(engine.received).toEqual([]);
  });

  const upper = (text: string): string => text.toUpperCase();
  const reworded = (headers: Headers, change: (text: string) => string): Headers => ({
    ...headers,
    authorization: change(headers.authorization ?? ''),
  });
  const redated = (old: Headers, fresh: Headers): Headers => ({ ...old, 'x-amz-date': fresh['x-amz-date'] ?? '' });
  const unsigned = (headers: Headers): Headers => ({ ...headers, 'x-amz-target': TARGET['x-amz-target'] });
  const withoutToken = ({ 'x-amz-security-token': _, ...headers }: Headers): Headers => headers;
});
