import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UniqueViolation } from '@tenantry/runtime';
import { startEngine } from '@tenantry/runtime/testing';
import { type Sandbox, type Seed, startSandbox } from '@tenantry/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFlightClub, type FlightClub } from '../../generated-example/client/index.js';
import { createForum } from '../cases/hidden-and-recursive/expected/client/index.js';
import { itTransacts } from '../support/transactions.js';

const schema = 'schemas/flight-club.tenantry.yaml';
const YAML = `
# Two clubs with one member each, who is the same person.
Club:
  - { tenantId: alps, name: Alpine Flyers, plan: pro, address: { street: Hangar 1, city: Sion, postcode: "1950", country: CH } }
  - { tenantId: coast, name: Coast Gliders }
Member:
  - tenantId: alps
    userId: jane
    email: jane@example.com
    name: Jane
    status: active
    roleId: chief
    tags: [tow, glider]
    ratings: [{ kind: SEP, expires: 2027-05-01 }]
    joinedAt: 2024-02-03T04:05:06.000Z
  - { tenantId: coast, userId: jane, email: jane@example.com, name: Jane, roleId: chief }
Aircraft:
  - { tenantId: alps, aircraftId: a1, registration: HB-ABC, hours: 120, photo: AQIDBA==, specs: { seats: [1, 2], ifr: true } }
Reservation:
  - { tenantId: alps, reservationId: r1, userId: jane, aircraftId: a1, startsAt: 2026-06-01T10:00:00.000Z, endsAt: 2026-06-01T11:00:00.000Z }
Airport:
  - { country: CH, icao: LSGS, name: Sion, elevation: 482 }
`;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seed-'));
  file = join(folder, 'seed.yaml');
});
afterEach(() => rm(folder, { recursive: true }));

function clubOf(sandbox: Sandbox, tenantId: string): { readonly club: FlightClub; readonly close: () => void } {
  const client = new DynamoDBClient({
    endpoint: sandbox.endpoints.dynamodb,
    region: 'eu-west-1',
    credentials: sandbox.session('chief', { TenantId: tenantId, UserId: 'jane' }),
  });
  return { club: createFlightClub({ client, tables: { app: 'flight-club-dev' } }), close: () => client.destroy() };
}

describe('a seed', () => {
  it('has types that hold themselves, and hidden attributes', async () => {
    await writeFile(
      file,
      `
Post:
  - tenantId: acme
    postId: p1
    thread: { text: a, at: 2026-06-01T09:00:00.000Z, replies: [{ text: b, at: 2026-06-01T10:00:00.000Z, replies: [] }] }
    tree: { node: { kind: branch, left: { node: { kind: leaf, value: 1 } }, right: { node: { kind: leaf, value: 2 } } } }
Account:
  - { tenantId: acme, accountId: a1, name: Jane, passwordHash: h4sh }
`,
    );
    await using sandbox = await startSandbox({
      schema: 'test/cases/hidden-and-recursive/schema.tenantry.yaml',
      seed: file,
    });
    const client = new DynamoDBClient({
      endpoint: sandbox.endpoints.dynamodb,
      region: 'eu-west-1',
      credentials: sandbox.session('staff'),
    });
    const forum = createForum({ client, tables: { app: 'forum-dev' } });
    const post = await forum.post.get({ tenantId: 'acme', postId: 'p1' }).send();
    expect(post?.thread.replies[0]?.text).toBe('b');
    expect(post?.tree?.node).toMatchObject({ kind: 'branch', right: { node: { value: 2 } } });
    const account = forum.account.get({ tenantId: 'acme', accountId: 'a1' });
    expect(await account.select('passwordHash').send()).toEqual({ passwordHash: 'h4sh' });
    client.destroy();
  });

  it('is there as the generated client would have written it', async () => {
    await writeFile(file, YAML);
    await using sandbox = await startSandbox({ schema, seed: file });
    const { club, close } = clubOf(sandbox, 'alps');
    expect(await club.club.get({ tenantId: 'alps' }).send()).toMatchObject({
      name: 'Alpine Flyers',
      plan: 'pro',
      address: { city: 'Sion' },
      createdAt: expect.stringMatching(/^\d{4}-/),
    });
    const jane = await club.member.get({ tenantId: 'alps', userId: 'jane' }).send();
    expect(jane).toMatchObject({ tags: new Set(['tow', 'glider']), ratings: [{ kind: 'SEP', expires: '2027-05-01' }] });
    const [active] = await club.member.byStatus({ tenantId: 'alps', status: 'active' }).all();
    expect(active).toEqual(jane);
    expect((await club.member.clubsOfUser({ userId: 'jane' }).all()).map(({ tenantId }) => tenantId)).toEqual([
      'alps',
      'coast',
    ]);
    const [plane] = await club.aircraft.byHours({ tenantId: 'alps' }).all();
    expect(plane?.status).toBe('airworthy');
    expect(await club.aircraft.get({ tenantId: 'alps', aircraftId: 'a1' }).send()).toMatchObject({
      photo: new Uint8Array([1, 2, 3, 4]),
      specs: { seats: [1, 2], ifr: true },
    });
    expect(await club.reservation.query({ tenantId: 'alps', month: '2026-06' }).all()).toHaveLength(1);
    expect(await club.airport.query({ country: 'CH' }).all()).toMatchObject([{ icao: 'LSGS', elevation: 482 }]);
    close();
  });

  itTransacts('has the guard items of unique attributes', async () => {
    await writeFile(file, YAML);
    await using sandbox = await startSandbox({ schema, seed: file });
    const { club, close } = clubOf(sandbox, 'alps');
    const twin = { tenantId: 'alps', userId: 'joe', email: 'jane@example.com', name: 'Joe', roleId: 'pilot' };
    await expect(club.member.create(twin).send()).rejects.toThrow(UniqueViolation);
    close();
  });

  it('may be given as an object, and is planted once on an engine that goes on', async () => {
    const engine = await startEngine();
    const seed: Seed = { Club: [{ tenantId: 'alps', name: 'Alpine Flyers' }] };
    const options = { schema, seed, engine: engine.endpoint, tables: 'shared' } as const;
    await using first = await startSandbox(options);
    const before = clubOf(first, 'alps');
    await before.club.club.update({ tenantId: 'alps' }).set({ name: 'Renamed' }).send();
    await using second = await startSandbox(options);
    const after = clubOf(second, 'alps');
    expect((await after.club.club.get({ tenantId: 'alps' }).send())?.name).toBe('Renamed');
    before.close();
    after.close();
    await engine.stop();
  });

  it.each<[string, string, RegExp]>([
    ['an entity that is not there', 'Clubs: []', /names the entity Clubs; the schema has Aircraft, Airport, Club/],
    ['an entity that is no list', 'Club: { tenantId: alps }', /Club must be a list of items/],
    ['text that is not YAML', 'Club: [', /seed\.yaml is neither YAML nor JSON/],
    [
      'an item that does not fit',
      'Club:\n  - { tenantId: alps, name: Alps }\n  - { tenantId: coast, plan: gold }',
      /Item 2 of Club in the seed: [\s\S]*name[\s\S]*plan/,
    ],
    [
      'one item twice',
      'Club: [{ tenantId: alps, name: a }, { tenantId: alps, name: b }]',
      /Item 2 of Club in the seed/,
    ],
    ['a tenant id with the delimiter', 'Club: [{ tenantId: "alps#", name: a }]', /tenantId/],
  ])('with %s is refused with its place', async (_what, text, message) => {
    await writeFile(file, text);
    await expect(startSandbox({ schema, seed: file })).rejects.toThrow(message);
  });
});
