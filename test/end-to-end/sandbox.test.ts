import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';

const TABLE = 'flight-club-dev';
const TABLE_ARN = `arn:aws:dynamodb:eu-west-1:111122223333:table/${TABLE}`;
const MEMBER = 'arn:aws:iam::111122223333:role/flight-club-member';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ model: flightClubModel });
});
afterAll(() => sandbox.stop());

const client = (credentials = sandbox.caller('role/flight-club-api')): DynamoDBClient =>
  new DynamoDBClient({ endpoint: sandbox.endpoints.dynamodb, region: 'eu-west-1', credentials });
const sts = (credentials = sandbox.caller('role/flight-club-api')): STSClient =>
  new STSClient({ endpoint: sandbox.endpoints.sts, region: 'eu-west-1', credentials });
const key = (tenant: string): { pk: { S: string }; sk: { S: string } } => ({
  pk: { S: `TENANT#${tenant}` },
  sk: { S: 'CLUB' },
});

describe('a session of a tenant', () => {
  const assume = (tenant: string): AssumeRoleCommand =>
    new AssumeRoleCommand({
      RoleArn: MEMBER,
      RoleSessionName: 'jane',
      Tags: [
        { Key: 'TenantId', Value: tenant },
        { Key: 'UserId', Value: 'jane' },
      ],
    });

  it('is begun with STS and reaches its own partitions, in the words of the real SDK', async () => {
    const { Credentials: given, AssumedRoleUser } = await sts().send(assume('acme'));
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::111122223333:assumed-role/flight-club-member/jane');
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
    const identity = await sts(credentials).send(new GetCallerIdentityCommand({}));
    expect(identity.Arn).toBe(AssumedRoleUser?.Arn);
    expect(identity.UserId).toBe(AssumedRoleUser?.AssumedRoleId);

    await client(sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' })).send(
      new PutItemCommand({ TableName: TABLE, Item: key('acme') }),
    );
    const mine = client(credentials);
    const { Item } = await mine.send(new GetItemCommand({ TableName: TABLE, Key: key('acme') }));
    expect(Item).toEqual(key('acme'));
    await expect(mine.send(new GetItemCommand({ TableName: TABLE, Key: key('beta') }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${AssumedRoleUser?.Arn} is not authorized to perform: dynamodb:GetItem on resource: ${TABLE_ARN} because no identity-based policy allows the dynamodb:GetItem action`,
      $metadata: { httpStatusCode: 400, attempts: 1 },
    });
  });

  it('is refused a batch with one key of another tenant, and a query of its partition on an index', async () => {
    const mine = client(sandbox.session('member', { TenantId: 'acme', UserId: 'jane' }));
    const batch = (...tenants: string[]): BatchGetItemCommand =>
      new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys: tenants.map(key) } } });
    await expect(mine.send(batch('acme'))).resolves.toMatchObject({ Responses: { [TABLE]: [key('acme')] } });
    await expect(mine.send(batch('acme', 'beta'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const query = (pilot: string): QueryCommand =>
      new QueryCommand({
        TableName: TABLE,
        IndexName: 'gsi2',
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': 'gsi2pk' },
        ExpressionAttributeValues: { ':pk': { S: `TENANT#${pilot}#PILOT#jane` } },
      });
    await expect(mine.send(query('acme'))).resolves.toMatchObject({ Count: 0 });
    await expect(mine.send(query('beta'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('cannot be begun without its tags, nor with others', async () => {
    const bare = new AssumeRoleCommand({ RoleArn: MEMBER, RoleSessionName: 'jane' });
    await expect(sts().send(bare)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:sts::111122223333:assumed-role/flight-club-api/sandbox is not authorized to perform: sts:AssumeRole on resource: ${MEMBER}`,
      $metadata: { httpStatusCode: 403 },
    });
    await expect(sts().send(assume(''))).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
