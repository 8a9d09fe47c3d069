import { PermissionMissing, RequestRefused, type SessionLike, UniqueViolation } from '@tenantry/runtime';
import {
  bindService,
  check,
  create,
  createService,
  deleteItem,
  fanOut,
  get,
  type Operation,
  pick,
  pickCollection,
  put,
  query,
  queryIndex,
  reindex,
  type Service,
  sideWrites,
  update,
  upsert,
} from '@tenantry/runtime/operations';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  aircraftEntity,
  airportEntity,
  clubDirectoryCollection,
  memberEntity,
  roleEntity,
  transactWrite,
} from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const tenantId = 'acme';
const made: { service?: Service } = {};
const service = (): Service => made.service as Service;
const member = (userId: string) => ({
  tenantId,
  userId,
  email: `${userId}@example.com`,
  name: userId,
  roleId: 'chief',
});

beforeAll(() => {
  made.service = createService({ client: used.table.client, tables: { app: used.table.name } });
});

describe('picked operations', () => {
  it('are all that the accessor has', () => {
    expect(Object.keys(pick(service(), aircraftEntity, get))).toEqual(['get']);
    expect(Object.keys(pick(service(), aircraftEntity, query, queryIndex))).toEqual(['query', 'byHours']);
    const all = pick(
      service(),
      aircraftEntity,
      get,
      create,
      put,
      update,
      upsert,
      deleteItem,
      check,
      reindex,
      query,
      sideWrites,
      queryIndex,
    );
    expect(Object.keys(all)).toEqual(Object.keys(used.club.aircraft));
  });

  it('do the same whatever other accessors of the entity were made of', async () => {
    const operations = {
      get,
      create,
      put,
      update,
      upsert,
      deleteItem,
      check,
      reindex,
      query,
      queryIndex,
      sideWrites,
      fanOut,
    };
    type Loose = { readonly [method: string]: (given: object) => object };
    const key = { tenantId, userId: 'jim' };
    const heard = (one: Operation<string>): readonly string[] => {
      const accessor = pick(service(), memberEntity, one) as unknown as Loose;
      return Object.entries(accessor).map(([name, method]) => {
        try {
          return `${name} ${method(name === 'clubsOfUser' ? key : member('jim')).constructor.name}`;
        } catch (error) {
          return `${name} ${String(error)}`;
        }
      });
    };
    const alone = Object.values(operations).map(heard);
    for (const first of Object.values(operations)) {
      for (const [i, second] of Object.values(operations).entries()) {
        const both = pick(service(), memberEntity, first, second) as unknown as Loose;
        for (const method of Object.values(both)) {
          try {
            method(member('jim'));
          } catch {
            // Only what it leaves behind counts.
          }
        }
        expect(heard(second)).toEqual(alone[i]);
      }
    }
    expect(alone.flat().filter((each) => each.includes('Pass `sideWrites`'))).toHaveLength(5);
  });

  it('do what those of the whole client do', async () => {
    const airports = pick(service(), airportEntity, get, put, query);
    await airports.put({ country: 'CH', icao: 'LSZH', name: 'Zürich', elevation: 432 }).send();
    const found = await airports
      .query({ country: 'CH' })
      .filter((a) => a.elevation.gt(400))
      .all();
    expect(found).toEqual([await used.club.airport.get({ country: 'CH', icao: 'LSZH' }).send()]);
  });

  it('go into transactions and batches with any others', async () => {
    const roles = pick(service(), roleEntity, create);
    const members = pick(service(), memberEntity, create, get, sideWrites);
    await transactWrite(
      roles.create({ tenantId, roleId: 'chief', name: 'Chief', actions: ['aircraft:write'] }),
      members.create(member('jane')),
    ).send();
    expect(await members.get({ tenantId, userId: 'jane' }).send()).toMatchObject({ email: 'jane@example.com' });
    const taken = members.create({ ...member('john'), email: 'jane@example.com' });
    await expect(taken.send()).rejects.toThrow(UniqueViolation);
  });

  it('are of the session that the service is bound to', async () => {
    const session: SessionLike = { scope: { tenantId }, client: () => used.table.client };
    const bound = bindService(service(), session);
    const planes = pick(bound, aircraftEntity, get, create, sideWrites);
    const plane = { aircraftId: 'a1', registration: 'HB-ABC' };
    await planes.create(plane).guard({ roleId: 'chief' }).send();
    await expect(
      planes
        .create({ ...plane, aircraftId: 'a2' })
        .guard({ roleId: 'nobody' })
        .send(),
    ).rejects.toThrow(PermissionMissing);
    expect(await planes.get({ aircraftId: 'a1' }).send()).toMatchObject({ tenantId });
    const guarded = pick(
      bindService(bound, session, { role: { roleId: 'chief' } }),
      aircraftEntity,
      deleteItem,
      sideWrites,
    );
    await guarded.delete({ aircraftId: 'a1' }).send();
    const other = { ...session, scope: { tenantId: 'other' } };
    expect(await pick(bindService(bound, other), memberEntity, get).get({ userId: 'jane' }).send()).toBeUndefined();
    const items = await pickCollection(bound, clubDirectoryCollection)().all();
    expect(items.map(({ _type }) => _type).sort()).toEqual(['Member', 'Role']);
  });

  it('refuse to write without what the schema has beside the write', () => {
    const bare = pick(service(), memberEntity, create, put, update, upsert, deleteItem);
    const key = { tenantId, userId: 'jim' };
    for (const write of [
      () => bare.create(member('jim')),
      () => bare.put(member('jim')),
      () => bare.upsert(member('jim')),
      () => bare.update(key),
      () => bare.delete(key),
    ]) {
      expect(write).toThrow(RequestRefused);
      expect(write).toThrow(
        'Member: its writes carry guards of unique attributes or of roles. Pass `sideWrites` to pick()',
      );
    }
  });
});
