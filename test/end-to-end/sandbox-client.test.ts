import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { AccessDenied, createTenantSessions, ScopeViolation, StsRefused, type TenantSessions } from '@tenantry/runtime';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFlightClub, type FlightClub, transactWrite } from '../../generated-example/client/index.js';

/** The tour's client and its sessions against the sandbox: nothing but environment variables says where they are. */
useSandbox({ schema: 'schemas/flight-club.tenantry.yaml', setEnv: true }, { beforeAll, afterAll });

type Sessions = TenantSessions<{ readonly tenantId: string; readonly userId: string }>;
let club: FlightClub;
let chiefs: Sessions;
let members: Sessions;
const sessionsOf = (role: string): Sessions =>
  createTenantSessions({
    roleArn: `arn:aws:iam::111122223333:role/flight-club-${role}`,
    region: 'eu-west-1',
    tags: { tenant: 'TenantId', user: 'UserId' },
    authorize: () => true,
  });

beforeAll(async () => {
  club = createFlightClub({ client: new DynamoDBClient({}), tables: { app: 'flight-club-dev' } });
  chiefs = sessionsOf('chief');
  members = sessionsOf('member');
  for (const tenantId of ['alps', 'coast']) {
    const session = await chiefs.get({ tenantId, userId: 'jane' });
    const mine = club.forSession(session);
    await mine.club.create({ name: tenantId }).send();
    await mine.member
      .create({
        userId: 'jane',
        email: `jane@${tenantId}.example`,
        name: 'Jane',
        roleId: 'chief',
        status: 'active',
      })
      .send();
    await mine.reservation
      .create({
        userId: 'jane',
        aircraftId: 'a1',
        startsAt: '2026-06-01T10:00:00Z',
        endsAt: '2026-06-01T11:00:00Z',
      })
      .send();
  }
});
afterAll(() => Promise.all([chiefs.close(), members.close()]));

describe('the generated client in a session of STS', () => {
  it('reads and writes in its own club', async () => {
    const mine = club.forSession(await members.get({ tenantId: 'alps', userId: 'jane' }));
    expect((await mine.member.get({ userId: 'jane' }).send())?.email).toBe('jane@alps.example');
    expect(await mine.member.byStatus({ status: 'active' }).all()).toHaveLength(1);
    expect((await mine.clubDirectory().all()).map((item) => item._type)).toEqual(['Club', 'Member']);
    expect(await mine.reservation.query({ month: '2026-06' }).all()).toHaveLength(1);
    expect(await mine.reservation.byPilot({ userId: 'jane' }).all()).toHaveLength(1);
    expect(await mine.airport.query({ country: 'CH' }).all()).toEqual([]);
  });

  it('lists the clubs of its user over the flipped index', async () => {
    const session = await members.get({ tenantId: 'alps', userId: 'jane' });
    const clubs = await club.member.clubsOfUser({ userId: 'jane' }).withClient(session).all();
    expect(clubs.map(({ tenantId }) => tenantId)).toEqual(['alps', 'coast']);
    const others = club.member.clubsOfUser({ userId: 'joe' });
    await expect(others.withClient(session).all()).rejects.toThrow(ScopeViolation);
  });

  it('is refused by IAM where its own guard is out of the way', async () => {
    const { credentials } = await members.get({ tenantId: 'alps', userId: 'jane' });
    // A plain client with the session's credentials: the runtime does not know its tenant, so only IAM is left.
    const plain = new DynamoDBClient({ credentials });
    const theirs = club.member.get({ tenantId: 'coast', userId: 'jane' }).withClient(plain);
    const refusal = await theirs.send().catch((error: unknown) => error as AccessDenied);
    expect(refusal).toBeInstanceOf(AccessDenied);
    expect(refusal).toMatchObject({
      code: 'AccessDenied',
      action: 'dynamodb:GetItem',
      leadingKeys: ['TENANT#coast'],
      patterns: ['TENANT#{tenantId}'],
      principal: expect.stringContaining(':assumed-role/flight-club-member/'),
    });
    const june = club.reservation.query({ tenantId: 'coast', month: '2026-06' }).withClient(plain);
    await expect(june.all()).rejects.toMatchObject({ patterns: ['TENANT#{tenantId}#RES#*'] });
    const { action, message } = await assertDenied(theirs.send());
    expect(action).toBe('dynamodb:GetItem');
    expect(message).toContain('assumed-role/flight-club-member/');
    await assertDenied(club.clubDirectory({ tenantId: 'coast' }).withClient(plain).all(), { action: 'dynamodb:Query' });
    await assertDenied(club.reservation.byPilot({ tenantId: 'coast', userId: 'jane' }).withClient(plain).all());
    await assertDenied(club.member.byStatus({ tenantId: 'coast', status: 'active' }).withClient(plain).all());
    const [first] = await club.reservation.query({ tenantId: 'alps', month: '2026-06' }).withClient(plain).all();
    if (first === undefined) throw new Error('no reservation');
    await assertDenied(
      transactWrite(club.reservation.put(first), club.reservation.put({ ...first, tenantId: 'coast' }))
        .withClient(plain)
        .send(),
      { action: 'dynamodb:PutItem' },
    );
    expect(await club.reservation.query({ tenantId: 'alps', month: '2026-06' }).withClient(plain).all()).toHaveLength(
      1,
    );
    plain.destroy();
  });

  it('is refused what its role is not granted', async () => {
    const session = await members.get({ tenantId: 'alps', userId: 'jane' });
    const mine = club.forSession(session);
    await assertDenied(mine.member.update({ userId: 'jane' }).set({ name: 'Chief' }).send());
    // Roles lie in the club's partition, which members read: IAM cannot tell the two apart, and the assertion says so.
    const role = mine.role.get({ roleId: 'x' });
    await expect(assertDenied(role.send())).rejects.toThrow(/went through/);
  });

  it('cannot be begun by a role that nobody trusts', async () => {
    const { credentials } = await members.get({ tenantId: 'alps', userId: 'jane' });
    const chained = createTenantSessions({
      roleArn: 'arn:aws:iam::111122223333:role/flight-club-chief',
      region: 'eu-west-1',
      tags: { tenant: 'TenantId' },
      stsClient: new STSClient({ region: 'eu-west-1', credentials }),
      authorize: () => true,
    });
    await expect(chained.get({ tenantId: 'coast' }).then((session) => session.credentials())).rejects.toThrow(
      StsRefused,
    );
    await chained.close();
  });
});
