import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../generator/src/model/model.js';
import { flightClubModel } from '../support/flight-club-model.js';

const TABLE = 'flight-club-dev';

/** The tour, with a statement of the user's own that gives members everything. */
const careless: Model = {
  ...flightClubModel,
  roles: flightClubModel.roles.map((role) =>
    role.name === 'member'
      ? { ...role, additionalStatements: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] }
      : role,
  ),
};
const key = (pk: string): { pk: { S: string }; sk: { S: string } } => ({ pk: { S: pk }, sk: { S: 'x' } });
const get = (pk: string): GetItemCommand => new GetItemCommand({ TableName: TABLE, Key: key(pk) });

describe.each([false, true])('a role with too wide a statement of its own, guardrail: %j', (guardrail) => {
  const sandbox = useSandbox({ model: careless, guardrail }, { beforeAll, afterAll });
  const client = (): DynamoDBClient =>
    new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session('member', { TenantId: 'acme', UserId: 'jane' }),
    });

  it('reaches its own items', async () => {
    await client().send(get('TENANT#acme'));
    await client().send(get('PUBLIC#AIRPORT#CH'));
    await client().send(new PutItemCommand({ TableName: TABLE, Item: key('TENANT#acme#RES#2026-06') }));
  });

  it('is held back from those of others only by the guardrail', async () => {
    const query = new QueryCommand({
      TableName: TABLE,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'USER#joe' } },
    });
    const foreign = [
      get('TENANT#beta'),
      query,
      new ScanCommand({ TableName: TABLE }),
      new PutItemCommand({ TableName: TABLE, Item: key('PUBLIC#AIRPORT#CH') }),
    ];
    for (const command of foreign) {
      // The union of commands has no common overload of `send`.
      const call = (client().send as (command: object) => Promise<unknown>).bind(client());
      if (!guardrail) await call(command);
      else {
        const { message } = await assertDenied(call(command));
        expect(message).toMatch(/with an explicit deny in a resource-based policy$/);
      }
    }
  });
});

describe('the guardrail of a table whose keys hold a segment after the tenant', () => {
  const sandbox = useSandbox(
    { schema: 'test/support/segment.tenantry.yaml', guardrail: true },
    { beforeAll, afterAll },
  );
  const client = (): DynamoDBClient =>
    new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session('member', { TenantId: 'acme' }),
    });
  const create = (tenant: string): TransactWriteItemsCommand =>
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'app', Item: key(`PR#${tenant}#NOTE`) } },
        // The guard item of the unique attribute lives in the partition of the tenant itself.
        { Put: { TableName: 'app', Item: { ...key(`PR#${tenant}`), sk: { S: '_unique#Note#email#a@x' } } } },
      ],
    });

  it('lets the guard items of unique attributes through, and not those of another tenant', async () => {
    await client().send(create('acme'));
    await assertDenied(client().send(create('rival')));
  });
});
