import { PermissionMissing, RequestRefused, TransactionCanceled, UnprocessedItems } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import { batchWrite, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();
const tenantId = 'acme';
const chief = { roleId: 'chief' };
const guest = { roleId: 'guest' };
const plane = (aircraftId: string) => ({ tenantId, aircraftId, registration: 'HB-ABC' });

beforeAll(async () => {
  const { role } = used.club;
  await role.create({ tenantId, ...chief, name: 'Chief', actions: ['aircraft:write', 'role:write'] }).send();
  await role.create({ tenantId, ...guest, name: 'Guest', actions: ['aircraft:writer'] }).send();
  await role.create({ tenantId: 'other', ...guest, name: 'Guest', actions: ['aircraft:write'] }).send();
});

describeTransactions('guarded writes', () => {
  it('go with a check of the role item', async () => {
    const { aircraft } = used.club;
    const made = await aircraft.create(plane('a1')).guard(chief).send();
    expect(made).toMatchObject({ aircraftId: 'a1', hours: 0 });
    const updated = await aircraft.update(plane('a1')).add({ hours: 2 }).guard(chief).returning('new').send();
    expect(updated.hours).toBe(2);
    const old = await aircraft
      .put({ ...plane('a1'), hours: 5 })
      .guard(chief)
      .returning('old')
      .send();
    expect(old?.hours).toBe(2);
    expect((await aircraft.delete(plane('a1')).guard(chief).returning('old').send())?.hours).toBe(5);
    expect(await aircraft.get(plane('a1')).send()).toBeUndefined();
  });

  it('are refused without the permission, which the error names', async () => {
    const { aircraft } = used.club;
    await aircraft.create(plane('a2')).guard(chief).send();
    for (const write of [
      aircraft.create(plane('a3')).guard(guest),
      aircraft.put({ ...plane('a2'), hours: 9 }).guard(guest),
      aircraft.update(plane('a2')).set({ registration: 'D-1' }).guard(guest),
      aircraft.delete(plane('a2')).guard(guest),
      aircraft.create(plane('a3')).guard({ roleId: 'nobody' }),
    ]) {
      const error = await write.send().catch((e: unknown) => e);
      expect(error).toBeInstanceOf(PermissionMissing);
      expect(error).toMatchObject({ code: 'PermissionMissing', permission: 'aircraft:write', guard: 'Role' });
    }
    expect(await aircraft.query({ tenantId }).all()).toMatchObject([{ aircraftId: 'a2', hours: 0 }]);
  });

  it('cannot borrow a role of another tenant', async () => {
    const stolen = { roleId: 'guest', tenantId: 'other' };
    await expect(used.club.aircraft.create(plane('a4')).guard(stolen).send()).rejects.toThrow(PermissionMissing);
  });

  it('are not sent without a guard, whatever the types were told', async () => {
    const request = used.club.aircraft.create(plane('a5')) as unknown as { send(): Promise<unknown> };
    await expect(request.send()).rejects.toThrow(RequestRefused);
    await expect(request.send()).rejects.toThrow(/guard\({ roleId }\)/);
    await expect(transactWrite(used.club.aircraft.create(plane('a5'))).send()).rejects.toThrow(RequestRefused);
  });

  it('take the guard from the session', async () => {
    const session = { scope: { tenantId, userId: 'jane' }, client: () => used.table.client };
    const mine = used.club.forSession(session, { role: chief });
    await mine.aircraft.create({ aircraftId: 'a6', registration: 'D-6' }).send();
    const guests = used.club.forSession(session, { role: guest });
    await expect(guests.aircraft.delete({ aircraftId: 'a6' }).send()).rejects.toThrow(PermissionMissing);
    await mine.aircraft.delete({ aircraftId: 'a6' }).send();
  });

  it('take the role that a transaction checks anyway, and share one check', async () => {
    const { aircraft, role } = used.club;
    const both = transactWrite(
      aircraft.create(plane('b1')),
      aircraft.create(plane('b2')),
      role.check({ tenantId, ...chief }).where((r) => r.actions.contains('role:write')),
    );
    expect(both.params().TransactItems).toHaveLength(3);
    await both.send();
    const refused = await transactWrite(
      aircraft.delete(plane('b1')),
      role.check({ tenantId, ...guest }).where((r) => r.name.exists()),
    )
      .send()
      .catch((error) => error);
    expect(refused).toBeInstanceOf(TransactionCanceled);
    expect(refused.reasons).toMatchObject([{ index: 1, reason: 'PermissionMissing' }]);
    const shared = transactWrite(
      aircraft.delete(plane('b1')).guard(chief),
      aircraft.delete(plane('b2')).guard(chief),
      role.update({ tenantId, ...chief }).set({ name: 'Boss' }),
    );
    expect(shared.params().TransactItems).toHaveLength(3);
    await shared.send();
  });

  it('see a permission that is taken away in the same moment', async () => {
    const { aircraft, role } = used.club;
    const key = { tenantId, roleId: 'temp' };
    await role.create({ ...key, name: 'Temp', actions: ['aircraft:write', 'x'] }).send();
    await role
      .update(key)
      .deleteFromSet({ actions: ['aircraft:write'] })
      .send();
    await expect(aircraft.create(plane('c1')).guard({ roleId: 'temp' }).send()).rejects.toThrow(PermissionMissing);
  });

  it('hold in batches', async () => {
    const { aircraft } = used.club;
    await batchWrite(aircraft.put(plane('d1')).guard(chief), aircraft.put(plane('d2')).guard(chief)).send();
    const failed = await batchWrite(
      aircraft.delete(plane('d1')).guard(chief),
      aircraft.delete(plane('d2')).guard(guest),
    )
      .send()
      .catch((error) => error);
    expect(failed).toBeInstanceOf(UnprocessedItems);
    expect(failed.errors.get(1)).toBeInstanceOf(PermissionMissing);
    expect(await aircraft.get(plane('d1')).send()).toBeUndefined();
    expect(await aircraft.get(plane('d2')).send()).toBeDefined();
  });
});
