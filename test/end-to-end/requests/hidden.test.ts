import { ConditionFailed } from '@tenantry/runtime';
import { beforeAll, expect, it } from 'vitest';
import {
  appTable,
  batchGet,
  createForum,
  decodeStreamRecord,
  type Forum,
  transactGet,
} from '../../cases/hidden-and-recursive/expected/client/index.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const table = useTable(appTable, 'test/cases/hidden-and-recursive/schema.tenantry.yaml');
const key = { tenantId: 'acme', accountId: 'a1' };
const shown = { ...key, name: 'Jane', version: 1 };
const hidden = { passwordHash: 'h4sh', failedLogins: 0 };
let forum: Forum;

beforeAll(async () => {
  forum = createForum({ client: table.client, tables: { app: table.name } });
  const recovery = { code: 'c', hints: ['x', 'y'] };
  await forum.account.create({ ...key, name: 'Jane', passwordHash: 'h4sh', recovery }).send();
});

describeTransactions('hidden attributes', () => {
  it('are returned by no read', async () => {
    const { account } = forum;
    expect(await account.get(key).send()).toEqual(shown);
    expect(await batchGet(account.get(key)).send()).toEqual([shown]);
    expect(await transactGet(account.get(key)).send()).toEqual([shown]);
    expect(await account.query({ tenantId: 'acme' }).all()).toEqual([shown]);
    expect(await account.scan().all()).toEqual([shown]);
    expect(await account.byName({ tenantId: 'acme' }).all()).toEqual([{ ...key, name: 'Jane' }]);
    expect(await forum.everything({ tenantId: 'acme' }).all()).toEqual([{ ...shown, _type: 'Account' }]);
  });

  it('are returned where select names them, whole or in part', async () => {
    const { account } = forum;
    const got = await account.get(key).select('name', 'passwordHash', 'recovery.hints[1]').send();
    expect(got).toEqual({ name: 'Jane', passwordHash: 'h4sh', recovery: { hints: ['y'] } });
    expect(await account.query({ tenantId: 'acme' }).select('failedLogins').all()).toEqual([{ failedLogins: 0 }]);
    expect(await account.scan().select('passwordHash').all()).toEqual([{ passwordHash: 'h4sh' }]);
    const byName = account.byName({ tenantId: 'acme' }).select('accountId', 'passwordHash');
    expect(await byName.all()).toEqual([{ accountId: 'a1', passwordHash: 'h4sh' }]);
    const all = await forum.everything({ tenantId: 'acme' }).select('_type', 'passwordHash').all();
    expect(all).toEqual([{ _type: 'Account', passwordHash: 'h4sh' }]);
    const [one] = await batchGet(account.get(key).select('passwordHash')).send();
    expect(one?.passwordHash).toBe('h4sh');
  });

  it('take part in conditions and filters', async () => {
    const { account } = forum;
    const right = account.query({ tenantId: 'acme' }).filter((a) => a.passwordHash.eq('h4sh'));
    expect(await right.all()).toEqual([shown]);
    const wrong = account.delete(key).where((a) => a.passwordHash.eq('other'));
    const failure = await wrong
      .returnOldOnFailure()
      .send()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConditionFailed);
    expect((failure as ConditionFailed).item).toEqual(shown);
  });

  it('are written, and no write returns them', async () => {
    const { account } = forum;
    const other = { tenantId: 'acme', accountId: 'a2' };
    const made = { ...other, name: 'Ravi', version: 1 };
    expect(await account.create({ ...other, name: 'Ravi', passwordHash: 'p' }).send()).toEqual(made);
    const update = account.update(other).set({ passwordHash: 'q' }).add({ failedLogins: 2 });
    expect(await update.returning('new').send()).toEqual({ ...made, version: 2 });
    expect(await account.update(other).remove('recovery').returning('old').send()).toEqual({ ...made, version: 2 });
    const changed = await account.update(other).set({ passwordHash: 'r' }).returning('updated-new').send();
    expect(changed).toEqual({ version: 4 });
    const stored = await account.get(other).select('passwordHash', 'failedLogins', 'recovery').send();
    expect(stored).toEqual({ passwordHash: 'r', failedLogins: 2 });
    expect(await account.delete(other).returning('old').send()).toEqual({ ...made, version: 4 });
  });

  it('are in no change of a stream', async () => {
    const image = {
      pk: { S: 'TENANT#acme' },
      sk: { S: 'ACCOUNT#a1' },
      _type: { S: 'Account' },
      tenantId: { S: 'acme' },
      accountId: { S: 'a1' },
      name: { S: 'Jane' },
      pwh: { S: hidden.passwordHash },
      version: { N: '1' },
    };
    const { pk, sk } = image;
    const change = decodeStreamRecord({ eventName: 'INSERT', dynamodb: { Keys: { pk, sk }, NewImage: image } });
    expect(change?.new).toEqual(shown);
  });
});
