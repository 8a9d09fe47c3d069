import { describe, expect, it } from 'vitest';
import type { AccessCheck } from '../../../sandbox/src/dynamodb/access-check.js';
import { createCatalog } from '../../../sandbox/src/dynamodb/catalog.js';
import type { JsonObject } from '../../../sandbox/src/dynamodb/json.js';
import { checkMembers } from '../../../sandbox/src/dynamodb/json.js';
import { operationOf } from '../../../sandbox/src/dynamodb/operations.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const [environment] = flightClubModel.environments;
if (environment === undefined) throw new Error('the fixture changed');
const catalog = createCatalog(flightClubModel, environment);
const T = 'flight-club-dev';
const ARN = `arn:aws:dynamodb:eu-west-1:111122223333:table/${T}`;

function checks(operation: string, input: JsonObject): readonly AccessCheck[] {
  const { parameters, read } = operationOf(operation);
  checkMembers(input, parameters, operation);
  return read(input, catalog);
}
const key = (pk: string): JsonObject => ({ pk: { S: pk }, sk: { S: 'x' } });
const refused = (operation: string, input: JsonObject): void => {
  expect(() => checks(operation, input)).toThrow(expect.objectContaining({ name: 'Failure', status: 400 }));
};

describe('calls of one item', () => {
  it('name their key, their attributes and what they hand back', () => {
    expect(checks('GetItem', { TableName: T, Key: key('A'), ReturnConsumedCapacity: 'TOTAL' })).toEqual([
      {
        action: 'dynamodb:GetItem',
        resource: ARN,
        keys: {
          'dynamodb:LeadingKeys': ['A'],
          'dynamodb:Attributes': ['pk', 'sk'],
          'dynamodb:Select': 'ALL_ATTRIBUTES',
          'dynamodb:ReturnConsumedCapacity': 'TOTAL',
        },
      },
    ]);
    expect(checks('GetItem', { TableName: T, Key: key('A'), ProjectionExpression: 'a' })[0]?.keys).toMatchObject({
      'dynamodb:Attributes': ['a', 'pk', 'sk'],
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    });
    expect(checks('PutItem', { TableName: T, Item: { ...key('A'), a: { S: '' } }, ReturnValues: 'ALL_OLD' })).toEqual([
      {
        action: 'dynamodb:PutItem',
        resource: ARN,
        keys: {
          'dynamodb:LeadingKeys': ['A'],
          'dynamodb:Attributes': ['a', 'pk', 'sk'],
          'dynamodb:ReturnValues': 'ALL_OLD',
        },
      },
    ]);
    const update = { TableName: T, Key: key('A'), UpdateExpression: 'SET a = :a' };
    expect(checks('UpdateItem', update)[0]?.keys).toEqual({
      'dynamodb:LeadingKeys': ['A'],
      'dynamodb:Attributes': ['a', 'pk', 'sk'],
    });
    expect(checks('DeleteItem', { TableName: T, Key: key('A') })[0]?.action).toBe('dynamodb:DeleteItem');
  });

  it('count an old item that a failed condition hands back as ALL_OLD', () => {
    const returned = (more: object): unknown =>
      checks('UpdateItem', { TableName: T, Key: key('A'), ...more })[0]?.keys['dynamodb:ReturnValues'];
    expect(returned({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).toBe('ALL_OLD');
    expect(returned({ ReturnValues: 'UPDATED_NEW', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })).toBe('ALL_OLD');
    expect(returned({ ReturnValues: 'UPDATED_NEW', ReturnValuesOnConditionCheckFailure: 'NONE' })).toBe('UPDATED_NEW');
    expect(returned({})).toBeUndefined();
  });

  it('may name the table by its ARN, and no other one', () => {
    expect(checks('GetItem', { TableName: ARN, Key: key('A') })[0]?.resource).toBe(ARN);
    expect(checks('GetItem', { TableName: 'other', Key: key('A') })[0]).toMatchObject({
      resource: ARN.replace(T, 'other'),
      missing: { code: 'ResourceNotFoundException' },
      keys: { 'dynamodb:Attributes': ['pk', 'sk'] },
    });
    refused('GetItem', { TableName: ARN.replace('111122223333', '444455556666'), Key: key('A') });
    refused('GetItem', { TableName: ARN.replace('eu-west-1', 'us-east-1'), Key: key('A') });
    refused('GetItem', { TableName: `${ARN}/index/gsi1`, Key: key('A') });
    refused('GetItem', { TableName: '', Key: key('A') });
  });

  it.each<[string, JsonObject]>([
    ['no key', { TableName: T }],
    ['a key of another shape', { TableName: T, Key: 'A' }],
    ['no partition key', { TableName: T, Key: { sk: { S: 'x' } } }],
    ['a partition key of type N', { TableName: T, Key: { pk: { N: '1' } } }],
    ['a partition key of two types', { TableName: T, Key: { pk: { S: 'A', N: '1' } } }],
    ['a partition key that is not a value', { TableName: T, Key: { pk: 'A' } }],
    ['a partition key that is a number', { TableName: T, Key: { pk: { S: 1 } } }],
    ['a parameter that is not known', { TableName: T, Key: key('A'), IndexName: 'gsi1' }],
    ['a parameter in another case', { TableName: T, Key: key('A'), tablename: 'x' }],
    ['no table', { Key: key('A') }],
    ['a table that is a list', { TableName: [T], Key: key('A') }],
    ['a Select that is no text', { TableName: T, Key: key('A'), ReturnConsumedCapacity: 1 }],
  ])('are refused with %s', (_what, input) => refused('GetItem', input));
});

describe('queries and scans', () => {
  const on = (IndexName: string | undefined, attribute: string, more: object = {}): JsonObject => ({
    TableName: T,
    ...(IndexName !== undefined && { IndexName }),
    KeyConditionExpression: '#k = :k',
    ExpressionAttributeNames: { '#k': attribute },
    ExpressionAttributeValues: { ':k': { S: 'A' } },
    ...more,
  });

  it('are authorised on the index, by the index key', () => {
    expect(checks('Query', on('gsi1', 'gsi1pk'))).toEqual([
      {
        action: 'dynamodb:Query',
        resource: `${ARN}/index/gsi1`,
        keys: {
          'dynamodb:LeadingKeys': ['A'],
          'dynamodb:Attributes': ['gsi1pk'],
          'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES',
        },
      },
    ]);
    expect(checks('Query', on('lsi1', 'pk'))[0]).toMatchObject({
      resource: `${ARN}/index/lsi1`,
      keys: { 'dynamodb:LeadingKeys': ['A'] },
    });
    expect(checks('Query', on(undefined, 'pk', { Select: 'COUNT' }))[0]?.keys['dynamodb:Select']).toBe('COUNT');
  });

  it('are not authorised by the key of another index or of the table', () => {
    refused('Query', on('gsi1', 'pk'));
    refused('Query', on('gsi1', 'gsi2pk'));
    refused('Query', on(undefined, 'gsi1pk'));
    expect(checks('Query', on('gsi9', 'gsi1pk'))).toMatchObject([
      { resource: `${ARN}/index/gsi9`, missing: { code: 'ValidationException' } },
    ]);
  });

  it('have no leading keys when they scan', () => {
    expect(checks('Scan', { TableName: T, IndexName: 'gsi2', FilterExpression: 'pk = :k' })).toEqual([
      {
        action: 'dynamodb:Scan',
        resource: `${ARN}/index/gsi2`,
        keys: { 'dynamodb:Attributes': ['pk'], 'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES' },
      },
    ]);
  });
});

describe('batches', () => {
  it('name the keys of all their items, in one question for each table', () => {
    const read = checks('BatchGetItem', {
      RequestItems: {
        [T]: { Keys: [key('A'), key('B'), { ...key('A'), sk: { S: 'y' } }], ProjectionExpression: 'a' },
        other: { Keys: [key('C')] },
      },
    });
    expect(read).toMatchObject([
      {
        action: 'dynamodb:BatchGetItem',
        resource: ARN,
        keys: {
          'dynamodb:LeadingKeys': ['A', 'B'],
          'dynamodb:Attributes': ['a', 'pk', 'sk'],
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
        },
      },
      { resource: ARN.replace(T, 'other'), missing: { code: 'ResourceNotFoundException' } },
    ]);
    const write = checks('BatchWriteItem', {
      RequestItems: {
        [T]: [{ PutRequest: { Item: { ...key('A'), a: { S: '' } } } }, { DeleteRequest: { Key: key('B') } }],
      },
    });
    expect(write).toEqual([
      {
        action: 'dynamodb:BatchWriteItem',
        resource: ARN,
        keys: { 'dynamodb:LeadingKeys': ['A', 'B'], 'dynamodb:Attributes': ['a', 'pk', 'sk'] },
      },
    ]);
  });

  it.each<[string, JsonObject]>([
    ['no table', {}],
    ['no items', { [T]: [] }],
    ['an empty entry', { [T]: [{}] }],
    ['two requests in one entry', { [T]: [{ PutRequest: { Item: key('A') }, DeleteRequest: { Key: key('B') } }] }],
    ['a member that is not known', { [T]: [{ PutRequest: { Item: key('A'), Key: key('B') } }] }],
    ['an item without key', { [T]: [{ PutRequest: { Item: key('A') } }, { PutRequest: { Item: {} } }] }],
    ['one table twice', { [T]: [{ PutRequest: { Item: key('A') } }], [ARN]: [{ PutRequest: { Item: key('B') } }] }],
  ])('are refused with %s', (_what, RequestItems) => refused('BatchWriteItem', { RequestItems }));
});

describe('transactions', () => {
  it('are authorised entry by entry, as the calls that they stand for', () => {
    const table = { TableName: T };
    const write = checks('TransactWriteItems', {
      ReturnConsumedCapacity: 'TOTAL',
      TransactItems: [
        { Put: { ...table, Item: key('A') } },
        { Update: { ...table, Key: key('B'), UpdateExpression: 'SET a = :a' } },
        { Delete: { ...table, Key: key('C'), ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
        { ConditionCheck: { ...table, Key: key('D'), ConditionExpression: 'contains(actions, :x)' } },
      ],
    });
    expect(write.map(({ action, keys }) => [action, keys['dynamodb:LeadingKeys']])).toEqual([
      ['dynamodb:PutItem', ['A']],
      ['dynamodb:UpdateItem', ['B']],
      ['dynamodb:DeleteItem', ['C']],
      ['dynamodb:ConditionCheckItem', ['D']],
    ]);
    expect(write.map(({ keys }) => keys['dynamodb:EnclosingOperation'])).toEqual(Array(4).fill('TransactWriteItems'));
    expect(write.map(({ keys }) => keys['dynamodb:ReturnConsumedCapacity'])).toEqual(Array(4).fill('TOTAL'));
    expect(write[2]?.keys['dynamodb:ReturnValues']).toBe('ALL_OLD');
    expect(write[3]?.keys['dynamodb:Attributes']).toEqual(['actions', 'pk', 'sk']);
    const read = checks('TransactGetItems', { TransactItems: [{ Get: { ...table, Key: key('A') } }] });
    expect(read[0]).toMatchObject({
      action: 'dynamodb:GetItem',
      keys: { 'dynamodb:EnclosingOperation': 'TransactGetItems', 'dynamodb:Select': 'ALL_ATTRIBUTES' },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', []],
    ['an empty entry', [{}]],
    ['two parts in one entry', [{ Put: { TableName: T, Item: key('A') }, Delete: { TableName: T, Key: key('B') } }]],
    ['a part that is not known', [{ Get: { TableName: T, Key: key('A') } }]],
    ['a member that is not known', [{ Delete: { TableName: T, Key: key('A'), Item: key('B') } }]],
    ['an entry that is no object', ['Put']],
    ['no list', { Put: { TableName: T, Item: key('A') } }],
  ])('are refused with %s', (_what, TransactItems) => refused('TransactWriteItems', { TransactItems }));
});

it('whatever is not known is not passed on', () => {
  for (const name of [
    '',
    'getItem',
    'CreateTable',
    'DeleteTable',
    'SearchVectors',
    'ExecuteStatement',
    'constructor',
  ]) {
    expect(() => operationOf(name)).toThrow(expect.objectContaining({ code: 'UnknownOperationException' }));
  }
});
