import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyDocuments } from '../../generator/src/policy/documents.js';
import { flightClubModel } from '../support/flight-club-model.js';
import { type MatrixRequest, requestsOn } from '../support/matrix-requests.js';
import { oracleAllows } from '../support/oracle.js';

/**
 * Who may do what, asked twice: the real SDK asks the sandbox, and an independent evaluator is asked about the emitted
 * policies with what AWS documents for each call. Both must agree on every cell.
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
  { UserId: 'jane' },
  { TenantId: '', UserId: 'jane' },
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
    if (error instanceof Error && error.name === 'AccessDeniedException') return { request: label, allowed: false };
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

describe.each(flightClubModel.roles.map(({ name }) => name))('a %s', (role) => {
  it.each(SESSIONS)('with %j reaches what its policy allows and nothing else', async (tags) => {
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session(role, tags),
    });
    const tagged = tags.TenantId === 'acme';
    const requests = (tagged ? PARTITIONS : FEW).flatMap((pk) => requestsOn(pk, 'TENANT#acme#RES#2026-07'));
    const cells: Cell[] = [];
    // One after the other: transactions on the same items would get into each other's way.
    for (const request of requests) cells.push(await ask(client, request));
    expect(cells).toEqual(requests.map((request) => expected(role, tags, request)));
    // A matrix of one colour proves nothing; only a kiosk without its tag reaches nothing at all.
    expect(cells.some(({ allowed }) => allowed)).toBe(tagged || role !== 'kiosk');
    expect(cells.some(({ allowed }) => !allowed)).toBe(true);
    client.destroy();
  });
});
