import { RequestRefused, ScopeViolation } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const tenantId = 'acme';
const day = (n: number): string => `2026-06-${String(n).padStart(2, '0')}T10:00:00.000Z`;
const days = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => day(from + i));

beforeAll(async () => {
  for (const owner of ['acme', 'evil'])
    await batchWrite(
      ...days(1, 12).map((startsAt, n) =>
        used.club.reservation.put({
          ...{ tenantId: owner, reservationId: `r${n}`, startsAt, endsAt: startsAt, userId: 'jane', aircraftId: 'x' },
          note: `${n}`,
        }),
      ),
    ).send();
});

const june = () => used.club.reservation.query({ tenantId, month: '2026-06' });
const pilot = () => used.club.reservation.byPilot({ tenantId, userId: 'jane' });
const starts = ({ items }: { readonly items: readonly { readonly startsAt: string }[] }) =>
  items.map(({ startsAt }) => startsAt);

describe('a cursor', () => {
  it('goes on with other values of the filter', async () => {
    const later = (note: string) =>
      june()
        .filter((r) => r.note.ge(note))
        .limit(3);
    const { cursor } = await later('0').page();
    expect(starts(await later('00').page(cursor))).toEqual(days(4, 6));
    expect(starts(await june().limit(3).page(cursor))).toEqual(days(4, 6));
    expect(starts(await june().limit(1).consistent().page(cursor))).toEqual(days(4, 4));
  });

  it.each([
    ['query', june],
    ['index query', pilot],
  ])('of a %s goes on behind a bound that moved', async (_, query) => {
    const from = (n: number) => query().ge({ startsAt: day(n) });
    const { cursor } = await from(1).limit(3).page();
    expect(starts(await from(3).limit(2).page(cursor))).toEqual(days(4, 5));
    // The bound moved past the position: what is left begins with it.
    expect(starts(await from(6).limit(2).page(cursor))).toEqual(days(6, 7));
    expect(starts(await from(6).limit(2).reverse(false).page(cursor))).toEqual(days(6, 7));
    const until = (n: number) =>
      query()
        .lt({ startsAt: day(n) })
        .reverse();
    const back = await until(12).limit(3).page();
    expect(starts(await until(11).limit(2).page(back.cursor))).toEqual(days(7, 8).reverse());
    expect(starts(await until(5).limit(2).page(back.cursor))).toEqual(days(3, 4).reverse());
  });

  it('is refused where its position lies behind the range', async () => {
    const { cursor } = await june().limit(6).page();
    const until = june().le({ startsAt: day(3) });
    await expect(until.page(cursor)).rejects.toBeInstanceOf(RequestRefused);
    await expect(
      june()
        .between({ startsAt: day(1) }, { startsAt: day(4) })
        .page(cursor),
    ).rejects.toThrow('cursor');
  });

  it('fits no other partition, direction, index, entity or owner', async () => {
    const { cursor = '' } = await june().limit(2).page();
    for (const other of [
      june().reverse(),
      pilot(),
      used.club.reservation.query({ tenantId, month: '2026-07' }),
      used.club.reservation.query({ tenantId: 'evil', month: '2026-06' }),
      used.club.role.query({ tenantId }),
      used.club.clubDirectory({ tenantId }),
      used.club.flightEvent.query({ tenantId }),
    ])
      await expect(other.page(cursor)).rejects.toBeInstanceOf(RequestRefused);
  });

  it('that was changed anywhere is refused', async () => {
    const { cursor = '' } = await june().limit(2).page();
    const [mark, position] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string, { sk: string }];
    const edited = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const forged = [
      'nonsense',
      '',
      edited(),
      edited(mark),
      edited(mark, null),
      edited(mark, { ...position, sk: `${day(9)}#r8` }),
      edited(mark, { ...position, pk: 'TENANT#evil#RES#2026-06' }),
      edited(mark, { pk: 'TENANT#acme#RES#2026-06' }),
      edited('AAAAAAAAAA', position),
    ];
    for (const text of forged) {
      const error = await june()
        .page(text)
        .catch((e) => e);
      expect(error instanceof RequestRefused || error instanceof ScopeViolation, text).toBe(true);
    }
  });

  it.each([1, 2, 5, 100])('in pages of %i meets every item once, whatever moves', async (limit) => {
    const found: string[] = [];
    let cursor: string | undefined;
    let n = 0;
    do {
      const page = await june()
        .ge({ startsAt: day(1 + Math.min(n, found.length)) })
        .filter((r) => r.note.ne(`x${n}`))
        .limit(limit)
        .page(cursor);
      found.push(...starts(page));
      cursor = page.cursor;
      n++;
    } while (cursor !== undefined);
    expect(found).toEqual(days(1, 12));
  });
});
