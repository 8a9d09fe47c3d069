// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Session, withChildren } from '@tenantry/runtime';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  type Member,
  memberByStatusKey,
  transactGet,
  transactWrite,
} from '../cases/flying-club/expected/client/index.js';

declare const client: DynamoDBClient;
declare const documents: DynamoDBDocumentClient;
declare const session: Session;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [never]): void => {};

const club = createFlightClub({ client, tables: { app: 'flight-club' } });
const key = { tenantId: 'acme', userId: 'jane' };

export async function reads(): Promise<void> {
  const member = await club.member.get(key).withClient(documents).send();
  same<typeof member, Member | undefined>();
  // @ts-expect-error a key is complete
  club.member.get({ tenantId: 'acme' });
  // @ts-expect-error a key holds strings
  club.member.get({ tenantId: 'acme', userId: 1 });
  // @ts-expect-error the service names every table
  createFlightClub({ client, tables: {} });
  // @ts-expect-error a client or a session, nothing else
  club.member.get(key).withClient('prod');

  const clubs = await club.member.clubsOfUser({ userId: 'jane' }).all();
  same<(typeof clubs)[number], { readonly tenantId: string; readonly userId: string }>();
  // @ts-expect-error a keys-only index does not hold it
  clubs[0]?.name;
  // @ts-expect-error nor can it filter by it
  club.member.clubsOfUser({ userId: 'jane' }).filter((m) => m.name.exists());
  const hours = await club.aircraft.byHours({ tenantId: 'acme' }).all();
  same<(typeof hours)[number]['hours'], number>();
  const [first, second] = await batchGet(
    club.member.get(key),
    club.aircraft.get({ tenantId: 'acme', aircraftId: 'a' }),
  ).send();
  first?.email.toLowerCase();
  second?.registration.toLowerCase();
  for (const item of await club.clubDirectory({ tenantId: 'acme' }).all()) {
    if (item._type === 'Aircraft') item.registration.toLowerCase();
    // @ts-expect-error only aircraft have one
    else item.registration;
  }
}

export function conditions(): void {
  club.member.query({ tenantId: 'acme' }).filter((m) => m.status.eq('active'));
  // @ts-expect-error not a status
  club.member.query({ tenantId: 'acme' }).filter((m) => m.status.eq('gone'));
  // @ts-expect-error a number is not compared with a string
  club.aircraft.query({ tenantId: 'acme' }).filter((a) => a.hours.gt('10'));
  // @ts-expect-error no such attribute
  club.member.query({ tenantId: 'acme' }).filter((m) => m.nickname.exists());
  club.reservation
    .query({ tenantId: 'acme', month: '2026-06' })
    .between({ startsAt: '2026-06-01' }, { startsAt: new Date() });
  // @ts-expect-error sort conditions take template parameters, not strings
  club.reservation.query({ tenantId: 'acme', month: '2026-06' }).beginsWith('2026-06-1');
  // @ts-expect-error a club has one fixed sort key
  club.club.query({ tenantId: 'acme' }).eq({ name: 'x' });
}

export function writes(): void {
  const jane = { ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
  club.member.create(jane).withClient(session);
  club.member.put({ ...jane, tags: ['a'], joinedAt: new Date() });
  // @ts-expect-error the role is missing
  club.member.create({ ...key, email: 'jane@example.com', name: 'Jane' });
  // @ts-expect-error computed from startsAt
  club.reservation.create({ tenantId: 'a', userId: 'b', aircraftId: 'c', startsAt: '', endsAt: '', month: '2026-06' });
  // @ts-expect-error a name is a text
  club.member.create({ ...jane, name: 5 });
  // @ts-expect-error an e-mail address is a text
  club.member.update(key).set({ email: null });
  // @ts-expect-error no such attribute
  club.member.update(key).set({ nickname: 'J' });
  const booking = { tenantId: 'a', startsAt: '2026-06-01T00:00:00Z', reservationId: 'r' };
  // @ts-expect-error computed from startsAt
  club.reservation.update(booking).set({ month: '2026-06' });
  club.member.update(key).set({ name: 'Jane' });
  // @ts-expect-error readonly
  club.member.update(key).set({ joinedAt: '2026-01-01T00:00:00Z' });
  // @ts-expect-error part of the primary key
  club.member.update(key).set({ userId: 'ravi' });
  // @ts-expect-error unset with remove
  club.member.update(key).set({ tags: undefined });
  club.aircraft.update({ tenantId: 'a', aircraftId: 'b' }).set({ hours: 1, status: 'retired' });
  club.aircraft.update({ tenantId: 'a', aircraftId: 'b' }).set({ hours: 1 });
  club.aircraft.update({ tenantId: 'a', aircraftId: 'b' }).add({ hours: 2 });
  // @ts-expect-error not a number
  club.aircraft.update({ tenantId: 'a', aircraftId: 'b' }).add({ registration: 2 });
  // @ts-expect-error nor a text to a text
  club.aircraft.update({ tenantId: 'a', aircraftId: 'b' }).add({ registration: '2' });
  transactWrite(
    club.member.put(jane),
    club.role.check({ tenantId: 'a', roleId: 'b' }).where((r) => r.actions.contains('x')),
  );
  // @ts-expect-error a query is no part of a transaction
  transactWrite(club.member.query({ tenantId: 'acme' }));
}

// @ts-expect-error not sent
const returned = async () => club.member.get(key);

/** Each line under `@ts-expect-error` waits for a request that nobody sent. */
export async function unsent(): Promise<void> {
  const jane = { ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
  // @ts-expect-error not sent
  await club.member.get(key);
  // @ts-expect-error not sent
  await club.member.create(jane);
  // @ts-expect-error not sent
  await club.member
    .update(key)
    .set({ name: 'J' })
    .where((m) => m.status.eq('active'));
  // @ts-expect-error not sent
  await club.member.delete(key);
  // @ts-expect-error not sent
  await club.member.check(key);
  // @ts-expect-error not sent
  await club.member.query({ tenantId: 'acme' }).limit(5);
  // @ts-expect-error not sent
  await club.club.scan();
  // @ts-expect-error not sent
  await batchGet(club.member.get(key));
  // @ts-expect-error not sent
  await batchWrite(club.member.put(jane));
  // @ts-expect-error not sent
  await transactWrite(club.member.put(jane));
  // @ts-expect-error not sent
  await transactGet(club.member.get(key));
  // @ts-expect-error not sent
  await withChildren(club.member.query({ tenantId: 'acme' }), {});
  void returned;
  await club.member.get(key).send();
}

/** Options that a part of a batch or transaction would lose do not exist on it, wherever in the chain they stand. */
export function parts(): void {
  const jane = { ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
  const signal = new AbortController().signal;
  // @ts-expect-error of the whole
  batchGet(club.member.get(key).returnCapacity());
  // @ts-expect-error of the whole
  batchGet(club.member.get(key).returnCapacity().consistent());
  // @ts-expect-error of the whole
  transactGet(club.member.get(key).abortSignal(signal));
  // @ts-expect-error of the whole
  transactGet(club.member.get(key).withClient(client).consistent());
  // @ts-expect-error of the whole
  batchWrite(club.member.put(jane).returnCapacity());
  // @ts-expect-error nothing is returned
  batchWrite(club.member.delete(key).returning('old'));
  // @ts-expect-error nothing is returned
  transactWrite(club.member.put(jane).returning('old'));
  // @ts-expect-error nothing is returned
  transactWrite(club.member.update(key).set({ name: 'J' }).returning('new'));
  // @ts-expect-error of the whole
  transactWrite(club.member.update(key).abortSignal(signal).set({ name: 'J' }));
  // @ts-expect-error of the whole
  transactWrite(club.member.delete(key).returnCapacity().ifVersion(1));
  batchGet(club.member.get(key).consistent());
  transactWrite(club.member.put(jane).returning('new'), club.role.check({ tenantId: 'a', roleId: 'b' }));
}

/** Undefined means left out. */
export function undefinedMeansLeftOut(nothing: undefined): void {
  club.member.create({ ...key, email: 'j@example.com', name: 'J', roleId: 'r', tags: nothing, status: nothing });
  club.member.put({ ...key, email: 'j@example.com', name: 'J', roleId: 'r', joinedAt: nothing, ratings: nothing });
  club.club.upsert({ tenantId: 'a', name: 'A', address: nothing, plan: nothing });
  club.reservation.query({ tenantId: 'a', month: '2026-06' }).ge({ startsAt: '2026-06-01', reservationId: nothing });
  createFlightClub({ client: nothing, tables: { app: 'x' }, onRequest: nothing, onInvalid: nothing });
  // @ts-expect-error in set it has no meaning
  club.member.update(key).set({ name: nothing });
  // @ts-expect-error nor for a required attribute
  club.member.create({ ...key, email: nothing, name: 'J', roleId: 'r' });
}

export async function written(): Promise<void> {
  const jane = { ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };
  const [first, second] = await transactWrite(club.member.create(jane), club.member.delete(key)).send();
  same<typeof first, Member>();
  same<typeof second, undefined>();
  const [third] = await batchWrite(club.member.put(jane)).send();
  same<typeof third, Member>();
}

export function bound(): void {
  const mine = club.forSession(session);
  mine.member.get({ userId: 'jane' });
  mine.club.get();
  mine.member.clubsOfUser();
  mine.reservation.query({ month: '2026-06' });
  // @ts-expect-error the tenant is the session's
  mine.member.get({ tenantId: 'acme', userId: 'jane' });
  // @ts-expect-error the user is the session's
  mine.member.clubsOfUser({ userId: 'ravi' });
  // @ts-expect-error the tenant is the session's
  mine.aircraft.create({ tenantId: 'acme', registration: 'D-1234' });
}

export function keys(): void {
  const built = memberByStatusKey.build({ tenantId: 'a', status: 'active', joinedAt: new Date(), userId: 'b' });
  same<typeof built, { readonly gsi2pk: string; readonly gsi2sk: string }>();
  const parsed = memberByStatusKey.parse(built);
  same<(typeof parsed)['joinedAt'], string>();
  // @ts-expect-error not a status
  memberByStatusKey.build({ tenantId: 'a', status: 'gone', joinedAt: '', userId: 'b' });
}
