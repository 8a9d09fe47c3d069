import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Credentials, startSandbox } from '@tenantry/sandbox';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyDocuments } from '../../generator/src/policy/documents.js';
import { flightClubModel } from '../support/flight-club-model.js';
import { type MatrixRequest, requestsOn, requestsWithoutKeys } from '../support/matrix-requests.js';
import { oracleAllows } from '../support/oracle.js';

/**
 * Compares two answers for each principal and request: the real SDK asks the sandbox, and an independent evaluator is asked
 * about the emitted policies with what AWS documents for each call. Both must agree on every cell.
 */
const sandbox = useSandbox({ model: flightClubModel }, { beforeAll, afterAll });

const documents = policyDocuments(flightClubModel).find(({ environment }) => environment === 'dev');

const PARTITIONS = [
  'TENANT#acme',
  'TENANT#beta',
  'TENANT#acme-2',
  'TENANT#acm',
  'TENANT#acme#RES#2026-06',
  'TENANT#beta#RES#2026-06',
  'TENANT#acme#RES#2026-6',
  'TENANT#acme#EV#03',
  'TENANT#beta#EV#03',
  'TENANT#acme#MEMBER#active',
  'TENANT#acme#PILOT#jane',
  'USER#jane',
  'USER#joe',
  'PUBLIC#AIRPORT#GB',
  'PUBLIC#AIRPORT#GBR',
  'TENANT#',
];

/** For sessions without a tag: an own, an emptied and an open family. */
const FEW = ['TENANT#', 'TENANT#acme', 'USER#jane', 'PUBLIC#AIRPORT#GB'];

type Tags = { readonly [key: string]: string };
const SESSIONS: readonly Tags[] = [
  { TenantId: 'acme', UserId: 'jane' },
  // A neighbour, whose name begins with the other's.
  { TenantId: 'acme-2', UserId: 'joe' },
  { UserId: 'jane' },
  { TenantId: '', UserId: 'jane' },
  { TenantId: 'acme', UserId: '' },
  // Values in each other's tag, in another case, and under another key.
  { TenantId: 'jane', UserId: 'acme' },
  { TenantId: 'ACME', UserId: 'Jane' },
  { Tenant: 'acme', User: 'jane' },
  {},
];

interface Cell {
  readonly request: string;
  readonly allowed: boolean;
}

async function ask(client: DynamoDBClient, { command, label }: MatrixRequest): Promise<Cell> {
  // The union of commands has no common overload of `send`.
  const send = client.send.bind(client) as (command: MatrixRequest['command']) => Promise<unknown>;
  try {
    await send(command);
    return { request: label, allowed: true };
  } catch (error) {
    const { name } = error as Error;
    if (name === 'AccessDeniedException') return { request: label, allowed: false };
    // IAM let it through, to an engine without transactions.
    if (name === 'UnknownOperationException' && sandbox.engine.kind !== 'dynoxide')
      return { request: label, allowed: true };
    throw error;
  }
}

function expected(role: string, tags: Tags, { asks, label }: MatrixRequest): Cell {
  const identity = documents?.roles.find((each) => each.role === role)?.identity ?? [];
  const principal = {
    kind: 'AWS' as const,
    names: [`arn:aws:sts::111122223333:assumed-role/flight-club-${role}/test`],
  };
  const carried = Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]));
  const allowed = asks.every(({ action, resource, keys }) =>
    oracleAllows({ identity }, { action, resource, principal, context: { ...carried, ...keys } }),
  );
  return { request: label, allowed };
}

/** A role without tags looks at none: with all of them and with none is enough. */
const sessionsOf = (wanted: readonly string[]): readonly Tags[] =>
  SESSIONS.filter((_, i) => wanted.length > 0 || i === 0 || i === SESSIONS.length - 1);

describe.each(flightClubModel.roles)('a $name', ({ name: role, tags: wanted }) => {
  it.each(sessionsOf(wanted))('with %j reaches what its policy allows and nothing else', async (tags) => {
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session(role, tags),
    });
    const tagged = tags === SESSIONS[0];
    const own = `TENANT#${tags.TenantId ?? 'acme'}#RES#2026-07`;
    const requests = [...(tagged ? PARTITIONS : FEW).flatMap((pk) => requestsOn(pk, own)), ...requestsWithoutKeys()];
    const cells: Cell[] = [];
    // One after the other: transactions on the same items would get into each other's way.
    for (const request of requests) cells.push(await ask(client, request));
    expect(cells).toEqual(requests.map((request) => expected(role, tags, request)));
    // A matrix of one colour proves nothing; only a kiosk, which reads in its own tenant alone, may reach nothing at all.
    if (tagged || role !== 'kiosk') expect(cells.some(({ allowed }) => allowed)).toBe(true);
    expect(cells.some(({ allowed }) => !allowed)).toBe(true);
    client.destroy();
  });
});

describe('credentials that are not good', () => {
  const own = { TenantId: 'acme', UserId: 'jane' };
  const requests = [...requestsOn('TENANT#acme', 'PUBLIC#AIRPORT#GB'), ...requestsWithoutKeys()];

  /** The session of another tenant, as somebody might write it who does not know the sandbox's secret. */
  function forged(): Credentials {
    const mine = sandbox.session('chief', { TenantId: 'beta', UserId: 'jane' });
    const [payload = '', seal] = (mine.sessionToken ?? '').split('.');
    const text = Buffer.from(payload, 'base64url').toString().replace('beta', 'acme');
    return { ...mine, sessionToken: `${Buffer.from(text).toString('base64url')}.${seal}` };
  }

  it.each<[string, () => Credentials | Promise<Credentials>, string]>([
    ['a forged token', forged, 'UnrecognizedClientException'],
    [
      'a token of another session under an own key',
      () => {
        const { sessionToken = '' } = sandbox.session('chief', own);
        return { ...sandbox.session('chief', { TenantId: 'beta' }), sessionToken };
      },
      'UnrecognizedClientException',
    ],
    [
      'a key and token of another session under an own secret',
      () => ({ ...sandbox.session('chief', own), secretAccessKey: sandbox.session('chief', own).secretAccessKey }),
      'InvalidSignatureException',
    ],
    ['an expired token', () => sandbox.session('chief', own, { durationSeconds: -1 }), 'ExpiredTokenException'],
    [
      'a session without its token',
      () => {
        const { accessKeyId, secretAccessKey } = sandbox.session('chief', own);
        return { accessKeyId, secretAccessKey };
      },
      'UnrecognizedClientException',
    ],
    [
      'a session of another sandbox',
      async () => {
        await using other = await startSandbox({ model: flightClubModel });
        return other.session('chief', own);
      },
      'UnrecognizedClientException',
    ],
  ])('open nothing: %s', async (_what, credentialsOf, code) => {
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: await credentialsOf(),
    });
    for (const { command } of requests) {
      const send = client.send.bind(client) as (one: typeof command) => Promise<unknown>;
      await expect(send(command)).rejects.toMatchObject({ name: code });
    }
    client.destroy();
  });
});
