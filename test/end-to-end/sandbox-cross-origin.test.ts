import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';
import { dynamodbHeaders } from '../support/signed-request.js';

const sandbox = useSandbox({ model: flightClubModel }, { beforeAll, afterAll });
const ORIGIN = { origin: 'http://localhost:5173' };

async function send(
  method: string,
  headers: { readonly [name: string]: string },
  body = '',
): Promise<{ readonly status: number | undefined; readonly headers: IncomingHttpHeaders }> {
  const outgoing = request(sandbox.endpoints.dynamodb, { method, headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  await incoming.resume().toArray();
  return { status: incoming.statusCode, headers: incoming.headers };
}

const UNSIGNED = {
  DynamoDB: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.GetItem' },
  STS: { 'content-type': 'application/x-www-form-urlencoded' },
  Cognito: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityService.GetId' },
  nothing: { 'content-type': 'text/plain' },
};

describe('a page', () => {
  it('is told before its request that it may send it, with the headers that SDKs sign', async () => {
    const asked = 'amz-sdk-invocation-id,authorization,content-type,x-amz-date,x-amz-security-token,x-amz-target';
    const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': asked };
    const { status, headers } = await send('OPTIONS', { ...ORIGIN, ...preflight });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST' });
    expect(headers['access-control-allow-headers']).toBe(asked);
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each(Object.entries(UNSIGNED))('may read a refusal of %s', async (_service, headers) => {
    const answer = await send('POST', { ...ORIGIN, ...headers }, '{}');
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-expose-headers']).toMatch(/date.*x-tenantry-decision/);
  });

  it('gets no further than its signature, wherever it comes from', async () => {
    const url = new URL(sandbox.endpoints.dynamodb);
    const credentials = sandbox.session('chief', { TenantId: 'acme', UserId: 'jane' });
    const read = async (tenant: string): Promise<number | undefined> => {
      const body = JSON.stringify({
        TableName: 'flight-club-dev',
        Key: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'CLUB' } },
      });
      const headers = await dynamodbHeaders('GetItem', { host: url.host, credentials, body });
      return (await send('POST', { ...headers, ...ORIGIN }, body)).status;
    };
    expect([await read('acme'), await read('globex')]).toEqual([200, 400]);
  });
});

describe('a program that is no browser', () => {
  it.each(['GET', 'POST', 'OPTIONS'])('gets no headers for browsers from %s', async (method) => {
    const { headers } = await send(method, UNSIGNED.DynamoDB);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
