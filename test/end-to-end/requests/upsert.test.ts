import { UniqueViolation } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();
const key = { tenantId: 'acme', userId: 'jane' };
const jane = { ...key, email: 'jane@example.com', name: 'Jane', roleId: 'pilot' };

describeTransactions('upsert', () => {
  it('makes a whole item where there is none', async () => {
    const made = await used.club.member
      .upsert({ ...jane, joinedAt: '2026-06-01T00:00:00.000Z' })
      .returning('new')
      .send();
    expect(made).toEqual({ ...jane, joinedAt: '2026-06-01T00:00:00.000Z', status: 'invited', version: 1 });
    expect(await used.club.member.byStatus({ tenantId: 'acme', status: 'invited' }).all()).toEqual([made]);
    expect(await used.club.member.clubsOfUser({ userId: 'jane' }).all()).toEqual([key]);
  });

  it('changes what is given of an item, and its index keys, and keeps the rest', async () => {
    const stored = await used.club.member.get(key).send();
    const changed = await used.club.member
      .upsert({ ...jane, name: 'Jane D.', status: 'active' })
      .returning('new')
      .send();
    expect(changed).toEqual({ ...stored, name: 'Jane D.', status: 'active', version: (stored?.version ?? 0) + 1 });
    expect(await used.club.member.byStatus({ tenantId: 'acme', status: 'invited' }).all()).toEqual([]);
    expect(await used.club.member.byStatus({ tenantId: 'acme', status: 'active' }).all()).toEqual([changed]);
    const again = await used.club.member
      .upsert({ ...jane, name: 'J.' })
      .returning('new')
      .send();
    expect(again.status).toBe('active');
    expect(await used.club.member.byStatus({ tenantId: 'acme', status: 'active' }).all()).toEqual([again]);
  });

  it('goes on as an update, and holds unique attributes', async () => {
    const role = { tenantId: 'acme', roleId: 'pilot', name: 'Pilot', actions: ['fly'] };
    await used.club.role.upsert(role).send();
    await used.club.role
      .upsert(role)
      .where((r) => r.name.eq('Pilot'))
      .set({ name: 'Captain' })
      .send();
    expect((await used.club.role.get(role).send())?.name).toBe('Captain');
    const clash = used.club.member.upsert({ ...jane, userId: 'ravi' });
    await expect(clash.send()).rejects.toThrow(UniqueViolation);
  });

  it('is done by one of many at a time', async () => {
    const events = Array.from({ length: 10 }, (_, i) =>
      used.club.member.upsert({ ...jane, userId: 'kim', email: 'kim@example.com', name: `Kim ${i}` }).send(),
    );
    await Promise.all(events);
    expect((await used.club.member.get({ tenantId: 'acme', userId: 'kim' }).send())?.version).toBe(10);
  });
});
