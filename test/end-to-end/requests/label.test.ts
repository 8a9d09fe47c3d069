import { RequestRefused } from '@tenantry/runtime';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  type FlightClub,
  transactGet,
  transactWrite,
} from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();
const key = { tenantId: 'acme', roleId: 'chief' };
const role = { ...key, name: 'Chief', actions: ['aircraft:write'] };
const member = { tenantId: 'acme', userId: 'jane', email: 'jane@example.com', name: 'Jane', roleId: 'chief' };
const labels: (string | undefined)[] = [];
let club: FlightClub;

beforeAll(() => {
  club = createFlightClub({
    client: used.table.client,
    tables: { app: used.table.name },
    onRequest: ({ label }) => void labels.push(label),
  });
});
beforeEach(() => {
  labels.length = 0;
});

describeTransactions('a label', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a put', () => club.role.put(role).label('x').send()],
    ['a get', () => club.role.get(key).label('x').send()],
    ['a write with guard items', () => club.member.put(member).label('x').send()],
    [
      'an update that reads first',
      () => club.member.update(member).set({ name: 'J' }).returning('new').label('x').send(),
    ],
    ['a reindex', () => club.member.reindex(member).label('x').send()],
    ['a query', () => club.role.query({ tenantId: 'acme' }).label('x').all()],
    ['a count', () => club.role.query({ tenantId: 'acme' }).label('x').count()],
    ['a query of all shards', () => club.flightEvent.query({ tenantId: 'acme' }).label('x').all()],
    ['a scan', () => club.club.scan().label('x').all()],
    ['a collection', () => club.clubDirectory({ tenantId: 'acme' }).label('x').all()],
    ['a batch of reads', () => batchGet(club.role.get(key), club.member.get(member)).label('x').send()],
    [
      'a batch of writes',
      () =>
        batchWrite(club.role.put(role), club.role.delete({ ...key, roleId: 'r2' }))
          .label('x')
          .send(),
    ],
    ['a transaction of reads', () => transactGet(club.role.get(key)).label('x').send()],
    [
      'a transaction',
      () =>
        transactWrite(club.member.update(member).set({ name: 'Jane' }))
          .label('x')
          .send(),
    ],
    ['a delete', () => club.member.delete(member).returning('old').label('x').send()],
  ])('is in every event of %s', async (_, send) => {
    await send();
    expect(labels.length).toBeGreaterThan(0);
    expect(new Set(labels)).toEqual(new Set(['x']));
  });

  it('is absent from events of requests without one, and must be a text', async () => {
    await club.role.get(key).send();
    expect(labels).toEqual([undefined]);
    expect(() => club.role.get(key).label(1 as never)).toThrow(RequestRefused);
  });

  it('belongs to the whole of a batch or transaction', async () => {
    const part = club.role.put(role).label('x') as unknown as ReturnType<typeof club.role.put>;
    const refused = 'label(): say it of the whole';
    await expect((async () => batchWrite(part).send())()).rejects.toThrow(refused);
    await expect((async () => transactWrite(part).send())()).rejects.toThrow(refused);
    expect(labels).toEqual([]);
  });
});
