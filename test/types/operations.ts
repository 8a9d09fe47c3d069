// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Session } from '@tenantry/runtime';
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
  queryIndex,
  reindex,
  scan,
  sideWrites,
  update,
  upsert,
} from '@tenantry/runtime/operations';
import {
  type Aircraft,
  type AircraftAccessor,
  aircraftEntity,
  type BoundAircraftAccessor,
  clubDirectoryCollection,
  clubEntity,
  memberEntity,
} from '../../generated-example/client/index.js';

declare const client: DynamoDBClient;
declare const session: Session;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [never]): void => {};

const service = createService({ client, tables: { app: 'flight-club' } });
const bound = bindService(service, session);
const tenantId = 'acme';
const key = { tenantId, aircraftId: 'a1' };

export async function picks(): Promise<void> {
  const aircraft = pick(service, aircraftEntity, get, query, queryIndex);
  same<keyof typeof aircraft, 'get' | 'query' | 'byHours'>();
  const plane = await aircraft.get(key).send();
  same<typeof plane, Aircraft | undefined>();
  await aircraft
    .byHours({ tenantId })
    .between({ status: 'retired' }, { status: 'retired', hours: 5 })
    .filter((a) => a.status.eq('retired'))
    .all();
  // @ts-expect-error a key is complete
  aircraft.get({ tenantId });
  // @ts-expect-error what was not picked is not there
  aircraft.delete;

  same<keyof ReturnType<typeof getOnly>, 'get'>();
  const all = pick(
    service,
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
    queryIndex,
    sideWrites,
  );
  same<keyof typeof all, keyof AircraftAccessor>();
  all.create({ tenantId, registration: 'HB-ABC' }).guard({ roleId: 'chief' });
  // @ts-expect-error no role may scan aircraft
  pick(service, aircraftEntity, scan).scan;
  pick(service, clubEntity, scan).scan();

  const items = await pickCollection(service, clubDirectoryCollection)({ tenantId }).all();
  same<(typeof items)[number]['_type'], 'Club' | 'Member' | 'Role' | 'Aircraft'>();
}

export async function bindsTheTenant(): Promise<void> {
  const aircraft = pick(bound, aircraftEntity, get, query, update, sideWrites);
  await aircraft.get({ aircraftId: 'a1' }).send();
  await aircraft.query().all();
  // @ts-expect-error the session has the tenant
  aircraft.query({ tenantId });
  // @ts-expect-error the write is guarded
  await aircraft.update({ aircraftId: 'a1' }).add({ hours: 1 }).send();
  await pickCollection(bound, clubDirectoryCollection)().all();

  const guarded = pick(
    bindService(service, session, { role: { roleId: 'chief' } }),
    aircraftEntity,
    update,
    sideWrites,
  );
  await guarded.update({ aircraftId: 'a1' }).add({ hours: 1 }).send();
  const whole = pick(
    bound,
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
    queryIndex,
  );
  same<keyof typeof whole, keyof BoundAircraftAccessor>();
  pick(bound, memberEntity, queryIndex).clubsOfUser();
  // @ts-expect-error access patterns over indexes are picked by themselves
  pick(bound, memberEntity, query).clubsOfUser;
}

const getOnly = () => pick(service, aircraftEntity, get);
