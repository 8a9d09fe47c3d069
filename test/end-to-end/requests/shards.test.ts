import { RequestRefused, ValidationFailed } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchWrite, flightEventKey } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const COUNT = 200;
const at = (i: number): string => new Date(Date.UTC(2026, 5, 1, 0, 0, i)).toISOString();
const id = (i: number): string => `e-${String(i).padStart(4, '0')}`;

beforeAll(async () => {
  const events = Array.from({ length: COUNT }, (_, i) =>
    used.club.flightEvent.put({
      tenantId: 'acme',
      eventId: id(i),
      at: at(i),
      kind: i % 10 === 0 ? 'takeoff' : 'position',
      latitude: i / 10,
      longitude: -i / 10,
    }),
  );
  await batchWrite(...events).send();
});

const all = Array.from({ length: COUNT }, (_, i) => id(i));
const ids = (items: readonly { readonly eventId: string }[]): string[] => items.map(({ eventId }) => eventId);

describe('shards', () => {
  it('hold items in partitions of a fixed width, by a stable hash', () => {
    const shards = new Set(all.map((eventId) => flightEventKey.build({ tenantId: 'acme', at: at(0), eventId }).pk));
    expect(shards.size).toBe(16);
    for (const pk of shards) expect(pk).toMatch(/^TENANT#acme#EV#(0\d|1[0-5])$/);
    // Changing these would lose items.
    expect(flightEventKey.build({ tenantId: 'acme', at: at(0), eventId: 'e-0001' }).pk).toBe('TENANT#acme#EV#13');
  });

  it('need no naming in get, update and delete', async () => {
    const key = { tenantId: 'acme', at: at(7), eventId: id(7) };
    expect(await used.club.flightEvent.get(key).send()).toMatchObject({ eventId: id(7), latitude: 0.7 });
    expect(await used.club.flightEvent.get(key).send()).not.toHaveProperty('shard');
    await used.club.flightEvent.update(key).set({ latitude: 9 }).send();
    expect((await used.club.flightEvent.get(key).send())?.latitude).toBe(9);
  });

  it('are read as one partition, in sort order, both ways', async () => {
    const query = used.club.flightEvent.query({ tenantId: 'acme' });
    expect(ids(await query.all())).toEqual(all);
    expect(ids(await query.reverse().all())).toEqual(all.toReversed());
    expect(ids(await query.between({ at: at(50) }, { at: at(59) }).all())).toEqual(all.slice(50, 60));
    expect(
      ids(
        await query
          .filter((event) => event.kind.eq('takeoff'))
          .limit(3)
          .all(),
      ),
    ).toEqual([id(0), id(10), id(20)]);
    expect((await query.reverse().first())?.eventId).toBe(id(COUNT - 1));
    expect(await query.count()).toBe(COUNT);
    expect(await query.limit(9).count()).toBe(9);
    expect(Object.keys((await query.select('kind').limit(1).all())[0] ?? {})).toEqual(['kind']);
  });

  it('go on over all shards with one cursor', async () => {
    for (const query of [
      used.club.flightEvent.query({ tenantId: 'acme' }).limit(23),
      used.club.flightEvent.query({ tenantId: 'acme' }).limit(60).reverse(),
    ]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await query.page(cursor);
        found.push(...ids(page.items));
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(found).toEqual(found[0] === id(0) ? all : all.toReversed());
    }
  });

  it('refuse the cursor of another tenant', async () => {
    const { cursor } = await used.club.flightEvent.query({ tenantId: 'acme' }).limit(5).page();
    const other = used.club.flightEvent.query({ tenantId: 'other' }).limit(5);
    await expect(other.page(cursor)).rejects.toThrow(RequestRefused);
    await expect(other.page('nonsense')).rejects.toThrow(RequestRefused);
  });

  it('can be named one by one', async () => {
    const parts = await Promise.all(
      Array.from({ length: 16 }, (_, shard) => used.club.flightEvent.query({ tenantId: 'acme', shard }).all()),
    );
    expect(ids(parts.flat()).sort()).toEqual(all);
    expect(() => used.club.flightEvent.query({ tenantId: 'acme', shard: 16 })).toThrow(ValidationFailed);
    const wrong = { tenantId: 'acme', at: at(1), eventId: 'e-0001', shard: 5 };
    expect(() => used.club.flightEvent.get(wrong)).toThrow(/contradicts/);
  });

  it('stream while they are consumed', async () => {
    const found: string[] = [];
    for await (const event of used.club.flightEvent.query({ tenantId: 'acme' })) {
      found.push(event.eventId);
      if (found.length === 30) break;
    }
    expect(found).toEqual(all.slice(0, 30));
  });
});
