import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DecodeFailed, RequestRefused, TransactionCanceled, TransactionConflict } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { memberKey, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();
const key = (userId: string) => ({ tenantId: 't1', userId });
const member = (userId: string) => ({ ...key(userId), email: `${userId}@example.com`, name: userId, roleId: 'pilot' });

async function stored(userId: string): Promise<{ [name: string]: AttributeValue }> {
  const Key = memberKey.build(key(userId));
  const command = new GetItemCommand({ TableName: used.table.name, Key: { pk: { S: Key.pk }, sk: { S: Key.sk } } });
  return (await used.table.client.send(command)).Item ?? {};
}

/** Creates a member and writes other values over its own, as a program without the client would. */
async function overwrite(userId: string, values: { [name: string]: AttributeValue }): Promise<void> {
  await used.club.member.create(member(userId)).send();
  const Item = { ...(await stored(userId)), ...values };
  await used.table.client.send(new PutItemCommand({ TableName: used.table.name, Item }));
}

const BAD: readonly (readonly [name: string, value: AttributeValue])[] = [
  ['null', { NULL: true }],
  ['a number', { N: '5' }],
  ['a list', { L: [] }],
  ['too long', { S: `${'x'.repeat(1100)}@example.com` }],
];

describeTransactions('a unique value that another program stored', () => {
  it.each(BAD)('can be put right by an update: %s', async (name, email) => {
    const userId = `set-${name.replace(' ', '-')}`;
    await overwrite(userId, { email });
    await used.club.member.update(key(userId)).set({ email: 'new@example.com' }).send();
    expect((await used.club.member.get(key(userId)).send())?.email).toBe('new@example.com');
    await expect(used.club.member.create({ ...member('other'), email: 'new@example.com' }).send()).rejects.toThrow();
    await used.club.member.delete(key(userId)).send();
  });

  it.each(BAD)('stops no delete: %s', async (name, email) => {
    const userId = `delete-${name.replace(' ', '-')}`;
    await overwrite(userId, { email });
    await used.club.member.delete(key(userId)).send();
    expect(await stored(userId)).toEqual({});
  });
});

describeTransactions('a stored value that does not decode', () => {
  it('stops no update that writes over it, and none that has nothing to do with it', async () => {
    await overwrite('status', { status: { NULL: true }, roleId: { N: '5' } });
    const update = used.club.member.update(key('status')).set({ status: 'active' });
    await expect(update.returning('old').send()).rejects.toMatchObject({ code: 'DecodeFailed', written: true });
    await used.club.member.update(key('status')).set({ roleId: 'chief', email: 'status@example.org' }).send();
    expect(await used.club.member.get(key('status')).send()).toMatchObject({ status: 'active', roleId: 'chief' });
    expect(await used.club.member.byStatus({ tenantId: 't1', status: 'active' }).all()).toHaveLength(1);
  });

  it('stops an update that derives an index key of it, and reindex, with the whole key', async () => {
    await overwrite('joined', { joinedAt: { N: '5' } });
    for (const write of [
      used.club.member.update(key('joined')).set({ status: 'active' }),
      used.club.member.reindex(key('joined')),
    ]) {
      const error = await write.send().catch((each: unknown) => each);
      expect(error).toBeInstanceOf(DecodeFailed);
      expect(error).toMatchObject({ key: { pk: 'TENANT#t1', sk: 'USER#joined' } });
    }
    expect((await stored('joined')).status).toEqual({ S: 'invited' });
  });
});

describeTransactions('a write that is sent as a transaction', () => {
  it('fails as it would alone, where DynamoDB refuses a change', async () => {
    await used.club.member.create(member('place')).send();
    const place = used.club.member.update(key('place')).set((m) => m.ratings.at(0).kind, 'PPL');
    await expect(place.send()).rejects.toThrow(RequestRefused);
    const canceled = await transactWrite(place)
      .send()
      .catch((each: unknown) => each);
    expect(canceled).toBeInstanceOf(TransactionCanceled);
    expect((canceled as TransactionCanceled).reasons[0]?.error).toBeInstanceOf(RequestRefused);
    await expect(place.set({ email: 'place@example.org' }).send()).rejects.toThrow(RequestRefused);
  });

  it('is a conflict, and no failed condition, where others keep changing what it reads first', async () => {
    await used.club.member.create(member('race')).send();
    const writes = Array.from({ length: 16 }, (_, i) =>
      used.club.member
        .update(key('race'))
        .set({ email: `race${i}@example.com` })
        .send(),
    );
    for (const result of await Promise.allSettled(writes))
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(TransactionConflict);
    const { email, version } = (await stored('race')) as { email: { S: string }; version: { N: string } };
    expect(Number(version.N)).toBeGreaterThan(1);
    await expect(used.club.member.create({ ...member('x'), email: email.S }).send()).rejects.toThrow(/already has/);
  });
});

describeTransactions('what a caller passes', () => {
  it('is copied: a guard key that changes later changes no request', async () => {
    await used.club.role.create({ tenantId: 't1', roleId: 'chief', name: 'C', actions: ['aircraft:write'] }).send();
    const guard = { roleId: 'chief' };
    const plane = { tenantId: 't1', aircraftId: 'a1' };
    const create = used.club.aircraft.create({ ...plane, registration: 'HB-ABC' }).guard(guard);
    const update = used.club.aircraft.update(plane).add({ hours: 1 }).guard(guard);
    const remove = used.club.aircraft.delete(plane).guard(guard);
    guard.roleId = 'nobody';
    for (const write of [create, update, remove]) await write.send();
  });

  it('is no promise, and its getters count', async () => {
    await used.club.member.create(member('getters')).send();
    const update = used.club.member.update(key('getters'));
    expect(() => update.set(Promise.resolve({ name: 'x' }) as never)).toThrow(/a promise or an unsent request/);
    expect(() => used.club.member.create(Promise.resolve(member('p')) as never)).toThrow(/a promise/);
    class Change {
      get name() {
        return 'Changed';
      }
    }
    expect((await update.set(new Change()).returning('new').send()).name).toBe('Changed');
  });
});
