import { PermissionMissing, RequestRefused, type SessionLike, UniqueViolation } from '@tenantry/runtime';
import {
  bindService,
  check,
  create,
  createService,
  deleteItem,
  get,
  pick,
  pickCollection,
  put,
  query,
  reindex,
  type Service,
  together,
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
    expect(Object.keys(pick(service(), aircraftEntity, query))).toEqual(['query', 'byHours']);
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
      together,
    );
    expect(Object.keys(all)).toEqual(Object.keys(used.club.aircraft));
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
    const members = pick(service(), memberEntity, create, get, together);
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
    const planes = pick(bound, aircraftEntity, get, create, together);
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
      together,
    );
    await guarded.delete({ aircraftId: 'a1' }).send();
    const other = { ...session, scope: { tenantId: 'other' } };
    expect(await pick(bindService(bound, other), memberEntity, get).get({ userId: 'jane' }).send()).toBeUndefined();
    const items = await pickCollection(bound, clubDirectoryCollection)().all();
    expect(items.map(({ _type }) => _type).sort()).toEqual(['Member', 'Role']);
  });

  it('refuse to write without what the schema has beside the write', () => {
    // A copy: the whole client of this file has passed `together` for the entity itself.
    const bare = pick(service(), { ...memberEntity }, create, put, update, upsert, deleteItem);
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
        'Member: its writes carry guards of unique attributes or of roles. Pass `together` to pick()',
      );
    }
  });
});
