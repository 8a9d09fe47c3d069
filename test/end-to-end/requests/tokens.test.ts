import { ConditionFailed, IdempotencyMismatch, TransactionCanceled, TransactionConflict } from '@tenantry/runtime';
import { expect, it } from 'vitest';
import { batchWrite, transactGet, transactWrite } from '../../../generated-example/client/index.js';
import { useFlightClub } from '../../support/flight-club.js';
import { meddlingClient, type Passing, serviceError } from '../../support/meddling-client.js';
import { describeTransactions } from '../../support/transactions.js';

const used = useFlightClub();
const tenantId = 'acme';
const key = (userId: string) => ({ tenantId, userId });
const member = (userId: string) => ({ ...key(userId), email: `${userId}@example.com`, name: userId, roleId: 'pilot' });
const later = () => new Promise((resume) => setTimeout(resume, 5));

describeTransactions('an idempotency token', () => {
  it('fixes generated values and what was read first: the second sending is the first one', async () => {
    await used.club.club.create({ tenantId, name: 'Acme' }).send();
    await used.club.member.create(member('ada')).send();
    const sent: unknown[] = [];
    const client = meddlingClient(used.table.client, async ({ command, input, send }) => {
      if (command === 'TransactWriteItemsCommand') sent.push(input);
      await send();
    });
    const request = transactWrite(
      used.club.club.update({ tenantId }).set({ plan: 'pro' }), // generates updatedAt
      used.club.member.update(key('ada')).set({ status: 'active', email: 'ada@club.example' }), // reads first
    )
      .withClient(client)
      .idempotencyToken('token-1');
    await request.send();
    await later();
    await request.send();
    await request.returnCapacity().send();
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual({ ...(sent[0] as object), ReturnConsumedCapacity: 'TOTAL' });
    expect((await used.club.member.get(key('ada')).send())?.version).toBe(2);
  });

  it('keeps what was read when the answer was lost, and adds once', async () => {
    await used.club.member.create(member('bob')).send();
    let lost = true;
    const client = meddlingClient(used.table.client, async ({ command, send }) => {
      await send();
      if (command === 'TransactWriteItemsCommand' && lost) {
        lost = false;
        throw serviceError('TimeoutError');
      }
    });
    const request = transactWrite(used.club.member.update(key('bob')).set({ status: 'active' }))
      .withClient(client)
      .idempotencyToken('token-2');
    await expect(request.send()).rejects.toThrow('TimeoutError');
    await later();
    await request.send();
    expect(await used.club.member.get(key('bob')).send()).toMatchObject({ status: 'active', version: 2 });
  });

  it('is one transaction for sendings at the same time', async () => {
    await used.club.member.create(member('dee')).send();
    const sent: unknown[] = [];
    const client = meddlingClient(used.table.client, async ({ command, input, send }) => {
      if (command === 'TransactWriteItemsCommand') sent.push(input);
      await send();
    });
    const request = transactWrite(
      used.club.club.update({ tenantId }).set({ plan: 'free' }),
      used.club.member.update(key('dee')).set({ status: 'active' }),
    )
      .withClient(client)
      .idempotencyToken('token-5');
    await Promise.all([request.send(), later().then(() => request.send()), request.send()]);
    expect(sent).toHaveLength(3);
    expect(sent[1]).toEqual(sent[0]);
    expect(sent[2]).toEqual(sent[0]);
    expect((await used.club.member.get(key('dee')).send())?.version).toBe(2);
  });

  it('reads again after a canceled sending, which wrote nothing', async () => {
    await used.club.member.create(member('cyd')).send();
    const request = transactWrite(
      used.club.member.update(key('cyd')).set({ status: 'suspended' }),
      used.club.role.check({ tenantId, roleId: 'later' }),
    ).idempotencyToken('token-3');
    await expect(request.send()).rejects.toThrow(TransactionCanceled);
    await used.club.member.update(key('cyd')).set({ status: 'active' }).send();
    await used.club.role.create({ tenantId, roleId: 'later', name: 'Later', actions: ['x'] }).send();
    await request.send();
    expect((await used.club.member.get(key('cyd')).send())?.status).toBe('suspended');
  });

  it('with other parameters is a typed error that says what to do', async () => {
    const one = (name: string) =>
      transactWrite(used.club.role.put({ tenantId, roleId: 'r9', name, actions: ['x'] })).idempotencyToken('token-4');
    await one('One').send();
    const client = meddlingClient(used.table.client, async () => {
      throw serviceError('IdempotentParameterMismatchException');
    });
    const error = await one('Two')
      .withClient(client)
      .send()
      .catch((e) => e);
    expect(error).toBeInstanceOf(IdempotencyMismatch);
    expect(error.message).toContain('send the same request object again');
  });
});

describeTransactions('conflicts with transactions of others', () => {
  /** Fails the first `times` commands of a kind. */
  const conflicting = (times: number, kind: string, error: () => Error, counted: { sent: number }) =>
    meddlingClient(used.table.client, async ({ command, send }: Passing) => {
      if (command === kind && ++counted.sent <= times) throw error();
      await send();
    });
  const single = () => serviceError('TransactionConflictException');
  const whole = () =>
    serviceError('TransactionCanceledException', {
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    });
  const kinds: readonly [string, () => Error, () => { withClient(client: never): { send(): Promise<unknown> } }][] = [
    ['PutItemCommand', single, () => used.club.role.put({ tenantId, roleId: 'c', name: 'C', actions: ['x'] })],
    ['UpdateItemCommand', single, () => used.club.role.update({ tenantId, roleId: 'c' }).set({ name: 'D' })],
    ['DeleteItemCommand', single, () => used.club.role.delete({ tenantId, roleId: 'd' })],
    ['BatchWriteItemCommand', single, () => batchWrite(used.club.role.delete({ tenantId, roleId: 'd' }))],
    [
      'TransactWriteItemsCommand',
      () => serviceError('TransactionInProgressException'),
      () => transactWrite(used.club.role.delete({ tenantId, roleId: 'd' })),
    ],
    [
      'TransactWriteItemsCommand',
      whole,
      () => transactWrite(used.club.role.delete({ tenantId, roleId: 'd' }), used.club.club.check({ tenantId })),
    ],
    [
      'TransactGetItemsCommand',
      whole,
      () => transactGet(used.club.role.get({ tenantId, roleId: 'd' }), used.club.club.get({ tenantId })),
    ],
  ];

  it.each(kinds)('%s is sent again, three times at most', async (kind, error, request) => {
    const counted = { sent: 0 };
    await request()
      .withClient(conflicting(2, kind, error, counted) as never)
      .send();
    expect(counted.sent).toBe(3);
    counted.sent = 0;
    const failed: unknown = await request()
      .withClient(conflicting(9, kind, error, counted) as never)
      .send()
      .catch((e: unknown) => e);
    expect(counted.sent).toBe(3);
    if (error === whole) expect(failed).toMatchObject({ reasons: [{ index: 1, reason: 'TransactionConflict' }] });
    else expect(failed).toBeInstanceOf(TransactionConflict);
  });

  it('are not retried where another entry failed by itself', async () => {
    const counted = { sent: 0 };
    const error = () =>
      serviceError('TransactionCanceledException', {
        CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'TransactionConflict' }],
      });
    const request = transactWrite(
      used.club.role.check({ tenantId, roleId: 'none' }),
      used.club.club.check({ tenantId }),
    );
    await expect(
      request.withClient(conflicting(9, 'TransactWriteItemsCommand', error, counted)).send(),
    ).rejects.toThrow(TransactionCanceled);
    expect(counted.sent).toBe(1);
  });
});

describeTransactions('writes of many', () => {
  it('give the items as they were written, with generated values', async () => {
    const role = { tenantId, name: 'Pilot', actions: ['fly'] };
    const [first, nothing, second] = await transactWrite(
      used.club.role.create(role),
      used.club.club.check({ tenantId }),
      used.club.member.create({ ...member('eve') }),
    ).send();
    expect(nothing).toBeUndefined();
    expect(await used.club.role.get({ tenantId, roleId: first.roleId }).send()).toEqual(first);
    expect(await used.club.member.get(key('eve')).send()).toEqual(second);
    const [third, gone] = await batchWrite(
      used.club.role.put(role),
      used.club.role.delete({ tenantId, roleId: first.roleId }),
    ).send();
    expect(gone).toBeUndefined();
    expect(await used.club.role.get({ tenantId, roleId: third.roleId }).send()).toEqual(third);
  });
});

describeTransactions('a failed condition tells whether there is an item', () => {
  const there = { tenantId, roleId: 'there' };
  const none = { tenantId, roleId: 'none' };
  type Key = typeof there;
  const failing = (roleKey: Key) => ({
    'update with where': used.club.role
      .update(roleKey)
      .set({ name: 'X' })
      .where((r) => r.name.eq('no')),
    'update with old': used.club.role
      .update(roleKey)
      .set({ name: 'X' })
      .where((r) => r.name.eq('no'))
      .returnOldOnFailure(),
    'delete with where': used.club.role.delete(roleKey).where((r) => r.name.eq('no')),
    'put with where': used.club.role.put({ ...roleKey, name: 'Y', actions: ['x'] }).where((r) => r.name.eq('no')),
    check: used.club.role.check(roleKey).where((r) => r.name.eq('no')),
  });

  it.each(['update with where', 'update with old', 'delete with where', 'put with where', 'check'] as const)(
    '%s',
    async (kind) => {
      await used.club.role.put({ ...there, name: 'There', actions: ['x'] }).send();
      for (const [roleKey, missing] of [
        [there, false],
        [none, true],
      ] as const) {
        const request = failing(roleKey)[kind];
        if ('send' in request) {
          const error = await (request.send() as Promise<unknown>).catch((e: unknown) => e);
          expect(error).toBeInstanceOf(ConditionFailed);
          expect(error).toMatchObject({ missing });
          expect((error as Error).message).toContain(missing ? 'there is no such item' : 'does not fulfil');
        }
        const canceled = await transactWrite(request)
          .send()
          .catch((e: unknown) => e);
        expect(canceled).toMatchObject({ reasons: [{ error: { code: 'ConditionFailed', missing } }] });
      }
    },
  );

  it('create finds one, update finds none; without the right to read it stays open', async () => {
    await used.club.role.put({ ...there, name: 'There', actions: ['x'] }).send();
    const create = used.club.role.create({ ...there, name: 'There', actions: ['x'] });
    await expect(create.send()).rejects.toMatchObject({ missing: false });
    const update = used.club.role.update(none).set({ name: 'X' });
    await expect(update.send()).rejects.toMatchObject({ missing: true });
    const blind = meddlingClient(used.table.client, async ({ command, send }) => {
      if (command === 'GetItemCommand') throw serviceError('AccessDeniedException');
      await send();
    });
    await expect(update.withClient(blind).send()).rejects.toMatchObject({
      code: 'ConditionFailed',
      missing: undefined,
    });
  });
});
