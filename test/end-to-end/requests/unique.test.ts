import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { ConditionFailed, TransactionCanceled, UniqueViolation } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { batchWrite, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();

const key = (tenantId: string, userId: string) => ({ tenantId, userId });
const member = (tenantId: string, userId: string, email: string) => ({
  ...key(tenantId, userId),
  email,
  name: userId,
  roleId: 'pilot',
});

/** The values that guard items hold in a tenant's partition. */
async function guarded(tenantId: string): Promise<string[]> {
  const { Items = [] } = await used.table.client.send(
    new QueryCommand({
      TableName: used.table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': { S: `TENANT#${tenantId}` }, ':sk': { S: '_unique#Member#email#' } },
    }),
  );
  return Items.map((item) => item.sk?.S?.split('#').at(-1) ?? '').sort();
}

describeTransactions('unique attributes', () => {
  it('are taken by create, once in a tenant', async () => {
    await used.club.member.create(member('t1', 'a', 'x@example.com')).send();
    await used.club.member.create(member('t2', 'a', 'x@example.com')).send();
    const taken = used.club.member.create(member('t1', 'b', 'x@example.com'));
    await expect(taken.send()).rejects.toThrow(UniqueViolation);
    await expect(taken.send()).rejects.toMatchObject({ entity: 'Member', attributes: ['email'] });
    expect(await used.club.member.get(key('t1', 'b')).send()).toBeUndefined();
    await expect(used.club.member.create(member('t1', 'a', 'y@example.com')).send()).rejects.toThrow(ConditionFailed);
    expect(await guarded('t1')).toEqual(['x@example.com']);
  });

  it('move with a change and are free again after it', async () => {
    await used.club.member.create(member('t3', 'a', 'old@example.com')).send();
    const old = await used.club.member.update(key('t3', 'a')).set({ email: 'new@example.com' }).returning('old').send();
    expect(old).toMatchObject({ email: 'old@example.com', version: 1 });
    expect(await guarded('t3')).toEqual(['new@example.com']);
    await used.club.member.create(member('t3', 'b', 'old@example.com')).send();
    const clash = used.club.member.update(key('t3', 'b')).set({ email: 'new@example.com' });
    await expect(clash.send()).rejects.toThrow(UniqueViolation);
    expect((await used.club.member.get(key('t3', 'b')).send())?.email).toBe('old@example.com');
    const same = await used.club.member
      .update(key('t3', 'b'))
      .set({ email: 'old@example.com' })
      .returning('new')
      .send();
    expect(same).toMatchObject({ email: 'old@example.com', version: 2 });
  });

  it('move with a put over an item', async () => {
    const first = await used.club.member.create(member('t4', 'a', 'one@example.com')).send();
    await used.club.member.put({ ...first, email: 'two@example.com' }).send();
    expect(await guarded('t4')).toEqual(['two@example.com']);
  });

  it('are freed by delete, whether or not there is an item', async () => {
    await used.club.member.create(member('t5', 'a', 'x@example.com')).send();
    const old = await used.club.member.delete(key('t5', 'a')).returning('old').send();
    expect(old?.email).toBe('x@example.com');
    expect(await guarded('t5')).toEqual([]);
    await used.club.member.delete(key('t5', 'a')).send();
    expect(await used.club.member.delete(key('t5', 'a')).returning('old').send()).toBeUndefined();
    const conditional = used.club.member.delete(key('t5', 'a')).where((m) => m.status.eq('invited'));
    await expect(conditional.send()).rejects.toThrow(ConditionFailed);
  });

  it('are swapped in one transaction, and given twice are refused', async () => {
    await used.club.member.create(member('t6', 'a', 'a@example.com')).send();
    await used.club.member.create(member('t6', 'b', 'b@example.com')).send();
    await transactWrite(
      used.club.member.update(key('t6', 'a')).set({ email: 'b@example.com' }),
      used.club.member.update(key('t6', 'b')).set({ email: 'a@example.com' }),
    ).send();
    expect((await used.club.member.get(key('t6', 'a')).send())?.email).toBe('b@example.com');
    expect(await guarded('t6')).toEqual(['a@example.com', 'b@example.com']);
    const twice = transactWrite(
      used.club.member.create(member('t6', 'c', 'c@example.com')),
      used.club.member.create(member('t6', 'd', 'c@example.com')),
    );
    await expect(twice.send()).rejects.toThrow(UniqueViolation);
    const taken = await transactWrite(
      used.club.role.put({ tenantId: 't6', roleId: 'r', name: 'R', actions: ['x'] }),
      used.club.member.create(member('t6', 'e', 'a@example.com')),
    )
      .send()
      .catch((error) => error);
    expect(taken).toBeInstanceOf(TransactionCanceled);
    expect(taken.reasons).toMatchObject([{ index: 1, entity: 'Member', reason: 'UniqueViolation' }]);
  });

  it('hold in batches, which send such entries alone', async () => {
    await batchWrite(
      used.club.member.put(member('t7', 'a', 'a@example.com')),
      used.club.role.put({ tenantId: 't7', roleId: 'r', name: 'R', actions: ['x'] }),
    ).send();
    expect(await guarded('t7')).toEqual(['a@example.com']);
    await batchWrite(used.club.member.delete(key('t7', 'a'))).send();
    expect(await guarded('t7')).toEqual([]);
  });

  it('let one of many concurrent creators have a value', async () => {
    const attempts = Array.from({ length: 12 }, (_, i) =>
      used.club.member.create(member('t8', `u${i}`, 'x@example.com')),
    );
    const settled = await Promise.allSettled(attempts.map((request) => request.send()));
    const failed = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed).toHaveLength(11);
    for (const error of failed) expect(error).toBeInstanceOf(UniqueViolation);
    expect(await used.club.member.query({ tenantId: 't8' }).all()).toHaveLength(1);
  });

  it('are not in the way of queries and collections', async () => {
    await used.club.club.create({ tenantId: 't9', name: 'Nine' }).send();
    await used.club.member.create(member('t9', 'a', 'a@example.com')).send();
    const directory = await used.club.clubDirectory({ tenantId: 't9' }).all();
    expect(directory.map(({ _type }) => _type).sort()).toEqual(['Club', 'Member']);
  });

  it('say what their transaction is, and that one command is not all', async () => {
    const create = used.club.member.create(member('t1', 'z', 'z@example.com'));
    expect(() => create.params()).toThrow(/transactWrite/);
    expect(transactWrite(create).params().TransactItems).toMatchObject([
      { Put: { Item: { email: { S: 'z@example.com' } } } },
      { Put: { Item: { pk: { S: 'TENANT#t1' }, sk: { S: '_unique#Member#email#z@example.com' } } } },
    ]);
  });
});
