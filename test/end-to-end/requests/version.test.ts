import { ConditionFailed, TransactionCanceled, UnprocessedItems, VersionConflict } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { batchWrite, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();

const key = (userId: string) => ({ tenantId: 'acme', userId });
const member = (userId: string) => ({ ...key(userId), email: `${userId}@example.com`, name: userId, roleId: 'pilot' });

describeTransactions('optimistic versions', () => {
  it('begin at 1 and count every write', async () => {
    expect((await used.club.member.create(member('ada')).send()).version).toBe(1);
    const second = await used.club.member.update(key('ada')).set({ name: 'Ada' }).returning('new').send();
    expect(second.version).toBe(2);
    const third = await used.club.member.put({ ...second, name: 'Ada L.' }).send();
    expect(third.version).toBe(3);
    expect(await used.club.member.get(key('ada')).send()).toEqual(third);
  });

  it('stop a write of what was changed meanwhile, and say what was found', async () => {
    const read = await used.club.member.create(member('bob')).send();
    await used.club.member.update(key('bob')).set({ name: 'Bob' }).ifVersion(1).send();
    const late = used.club.member.update(key('bob')).set({ name: 'Robert' }).ifVersion(read.version);
    await expect(late.send()).rejects.toThrow(VersionConflict);
    await expect(late.send()).rejects.toMatchObject({ code: 'VersionConflict', expected: 1, found: 2 });
    await expect(used.club.member.put({ ...read, name: 'Robert' }).send()).rejects.toMatchObject({
      expected: 1,
      found: 2,
    });
    await expect(used.club.member.delete(key('bob')).ifVersion(1).send()).rejects.toThrow(VersionConflict);
    expect((await used.club.member.get(key('bob')).send())?.name).toBe('Bob');
    await used.club.member.delete(key('bob')).ifVersion(2).send();
    await expect(late.send()).rejects.toMatchObject({ found: undefined });
  });

  it('let a put without a version write new items only', async () => {
    await used.club.member.put(member('cyd')).send();
    await expect(used.club.member.put(member('cyd')).send()).rejects.toMatchObject({ expected: 0, found: 1 });
  });

  it('tell a failed where from a conflict', async () => {
    await used.club.member.create(member('dan')).send();
    const update = used.club.member.update(key('dan')).set({ name: 'Dan' }).ifVersion(1);
    await expect(update.where((m) => m.status.eq('active')).send()).rejects.toThrow(ConditionFailed);
  });

  it('are checked in transactions and batches', async () => {
    await used.club.member.create(member('eve')).send();
    const canceled = await transactWrite(
      used.club.member.update(key('eve')).set({ name: 'Eve' }).ifVersion(7),
      used.club.member.create(member('fay')),
    )
      .send()
      .catch((error) => error);
    expect(canceled).toBeInstanceOf(TransactionCanceled);
    expect(canceled.reasons).toMatchObject([{ index: 0, reason: 'VersionConflict', error: { expected: 7, found: 1 } }]);
    const failed = await batchWrite(used.club.member.put(member('eve')), used.club.member.put(member('gus')))
      .send()
      .catch((error) => error);
    expect(failed).toBeInstanceOf(UnprocessedItems);
    expect(failed.indexes).toEqual([0]);
    expect(failed.errors.get(0)).toBeInstanceOf(VersionConflict);
    expect((await used.club.member.get(key('gus')).send())?.version).toBe(1);
  });

  it('let one of many concurrent writers through at a time', async () => {
    await used.club.member.create(member('hal')).send();
    const rename = async (i: number): Promise<void> => {
      for (;;) {
        const read = await used.club.member.get(key('hal')).consistent().send();
        const name = `${read?.name} ${i}`;
        try {
          await used.club.member
            .update(key('hal'))
            .set({ name })
            .ifVersion(read?.version ?? 0)
            .send();
          return;
        } catch (error) {
          if (!(error instanceof VersionConflict)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, i) => rename(i)));
    const read = await used.club.member.get(key('hal')).send();
    expect(read?.version).toBe(9);
    expect(read?.name.split(' ').sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', 'hal']);
  });

  it('cannot be set, and need a schema that has them', () => {
    const set = used.club.member.update(key('ada')).set as (patch: object) => unknown;
    expect(() => set.call(used.club.member.update(key('ada')), { version: 3 })).toThrow(/ifVersion/);
    expect(() => used.club.role.delete({ tenantId: 'acme', roleId: 'r' }).ifVersion(1)).toThrow(/has no versions/);
  });
});
