import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';

const HOUR = 3_600_000;
let ahead = 0;
const sandbox = useSandbox(
  { model: flightClubModel, now: () => new Date(Date.now() + ahead) },
  { beforeAll, afterAll },
);
const clientOptions = (maxAttempts: number) => ({
  ...{ endpoint: sandbox.endpoints.dynamodb, region: sandbox.environment.region, maxAttempts },
  credentials: sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' }),
});
const get = new GetItemCommand({
  TableName: 'flight-club-dev',
  Key: { pk: { S: 'TENANT#acme' }, sk: { S: 'CLUB' } },
});

describe.each([
  ['ahead', HOUR],
  ['behind', -HOUR],
])('with the clock of the sandbox an hour %s', (_name, offset) => {
  beforeAll(() => {
    ahead = offset;
  });

  it('every answer has the date of the sandbox', async () => {
    for (const method of ['GET', 'PUT', 'POST']) {
      const { headers } = await fetch(sandbox.endpoints.dynamodb, { method });
      expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now() - offset)).toBeLessThan(60_000);
    }
  });

  it('an SDK corrects its clock by the refusal and is answered', async () => {
    await expect(new DynamoDBClient(clientOptions(1)).send(get)).rejects.toThrow(/Signature (expired|not yet current)/);
    await expect(new DynamoDBClient(clientOptions(2)).send(get)).resolves.toMatchObject({ $metadata: { attempts: 2 } });
    const { Arn } = await new STSClient(clientOptions(2)).send(new GetCallerIdentityCommand({}));
    expect(Arn).toContain('chief');
  });
});
