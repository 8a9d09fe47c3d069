import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import {
  AccessDenied,
  type AssumeRoleOptions,
  createTenantSessions,
  type Session,
  StsRefused,
  sendWithIdentity,
  type TenantSessions,
} from '@tenantry/runtime';
import { type Sandbox, startSandbox } from '@tenantry/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createFlightClub, type FlightClub } from '../../generated-example/client/index.js';
import { flightClubModel } from '../support/flight-club-model.js';

const TABLE = 'flight-club-dev';
const MEMBER = 'arn:aws:iam::111122223333:role/flight-club-member';
const CHIEF = 'arn:aws:iam::111122223333:role/flight-club-chief';
const region = 'eu-west-1';
const tags = { tenant: 'TenantId', user: 'UserId' } as const;

let sandbox: Sandbox;
let club: FlightClub;
let base: DynamoDBClient;
let sts: STSClient;
const open: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  sandbox = await startSandbox({ model: flightClubModel });
  const credentials = () => Promise.reject(new Error('no request may be signed by the application itself'));
  base = new DynamoDBClient({ region, endpoint: sandbox.endpoints.dynamodb, credentials });
  sts = new STSClient({ region, endpoint: sandbox.endpoints.sts, credentials: sandbox.caller('role/flight-club-api') });
  club = createFlightClub({ client: base, tables: { app: TABLE } });
});
afterEach(async () => {
  for (const sessions of open.splice(0)) await sessions.close();
});
afterAll(async () => {
  base.destroy();
  sts.destroy();
  await sandbox.stop();
});

const sessionsOf = (roleArn: string, options: Partial<AssumeRoleOptions> = {}): TenantSessions => {
  const sessions = createTenantSessions({ roleArn, region, tags, authorize: () => true, stsClient: sts, ...options });
  open.push(sessions);
  return sessions;
};
const pilot = { name: 'Pilot', actions: new Set(['aircraft:write']) };
const jane = (tenantId: string) => ({ tenantId, userId: 'jane' });

/** Writes a role as the club's chief, and reads it in the session. */
async function reaches(session: Session, tenantId: string): Promise<void> {
  const chief = await sessionsOf(CHIEF).get(jane(tenantId));
  const { roleId } = await club.forSession(chief).role.create(pilot).send();
  const found = await club.forSession(session).role.get({ roleId }).send();
  expect(found).toMatchObject({ roleId, name: 'Pilot' });
}

/** Asks IAM without the client's own guard in the way. */
async function isFenced(session: Session, other: string): Promise<void> {
  const command = new GetItemCommand({ TableName: TABLE, Key: { pk: { S: `TENANT#${other}` }, sk: { S: 'CLUB' } } });
  await expect(sendWithIdentity(base, command, session)).rejects.toMatchObject({ name: 'AccessDeniedException' });
}

describe('sessions against the policies that are generated with them', () => {
  it('by AssumeRole reach their tenant and no other', async () => {
    const sessions = sessionsOf(MEMBER);
    const session = await sessions.get(jane('alps'));
    await reaches(session, 'alps');
    await isFenced(session, 'coast');
    const other = await sessions.get(jane('coast'));
    await reaches(other, 'coast');
    await isFenced(other, 'alps');
  });

  it('may do what their role may: a member writes no roles', async () => {
    const session = await sessionsOf(MEMBER).get(jane('alps'));
    await expect(club.forSession(session).role.create(pilot).send()).rejects.toBeInstanceOf(AccessDenied);
  });

  it('are refused tags that the trust policy does not know', async () => {
    await expect(sessionsOf(MEMBER, { auditTags: { Purpose: 'import' } }).get(jane('alps'))).rejects.toMatchObject({
      code: 'StsRefused',
      reason: 'AccessDenied',
    });
    await expect(
      sessionsOf('arn:aws:iam::111122223333:role/flight-club-nobody').get(jane('alps')),
    ).rejects.toBeInstanceOf(StsRefused);
  });

  it('of a role without tags reach what no tenant does: a job scans all clubs, and writes public data', async () => {
    const operator = flightClubModel.roles.find(({ name }) => name === 'operator');
    const [principal = 'role/flight-club-api'] = (operator as { readonly trusted?: readonly string[] }).trusted ?? [];
    const admin = new STSClient({ region, endpoint: sandbox.endpoints.sts, credentials: sandbox.caller(principal) });
    open.push({ close: async () => admin.destroy() });
    const jobs = createTenantSessions({
      roleArn: 'arn:aws:iam::111122223333:role/flight-club-operator',
      region,
      tags: {},
      authorize: () => true,
      stsClient: admin,
    });
    open.push(jobs);
    const job = await jobs.get({});
    for (const tenantId of ['alps', 'coast']) {
      const chief = club.forSession(await sessionsOf(CHIEF).get(jane(tenantId)));
      await chief.club.create({ name: tenantId }).send();
    }
    const found = await club.club.scan().withClient(job).all();
    expect(found.map(({ tenantId }) => tenantId).sort()).toEqual(['alps', 'coast']);
    const sion = { country: 'CH', icao: 'LSGS', name: 'Sion', elevation: 482 };
    await club.airport.put(sion).withClient(job).send();
    // Its policy decides, and nothing else: it may not write members.
    await expect(club.member.delete(jane('alps')).withClient(job).send()).rejects.toBeInstanceOf(AccessDenied);
    // A tenant's role does not become one by leaving its tags out.
    const untagged = createTenantSessions({ roleArn: CHIEF, region, tags: {}, authorize: () => true, stsClient: sts });
    open.push(untagged);
    await expect(untagged.get({})).rejects.toBeInstanceOf(StsRefused);
  });

  it('are narrowed by a session policy', async () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: '*' }] };
    const session = await sessionsOf(CHIEF, { policy }).get(jane('alps'));
    expect(await club.forSession(session).role.query().all()).toBeInstanceOf(Array);
    await expect(club.forSession(session).role.get({ roleId: 'x' }).send()).rejects.toBeInstanceOf(AccessDenied);
  });
});
