import { RequestRefused, ScopeViolation } from '@tenantry/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { batchWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';

const used = useFlightClub();
const names = Array.from({ length: 30 }, (_, i) => `Club ${String(i).padStart(2, '0')}`);

beforeAll(async () => {
  const { club } = used;
  await batchWrite(...names.map((name, i) => club.club.put({ tenantId: `t${i}`, name }))).send();
  await batchWrite(
    ...names.map((_, i) => club.role.put({ tenantId: `t${i}`, roleId: 'r', name: 'R', actions: ['a'] })),
  ).send();
});

describe('scan', () => {
  it('gives all items of one type, of all tenants', async () => {
    const found = await used.club.club.scan().all();
    expect(found.map(({ name }) => name).sort()).toEqual(names);
    expect((await used.club.club.scan().segments(4).all()).map(({ name }) => name).sort()).toEqual(names);
    expect(await used.club.club.scan().limit(7).all()).toHaveLength(7);
    expect(await used.club.club.scan().count()).toBe(30);
    const filtered = await used.club.club
      .scan()
      .filter((club) => club.name.beginsWith('Club 1'))
      .select('name')
      .all();
    expect(filtered.map(({ name }) => name).sort()).toEqual(names.slice(10, 20));
  });

  it('goes on page by page', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await used.club.club.scan().limit(7).page(cursor);
      found.push(...page.items.map(({ name }) => name));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(found.sort()).toEqual(names);
    await expect(used.club.club.scan().page('x')).rejects.toThrow(RequestRefused);
  });

  it('is only there where a role may scan, and never in a session', async () => {
    expect(used.club.member).not.toHaveProperty('scan');
    const session = { scope: { tenantId: 't1' }, client: () => used.table.client };
    await expect(
      used.club.club
        .scan()
        .withClient(session as never)
        .all(),
    ).rejects.toThrow(ScopeViolation);
  });
});
