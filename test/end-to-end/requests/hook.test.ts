import { inspect } from 'node:util';
import { ConditionFailed, RequestRefused, TransactionCanceled, VersionConflict } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  appTable,
  createForum,
  type Forum,
  transactWrite,
} from '../../cases/hidden-and-recursive/expected/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const SECRET = 'n0body-may-see';
const table = useTable(appTable, 'test/cases/hidden-and-recursive/schema.tenantry.yaml');
const flying = useFlightClub();
const key = { tenantId: 'acme', accountId: 'a1' };
const events: { readonly operation: string; readonly error?: unknown }[] = [];
let forum: Forum;

beforeAll(() => {
  forum = createForum({
    client: table.client,
    tables: { app: table.name },
    onRequest: (event) => events.push(event),
  });
});

const failure = (sent: Promise<unknown>): Promise<unknown> => sent.then(String, (error: unknown) => error);

describeTransactions('the hook', () => {
  it('never sees a sensitive value, not in errors that carry the item either', async () => {
    await forum.account.create({ ...key, name: 'Jane', passwordHash: SECRET }).send();
    await forum.account.get(key).select('passwordHash').returnCapacity().send();
    const update = forum.account.update(key).set({ passwordHash: `${SECRET}!` });
    const wrong = update.where((a) => a.name.eq('Ravi')).returnOldOnFailure();
    expect(await failure(wrong.send())).toBeInstanceOf(ConditionFailed);
    expect(await failure(update.ifVersion(9).send())).toBeInstanceOf(VersionConflict);
    expect(await failure(transactWrite(wrong).send())).toBeInstanceOf(TransactionCanceled);
    expect(events.map(({ operation }) => operation)).toEqual(['create', 'get', 'update', 'update', 'update']);
    expect(events.filter(({ error }) => error !== undefined)).toHaveLength(3);
    expect(events[2]?.error).toBeInstanceOf(ConditionFailed);
    expect(inspect(events, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  it('leaves the item to the caller, and to no one who prints the error', async () => {
    const wrong = forum.account
      .delete(key)
      .where((a) => a.name.eq('Ravi'))
      .returnOldOnFailure();
    const error = (await failure(wrong.send())) as ConditionFailed;
    expect(error.item).toMatchObject({ name: 'Jane' });
    expect(error.cause).not.toHaveProperty('Item');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });
});

describeTransactions('a hook that throws', () => {
  const bad = (): never => {
    throw new TypeError('no such metric');
  };
  const rejecting = async (): Promise<void> => bad();

  it.each([
    ['throws', bad],
    ['rejects', rejecting],
  ])('that %s fails no request that was sent, and hides no failure', async (_, onRequest) => {
    const warnings: string[] = [];
    const warned = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', warned);
    const { account } = createForum({ client: table.client, tables: { app: table.name }, onRequest });
    const mine = { tenantId: 'hook', accountId: 'a1' };
    await account.put({ ...mine, name: 'Jane', passwordHash: SECRET }).send();
    expect(await account.get(mine).send()).toMatchObject({ name: 'Jane' });
    expect(await account.byName({ tenantId: 'hook' }).count()).toBe(1);
    await transactWrite(account.update(mine).set({ name: 'Joan' })).send();
    expect(await failure(account.create({ ...mine, name: 'Jane', passwordHash: SECRET }).send())).toBeInstanceOf(
      ConditionFailed,
    );
    await account.delete(mine).send();
    await new Promise((resume) => setImmediate(resume));
    process.off('warning', warned);
    expect(warnings.filter((text) => text.includes('onRequest threw TypeError: no such metric'))).toHaveLength(6);
  });
});

describeTransactions('a change of a place that is not there', () => {
  it('says so', async () => {
    const { club } = flying.club;
    await club.create({ tenantId: 'acme', name: 'Acme' }).send();
    const error = (await failure(
      club
        .update({ tenantId: 'acme' })
        .set((c) => c.address.city, 'Bern')
        .send(),
    )) as RequestRefused;
    expect(error).toBeInstanceOf(RequestRefused);
    expect(error.message).toContain(
      'TENANT#acme / CLUB: it changes a place inside of an attribute that the item does not have',
    );
    expect(error.cause).toBeInstanceOf(Error);
  });
});
