import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFlightClub, type FlightClub } from '../../generated-example/client/index.js';
import { batchGet, type Clinic, createClinic, transactGet } from '../cases/grant-attributes/expected/client/index.js';

/** A client in a session of a role: no guard of the runtime's own, so only the emitted policies decide. */
function clients(sandbox: ReturnType<typeof useSandbox>): (role: string) => DynamoDBClient {
  const open: DynamoDBClient[] = [];
  afterAll(() => {
    for (const client of open) client.destroy();
  });
  return (role) => {
    const credentials = sandbox.session(role, { TenantId: 'alps', UserId: 'jane' });
    const client = new DynamoDBClient({ endpoint: sandbox.endpoints.dynamodb, region: 'eu-west-1', credentials });
    open.push(client);
    return client;
  };
}

describe('a kiosk of the tour', () => {
  const sandbox = useSandbox({ schema: 'schemas/flight-club.tenantry.yaml' }, { beforeAll, afterAll });
  const as = clients(sandbox);
  const june = { tenantId: 'alps', month: '2026-06' };
  const reservation = {
    ...{ tenantId: 'alps', reservationId: 'r1', userId: 'jane', aircraftId: 'a1', note: 'secret' },
    ...{ startsAt: '2026-06-01T10:00:00.000Z', endsAt: '2026-06-01T11:00:00.000Z' },
  };
  const seen = { reservationId: 'r1', aircraftId: 'a1', startsAt: reservation.startsAt, endsAt: reservation.endsAt };
  let kiosk: FlightClub;

  beforeAll(async () => {
    const service = (role: string) => createFlightClub({ client: as(role), tables: { app: 'flight-club-dev' } });
    await service('chief').reservation.create(reservation).send();
    kiosk = service('kiosk');
  });

  it('sees the attributes of its grant, on the table and on an index', async () => {
    const query = kiosk.reservation.query(june).select('reservationId', 'aircraftId', 'startsAt', 'endsAt');
    expect(query.params()).toMatchObject({ Select: 'SPECIFIC_ATTRIBUTES' });
    expect(await query.all()).toEqual([seen]);
    const late = query.gt({ startsAt: '2026-06-02' });
    expect(await late.filter((r) => r.aircraftId.eq('a1')).page()).toEqual({ items: [] });
    const byPilot = kiosk.reservation.byPilot({ tenantId: 'alps', userId: 'jane' }).select('startsAt');
    expect(await byPilot.first()).toEqual({ startsAt: seen.startsAt });
    expect(await kiosk.reservation.query(june).count()).toBe(1);
  });

  it('sees no others: not by name, not by condition, not by asking for all', async () => {
    const query = kiosk.reservation.query(june);
    await assertDenied(query.all(), { action: 'dynamodb:Query' });
    await assertDenied(query.select('startsAt', 'note').all());
    await assertDenied(
      query
        .select('startsAt')
        .filter((r) => r.note.beginsWith('s'))
        .all(),
    );
    await assertDenied(query.filter((r) => r.note.beginsWith('s')).count());
    const other = kiosk.reservation.query({ ...june, tenantId: 'coast' }).select('startsAt');
    await assertDenied(other.all());
    await assertDenied(kiosk.reservation.get({ ...june, startsAt: seen.startsAt, reservationId: 'r1' }).send());
  });
});

describe('limited grants of get, query and update', () => {
  const sandbox = useSandbox({ schema: 'test/cases/grant-attributes/schema.tenantry.yaml' }, { beforeAll, afterAll });
  const as = clients(sandbox);
  const key = { tenantId: 'alps', patientId: 'p1' };
  let porter: Clinic;
  let nurse: Clinic;
  let doctor: Clinic;

  beforeAll(async () => {
    const service = (role: string) => createClinic({ client: as(role), tables: { app: 'clinic-dev' } });
    [porter, nurse, doctor] = [service('porter'), service('nurse'), service('doctor')];
    await doctor.patient.create({ ...key, name: 'Jo', diagnosis: 'x', ward: 'w1', bed: 3 }).send();
  });

  it('reads single items, batches and transactions', async () => {
    const get = porter.patient.get(key).select('ward', 'bed');
    const seen = { ward: 'w1', bed: 3 };
    expect(await get.send()).toEqual(seen);
    expect(await batchGet(get).send()).toEqual([seen]);
    expect(await transactGet(get).send()).toEqual([seen]);
    await assertDenied(porter.patient.get(key).send());
    await assertDenied(porter.patient.get(key).select('ward', 'diagnosis').send());
    await assertDenied(batchGet(get, porter.patient.get(key).select('name')).send());
    await assertDenied(transactGet(get, porter.patient.get(key)).send());
  });

  it('reads a partial index', async () => {
    const ward = porter.patient.byWard({ tenantId: 'alps', ward: 'w1' });
    expect(await ward.select('patientId', 'ward', 'bed').all()).toEqual([{ patientId: 'p1', ward: 'w1', bed: 3 }]);
    await assertDenied(ward.all());
    await assertDenied(porter.patient.byVisit({ tenantId: 'alps' }).select('bed').all());
  });

  it('updates with index keys, versions and times, and returns what changed', async () => {
    await nurse.patient.update(key).set({ ward: 'w2', bed: 7 }).add({ visits: 1 }).send();
    const moved = nurse.patient.update(key).set({ ward: 'w2', bed: 8 }).returning('updated-new');
    expect(await moved.send()).toMatchObject({ bed: 8, version: 3 });
    // The ward beside the bed in the index key is read first.
    await nurse.patient
      .update(key)
      .add({ bed: 1, visits: 1 })
      .where((p) => p.bed.eq(8))
      .send();
    const ward = doctor.patient.byWard({ tenantId: 'alps', ward: 'w2' });
    expect(await ward.all()).toMatchObject([{ patientId: 'p1', bed: 9 }]);
    expect(await doctor.patient.get(key).send()).toMatchObject({ visits: 2, version: 4, name: 'Jo' });
  });

  it('updates no others, and returns no others', async () => {
    await assertDenied(nurse.patient.update(key).set({ name: 'X' }).send(), { action: 'dynamodb:UpdateItem' });
    await assertDenied(
      nurse.patient
        .update(key)
        .add({ visits: 1 })
        .where((p) => p.diagnosis.eq('x'))
        .send(),
    );
    await assertDenied(nurse.patient.update(key).add({ visits: 1 }).returning('new').send());
    // A version that does not fit is told with the whole item.
    await assertDenied(nurse.patient.update(key).add({ visits: 1 }).ifVersion(4).send());
    await assertDenied(nurse.patient.delete(key).send());
    const whole = { ...key, name: 'Jo', diagnosis: 'x', ward: 'w1', bed: 3 };
    await assertDenied(nurse.patient.put(whole).send());
    expect(await doctor.patient.get(key).send()).toMatchObject({ visits: 2, name: 'Jo' });
  });
});
