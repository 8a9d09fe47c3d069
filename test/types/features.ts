// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Session, withChildren } from '@tenantry/runtime';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  decodeStreamRecord,
  documentsBucket,
  type FlightClubChange,
  type Member,
  transactGet,
  transactWrite,
} from '../../generated-example/client/index.js';

import { createEveryType } from '../cases/every-type/expected/client/index.js';
import { type AccountHidden, createForum } from '../cases/hidden-and-recursive/expected/client/index.js';

declare const client: DynamoDBClient;
declare const session: Session;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [never]): void => {};

const club = createFlightClub({ client, tables: { app: 'flight-club' } });
const key = { tenantId: 'acme', userId: 'jane' };
const plane = { tenantId: 'acme', aircraftId: 'a1' };

export async function guards(): Promise<void> {
  await club.aircraft.update(plane).set({ registration: 'D-1' }).guard({ roleId: 'chief' }).send();
  // @ts-expect-error the role that allows it is missing
  await club.aircraft.update(plane).set({ registration: 'D-1' }).send();
  // @ts-expect-error the role that allows it is missing
  await club.aircraft.delete(plane).send();
  // @ts-expect-error the tenant of the role is that of the write
  club.aircraft.delete(plane).guard({ tenantId: 'acme', roleId: 'chief' });
  // @ts-expect-error members need no guard
  club.member.delete(key).guard({ roleId: 'chief' });
  // In a transaction, a check of the role may say it.
  transactWrite(club.aircraft.delete(plane), club.role.check({ tenantId: 'acme', roleId: 'chief' }));
  // @ts-expect-error the session settles no role
  await club.forSession(session).aircraft.delete({ aircraftId: 'a1' }).send();
  await club
    .forSession(session, { role: { roleId: 'chief' } })
    .aircraft.delete({ aircraftId: 'a1' })
    .send();
}

export function versions(): void {
  club.member.update(key).set({ name: 'Jane' }).ifVersion(3);
  // @ts-expect-error versions are counted, not set
  club.member.update(key).set({ version: 3 });
  club.member.put({ ...key, email: 'jane@example.com', name: 'Jane', roleId: 'r', version: 3 });
  same<Member['version'], number>();
}

export async function shards(): Promise<void> {
  const events = await club.flightEvent.query({ tenantId: 'acme' }).all();
  // @ts-expect-error a shard is not an attribute
  events[0]?.shard;
  club.flightEvent.query({ tenantId: 'acme', shard: 3 }).between({ at: '2026-06-01T00:00:00Z' }, { at: new Date() });
  club.forSession(session).flightEvent.query();
  // @ts-expect-error a shard is a number
  club.flightEvent.query({ tenantId: 'acme', shard: '3' });
}

export async function selections(): Promise<void> {
  const one = await club.club.get({ tenantId: 'acme' }).select('name', 'address.city').send();
  same<NonNullable<typeof one>['name'], string>();
  one?.address?.city.toUpperCase();
  // @ts-expect-error not selected
  one?.plan;
  // @ts-expect-error not selected
  one?.address?.street;
  const member = await club.member.get(key).select('ratings[0].kind').send();
  member?.ratings?.[0]?.kind.toUpperCase();
  // @ts-expect-error not selected
  member?.ratings?.[0]?.expires;
  const whole = await club.member.get(key).select('ratings[1]').send();
  whole?.ratings?.[0]?.expires.toUpperCase();
  // @ts-expect-error no such field
  club.club.get({ tenantId: 'acme' }).select('address.planet');
  // @ts-expect-error a string has no elements
  club.member.get(key).select('name[0]');
  club.aircraft.get(plane).select('specs.engine.parts[0]');
}

export async function hidden(): Promise<void> {
  const forum = createForum({ client, tables: { app: 'forum' } });
  const account = { tenantId: 'acme', accountId: 'a1' };
  const whole = await forum.account.get(account).send();
  // @ts-expect-error hidden
  whole?.passwordHash;
  const asked = await forum.account.get(account).select('passwordHash', 'recovery.hints[0]').send();
  same<NonNullable<typeof asked>['passwordHash'], AccountHidden['passwordHash']>();
  asked?.recovery?.hints[0]?.toUpperCase();
  // @ts-expect-error not selected
  asked?.recovery?.code;
  const held = await forum.account.byName({ tenantId: 'acme' }).select('passwordHash').all();
  held[0]?.passwordHash.toUpperCase();
  // @ts-expect-error the index does not hold it
  forum.account.byName({ tenantId: 'acme' }).select('failedLogins');
  for (const item of await forum.everything({ tenantId: 'acme' }).select('_type', 'passwordHash', 'thread').all()) {
    if (item._type === 'Account') item.passwordHash.toUpperCase();
    // @ts-expect-error only accounts have one
    else item.passwordHash;
  }
  // @ts-expect-error it is not optional
  forum.account.create({ ...account, name: 'n' });
  const old = await forum.account.update(account).remove('recovery').add({ failedLogins: 1 }).returning('old').send();
  // @ts-expect-error hidden
  old.failedLogins;
  // @ts-expect-error not optional
  forum.account.update(account).remove('passwordHash');
}

export function recursive(): void {
  const { post } = createForum({ client, tables: { app: 'forum' } });
  const key = { tenantId: 'acme', postId: 'p1' };
  post.get(key).select('thread.replies[0].text', 'tree.node.kind', 'box.content.parts');
  // @ts-expect-error no such field
  post.get(key).select('thread.reply');
  // @ts-expect-error a text has no fields
  post.get(key).select('thread.text.length');
  post.update(key).set((p) => p.thread.replies.at(0).replies.at(1).text, 'x');
  // @ts-expect-error a text
  post.update(key).set((p) => p.thread.replies.at(0).replies.at(1).text, 1);
  // @ts-expect-error replies are comments
  post.create({ tenantId: 'acme', thread: { text: 'a', at: new Date(), replies: [{ text: 'b' }] } });
}

export function places(): void {
  const { member } = club;
  member.update(key).remove('tags', (m) => m.ratings.at(0));
  club.club.update({ tenantId: 'acme' }).remove((c) => c.address);
  // @ts-expect-error a required field
  club.club.update({ tenantId: 'acme' }).remove((c) => c.address.street);
  // @ts-expect-error a required field of an element
  member.update(key).remove((m) => m.ratings.at(0).kind);
  // @ts-expect-error a required attribute
  member.update(key).remove((m) => m.name);
  const thing = createEveryType({ client, tables: { app: 'every-type' } }).thing.update({
    ...{ tenantId: 'acme', code: 'a', no: 1 },
  });
  thing
    .set((t) => t.payment.number, '4')
    .remove(
      (t) => t.payment.from,
      (t) => t.counts.at('k'),
      (t) => t.json.at(0),
    );
  // @ts-expect-error it tells the variants from each other
  thing.set((t) => t.payment.way, 'card');
  // @ts-expect-error it tells the variants from each other
  thing.remove((t) => t.payment.way);
  // @ts-expect-error a default stands for what was never written, not for what is removed
  thing.remove((t) => t.address.zone);
}

export async function results(): Promise<void> {
  const old = await club.member.update(key).set({ name: 'J' }).returning('old').send();
  same<typeof old, Member>();
  const none = await club.member.update(key).set({ name: 'J' }).send();
  same<typeof none, void>();
  const part = await club.member.update(key).set({ name: 'J' }).returning('updated-new').send();
  same<typeof part, Partial<Member>>();
  const found = await withChildren(club.club.query({ tenantId: 'a' }), {
    members: club.member.query({ tenantId: 'a' }),
  }).all();
  found[0]?.members[0]?.email.toUpperCase();
  // @ts-expect-error only the names that were given
  found[0]?.roles;
}

export function clients(other: DynamoDBClient): void {
  const get = club.member.get(key);
  const put = club.role.put({ tenantId: 'acme', roleId: 'r', name: 'R', actions: ['x'] });
  batchGet(get, club.aircraft.get(plane)).withClient(other);
  // @ts-expect-error one client for the whole
  batchGet(get.withClient(client), club.aircraft.get(plane).withClient(other));
  // @ts-expect-error one client for the whole
  transactGet(get.withClient(client), get.withClient(session));
  // @ts-expect-error one client for the whole
  batchWrite(put.withClient(client), put.withClient(other));
  // @ts-expect-error one client for the whole
  transactWrite(put.withClient(client), club.member.delete(key).withClient(other));
}

export function scans(): void {
  club.club.scan().filter((c) => c.name.beginsWith('A'));
  // @ts-expect-error no role may scan members
  club.member.scan();
  // @ts-expect-error no session may scan
  club.forSession(session).club.scan();
}

export function streams(change: FlightClubChange): void {
  decodeStreamRecord({ eventName: 'INSERT', dynamodb: { Keys: {} } });
  if (change.entity === 'Member') change.new?.email.toUpperCase();
  // @ts-expect-error it may be another entity
  change.new?.email;
}

export function buckets(): void {
  documentsBucket.of({ tenantId: 'acme' }).key('a', 'b');
  // @ts-expect-error whose
  documentsBucket.of({});
  documentsBucket.forSession(session).prefix();
}
