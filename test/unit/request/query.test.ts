import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DecodeFailed, RequestRefused, ScopeViolation, ValidationFailed } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  appTable,
  createFlightClub,
  type FlightClub,
  type MemberAttributes,
} from '../../cases/flying-club/expected/client/index.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const table = useTable(appTable);
let club: FlightClub;
const day = (n: number): string => `2026-06-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const put = (item: { [name: string]: string }) =>
  table.client.send(
    new PutItemCommand({
      TableName: table.name,
      Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
    }),
  );

beforeAll(async () => {
  club = createFlightClub({ client: table.client, tables: { app: table.name } });
  for (let n = 1; n <= 12; n++) {
    for (const reservationId of ['a', 'b']) {
      const note = n % 4 === 0 ? { note: 'check' } : {};
      await club.reservation
        .put({
          tenantId: 'acme',
          reservationId,
          startsAt: day(n),
          endsAt: day(n),
          userId: 'jane',
          aircraftId: 'x',
          ...note,
        })
        .send();
    }
  }
  for (const tenantId of ['acme', 'evil']) {
    await club.club.put({ tenantId, name: tenantId }).send();
    await club.role.put({ tenantId, roleId: 'r', name: 'R', actions: ['a'] }).send();
    for (const userId of ['ann', 'jane', 'zoe']) {
      await club.member
        .put({
          tenantId,
          userId,
          email: `${userId}@x.org`,
          name: userId,
          roleId: 'r',
          joinedAt: day(1),
          status: 'active',
        })
        .send();
    }
  }
  await club.aircraft.put({ tenantId: 'acme', aircraftId: 'a1', registration: 'HB-ONE', hours: 9 }).send();
  await club.aircraft.put({ tenantId: 'acme', aircraftId: 'a2', registration: 'HB-TWO', hours: 100 }).send();
});

const june = () => club.reservation.query({ tenantId: 'acme', month: '2026-06' });
const places = async (query: ReturnType<typeof june>) =>
  (await query.all()).map(({ startsAt, reservationId }) => `${Number(startsAt.slice(8, 10))}${reservationId}`);

describeTransactions('sort conditions', () => {
  it('take leading parameters', async () => {
    expect(await places(june().eq({ startsAt: day(3) }))).toEqual(['3a', '3b']);
    expect(await places(june().eq({ startsAt: day(3), reservationId: 'b' }))).toEqual(['3b']);
    expect(await places(june().between({ startsAt: day(2) }, { startsAt: new Date(day(3)) }))).toEqual([
      '2a',
      '2b',
      '3a',
      '3b',
    ]);
    expect(
      await places(june().between({ startsAt: day(2), reservationId: 'b' }, { startsAt: day(3), reservationId: 'a' })),
    ).toEqual(['2b', '3a']);
    expect(await places(june().lt({ startsAt: day(2) }))).toEqual(['1a', '1b']);
    expect(await places(june().le({ startsAt: day(1) }))).toEqual(['1a', '1b']);
    expect(await places(june().gt({ startsAt: day(11) }))).toEqual(['12a', '12b']);
    expect(await places(june().gt({ startsAt: day(12), reservationId: 'a' }))).toEqual(['12b']);
    expect(
      await places(
        june()
          .ge({ startsAt: day(12) })
          .reverse(),
      ),
    ).toEqual(['12b', '12a']);
    expect(await places(june().beginsWith({ startsAt: '2026-06-1' }))).toHaveLength(6);
  });

  it('stay among the entity', async () => {
    const ids = async (query: ReturnType<typeof club.member.query>) => (await query.all()).map(({ userId }) => userId);
    const members = club.member.query({ tenantId: 'acme' });
    expect(await ids(members)).toEqual(['ann', 'jane', 'zoe']);
    expect(await ids(members.ge({ userId: 'b' }))).toEqual(['jane', 'zoe']);
    expect(await ids(members.gt({ userId: 'jane' }))).toEqual(['zoe']);
    expect(await ids(members.lt({ userId: 'jane' }))).toEqual(['ann']);
    expect(await ids(members.le({ userId: 'jane' }))).toEqual(['ann', 'jane']);
    expect((await club.club.query({ tenantId: 'acme' }).all()).map(({ name }) => name)).toEqual(['acme']);
  });

  it('range over padded numbers of a local index, whose items are made of keys', async () => {
    const airworthy = club.aircraft.byHours({ tenantId: 'acme' }).le({ status: 'airworthy', hours: 99 });
    expect(await airworthy.all()).toEqual([{ tenantId: 'acme', aircraftId: 'a1', hours: 9, status: 'airworthy' }]);
    expect(await club.aircraft.byHours({ tenantId: 'acme' }).eq({ status: 'airworthy' }).all()).toHaveLength(2);
  });

  it('refuse a gap, two conditions and swapped bounds', () => {
    expect(() => june().eq({ reservationId: 'a' } as never)).toThrow(ValidationFailed);
    expect(() =>
      june()
        .eq({ startsAt: day(1) })
        .lt({ startsAt: day(2) }),
    ).toThrow(RequestRefused);
    expect(() => june().between({ startsAt: day(2) }, { startsAt: day(1) })).toThrow('swap them');
  });
});

describeTransactions('reading', () => {
  it('stops at the limit, filtered or not, and counts', async () => {
    expect(await june().limit(3).all()).toHaveLength(3);
    const noted = june().filter((r) => r.note.exists());
    expect(await places(noted)).toEqual(['4a', '4b', '8a', '8b', '12a', '12b']);
    expect(await places(noted.limit(5))).toEqual(['4a', '4b', '8a', '8b', '12a']);
    expect(await noted.count()).toBe(6);
    expect(await june().first()).toMatchObject({ startsAt: day(1), reservationId: 'a' });
    const seen: string[] = [];
    for await (const { reservationId } of june()) if (seen.push(reservationId) === 3) break;
    expect(seen).toEqual(['a', 'b', 'a']);
  });

  it('pages by a cursor that fits its partition and direction alone', async () => {
    const noted = june()
      .filter((r) => r.note.exists())
      .limit(4);
    const first = await noted.page();
    expect(first.items).toHaveLength(4);
    const second = await noted.page(first.cursor);
    expect(second.items.map(({ startsAt }) => startsAt)).toEqual([day(12), day(12)]);
    expect(second.cursor).toBeUndefined();
    for (const other of [noted.reverse(), club.reservation.query({ tenantId: 'evil', month: '2026-06' })]) {
      await expect(other.page(first.cursor)).rejects.toBeInstanceOf(RequestRefused);
    }
    await expect(june().page('nonsense')).rejects.toThrow('not a cursor');
  });

  it('selects what the index holds and no more', async () => {
    expect(await june().select('note').limit(1).all()).toEqual([{}]);
    expect(await club.member.byStatus({ tenantId: 'acme', status: 'active' }).select('name').all()).toEqual([
      { name: 'ann' },
      { name: 'jane' },
      { name: 'zoe' },
    ]);
    expect(() =>
      club.member.clubsOfUser({ userId: 'jane' }).filter((m) => (m as MemberAttributes).name.eq('jane')),
    ).toThrow('does not hold name');
  });

  it('reads a keys-only index over tenants', async () => {
    expect(await club.member.clubsOfUser({ userId: 'jane' }).all()).toEqual([
      { tenantId: 'acme', userId: 'jane' },
      { tenantId: 'evil', userId: 'jane' },
    ]);
  });

  it('reads several types at once', async () => {
    const types = (await club.clubDirectory({ tenantId: 'acme' }).all()).map((item) => item._type);
    expect(types).toEqual(['Aircraft', 'Aircraft', 'Club', 'Role', 'Member', 'Member', 'Member']);
    await put({ pk: 'TENANT#alien', sk: 'X#1', _type: 'Alien' });
    await expect(club.clubDirectory({ tenantId: 'alien' }).all()).rejects.toThrow(DecodeFailed);
    await expect(club.clubDirectory({ tenantId: 'alien' }).all()).rejects.toThrow('{"pk":"TENANT#alien","sk":"X#1"}');
  });
});

describeTransactions('ownership', () => {
  const forged = {
    pk: 'TENANT#mallory',
    sk: 'USER#m',
    _type: 'Member',
    userId: 'm',
    email: 'm@x.org',
    name: 'm',
    roleId: 'r',
    status: 'active',
    joinedAt: day(1),
  };

  it("refuses another tenant's item under this tenant's index key", async () => {
    await put({ ...forged, tenantId: 'victim', gsi2pk: 'TENANT#victim#MEMBER#active', gsi2sk: `${day(1)}#m` });
    const read = club.member.byStatus({ tenantId: 'victim', status: 'active' });
    await expect(read.all()).rejects.toBeInstanceOf(ScopeViolation);
    await expect(read.all()).rejects.toMatchObject({ index: 'gsi2', code: 'ScopeViolation' });
    await expect(read.select('name').all()).rejects.toBeInstanceOf(ScopeViolation);
  });

  it('refuses an item of the flipped index whose keys contradict each other', async () => {
    await put({ ...forged, tenantId: 'mallory', gsi1pk: 'USER#victim', gsi1sk: 'TENANT#mallory' });
    await expect(club.member.clubsOfUser({ userId: 'victim' }).all()).rejects.toBeInstanceOf(ScopeViolation);
    await put({
      ...forged,
      sk: 'USER#victim2',
      userId: 'victim2',
      tenantId: 'acme',
      gsi1pk: 'USER#victim2',
      gsi1sk: 'TENANT#acme',
    });
    await expect(club.member.clubsOfUser({ userId: 'victim2' }).all()).rejects.toBeInstanceOf(ScopeViolation);
  });
});
