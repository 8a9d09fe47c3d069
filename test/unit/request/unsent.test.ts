import { RequestRefused, withChildren } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import {
  batchGet,
  batchWrite,
  createFlightClub,
  transactGet,
  transactWrite,
} from '../../cases/flying-club/expected/client/index.js';

const club = createFlightClub({ tables: { app: 'flight-club' } });
const key = { tenantId: 'acme', roleId: 'r' };
const role = { ...key, name: 'R', actions: ['x'] };
const signal = new AbortController().signal;
type Part = Parameters<typeof transactWrite>[number] & Parameters<typeof batchWrite>[number];
const part = (request: unknown): Part => request as Part;
const got = (request: unknown) => request as Parameters<typeof batchGet>[number];

const requests: { readonly [kind: string]: () => unknown } = {
  get: () => club.role.get(key),
  create: () => club.role.create(role),
  put: () => club.role.put(role),
  update: () => club.role.update(key),
  upsert: () => club.role.upsert(role),
  delete: () => club.role.delete(key),
  check: () => club.role.check(key),
  reindex: () => club.member.reindex({ tenantId: 'acme', userId: 'u' }),
  query: () => club.role.query({ tenantId: 'acme' }),
  'index query': () => club.member.byStatus({ tenantId: 'acme', status: 'active' }),
  collection: () => club.clubDirectory({ tenantId: 'acme' }),
  scan: () => club.club.scan(),
  batchGet: () => batchGet(club.role.get(key)),
  batchWrite: () => batchWrite(club.role.put(role)),
  transactGet: () => transactGet(club.role.get(key)),
  transactWrite: () => transactWrite(club.role.put(role)),
  withChildren: () => withChildren(club.role.query({ tenantId: 'acme' }), {}),
};

describe.each(Object.entries(requests))('a %s request that nobody sent', (_, request) => {
  it.each<[string, () => unknown]>([
    ['awaited', async () => await request()],
    ['returned by an async function', async () => request()],
    ['resolved', () => Promise.resolve(request())],
    ['among others', () => Promise.all([request()])],
  ])('throws with advice when %s', async (_how, use) => {
    const error = await (use() as Promise<unknown>).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RequestRefused);
    expect((error as Error).message).toContain('was not sent. Use await ');
  });
});

describe('options that a part would lose', () => {
  it.each<[string, () => unknown]>([
    ['batchGet', () => batchGet(got(club.role.get(key).returnCapacity().select('name')))],
    ['batchGet', () => batchGet(club.role.get(key), got(club.role.get(key).abortSignal(signal)))],
    ['transactGet', () => transactGet(got(club.role.get(key).returnCapacity()))],
    ['transactGet', () => transactGet(got(club.role.get(key).abortSignal(signal)))],
    ['batchWrite', () => batchWrite(part(club.role.put(role).returnCapacity()))],
    ['batchWrite', () => batchWrite(part(club.role.put(role).returning('old')))],
    ['batchWrite', () => batchWrite(part(club.role.put(role).returnOldOnFailure()))],
    ['batchWrite', () => batchWrite(part(club.role.delete(key).returning('old')))],
    ['batchWrite', () => batchWrite(part(club.role.delete(key).abortSignal(signal)))],
    ['transactWrite', () => transactWrite(part(club.role.put(role).returning('old')))],
    ['transactWrite', () => transactWrite(part(club.role.delete(key).returning('old')))],
    ['transactWrite', () => transactWrite(part(club.role.update(key).returning('new').set({ name: 'x' })))],
    ['transactWrite', () => transactWrite(part(club.role.update(key).returnCapacity()))],
    ['transactWrite', () => transactWrite(part(club.role.upsert(role).abortSignal(signal)))],
  ])('are refused by %s', (what, make) => {
    expect(make).toThrow(RequestRefused);
    expect(make).toThrow(new RegExp(`^${what}: entry \\d \\(Role \\w+\\) has \\w+\\(\\)`));
  });

  it('are none where the part can carry them', () => {
    batchGet(club.role.get(key).consistent());
    batchWrite(club.role.put(role).returning('new'));
    transactWrite(club.role.update(key).set({ name: 'x' }).returnOldOnFailure());
  });
});
