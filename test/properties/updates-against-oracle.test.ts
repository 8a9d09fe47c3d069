import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { UniqueViolation } from '@tenantry/runtime';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Member, type MemberInput, transactWrite } from '../../generated-example/client/index.js';
import { useFlightClub } from '../support/flight-club.js';
import { describeTransactions } from '../support/transactions.js';

const used = useFlightClub();
const tenantId = 'acme';
const USERS = ['u0', 'u1', 'u2', 'u3', 'u4', 'u5'];
const ROUNDS = 400;

type Change =
  | { readonly kind: 'create' | 'put' | 'upsert'; readonly input: Partial<MemberInput> & { readonly email: string } }
  | { readonly kind: 'set'; readonly status?: Member['status']; readonly name?: string; readonly email?: string }
  | { readonly kind: 'tags'; readonly add: string }
  | { readonly kind: 'untag' | 'delete' | 'transact' };

const status = fc.constantFrom('invited', 'active', 'suspended');
const email = fc.constantFrom('a', 'b', 'c');
const change = fc.oneof(
  fc.record({
    kind: fc.constantFrom('create', 'put', 'upsert'),
    input: fc.record({ email, name: fc.constantFrom('N', 'M'), status }, { requiredKeys: ['email', 'name'] }),
  }),
  fc.record({ kind: fc.constant('set'), status, name: fc.constantFrom('X', 'Y'), email }, { requiredKeys: ['kind'] }),
  fc.record({ kind: fc.constant('tags'), add: fc.constantFrom('t1', 't2') }),
  fc.record({ kind: fc.constantFrom('untag', 'delete', 'transact') }),
) as fc.Arbitrary<Change>;

/** The expected content of the table: the item of each user. */
type Oracle = Map<string, Member>;

const address = (userId: string, name: string): string => `${name}.${userId}@example.com`;
const JOINED = '2026-06-01T00:00:00.000Z';

/** Does one change, in the table and in the oracle. */
async function apply(oracle: Oracle, userId: string, each: Change): Promise<void> {
  const { member } = used.club;
  const key = { tenantId, userId };
  const before = oracle.get(userId);
  const keep = (item: Member): void => void oracle.set(userId, { ...item, version: (before?.version ?? 0) + 1 });
  switch (each.kind) {
    case 'create':
    case 'put':
    case 'upsert': {
      const base = { ...key, roleId: 'r', joinedAt: JOINED, name: 'N', ...each.input };
      const input = { ...base, email: address(userId, each.input.email) };
      if (each.kind === 'create') {
        const sent = member.create(input).send();
        if (before) await expect(sent).rejects.toMatchObject({ code: 'ConditionFailed' });
        else keep((await sent) && ({ status: 'invited', ...input } as Member));
      } else if (each.kind === 'put') {
        await member.put({ ...input, version: before?.version ?? 0 }).send();
        keep({ status: 'invited', ...input } as Member);
      } else {
        await member.upsert(input).send();
        keep({ status: 'invited', ...before, ...input } as Member);
      }
      return;
    }
    case 'set': {
      const { kind: _, email: name, ...patch } = each;
      const set = { ...patch, ...(name && { email: address(userId, name) }) };
      const sent = member.update(key).set(set).send();
      if (!before) return void (await expect(sent).rejects.toMatchObject({ code: 'ConditionFailed' }));
      await sent;
      return keep({ ...before, ...set });
    }
    case 'tags': {
      const sent = member
        .update(key)
        .addToSet({ tags: [each.add] })
        .send();
      if (!before) return void (await expect(sent).rejects.toMatchObject({ code: 'ConditionFailed' }));
      await sent;
      return keep({ ...before, tags: new Set([...(before.tags ?? []), each.add]) });
    }
    case 'untag': {
      const sent = member.update(key).remove('tags').send();
      if (!before) return void (await expect(sent).rejects.toMatchObject({ code: 'ConditionFailed' }));
      await sent;
      const { tags: _, ...rest } = before;
      return keep(rest);
    }
    case 'delete':
      await member.delete(key).send();
      return void oracle.delete(userId);
    case 'transact': {
      if (!before) return;
      await transactWrite(
        member
          .update(key)
          .set({ status: 'active', email: address(userId, 'a') })
          .ifVersion(before.version),
        used.club.role.put({ tenantId, roleId: `of-${userId}`, name: 'R', actions: ['x'] }),
      ).send();
      keep({ ...before, status: 'active', email: address(userId, 'a') });
    }
  }
}

async function rawKeys(index: string | undefined, pk: string): Promise<string[]> {
  const name = index === undefined ? 'pk' : `${index}pk`;
  const { Items = [] } = await used.table.client.send(
    new QueryCommand({
      TableName: used.table.name,
      ...(index && { IndexName: index }),
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': name },
      ExpressionAttributeValues: { ':pk': { S: pk } },
    }),
  );
  return Items.map((item) => item[index === undefined ? 'sk' : `${index}sk`]?.S ?? '').sort();
}

/** The items, every index entry and every guard item are what the oracle says, and there are no others. */
async function compare(oracle: Oracle): Promise<void> {
  const items = [...oracle.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1));
  expect(await used.club.member.query({ tenantId }).consistent().all()).toEqual(items);
  for (const each of ['invited', 'active', 'suspended'] as const) {
    const of = items.filter((item) => item.status === each);
    expect(await rawKeys('gsi2', `TENANT#${tenantId}#MEMBER#${each}`)).toEqual(
      of.map(({ userId }) => `${JOINED}#${userId}`),
    );
  }
  for (const userId of USERS)
    expect(await rawKeys('gsi1', `USER#${userId}`)).toEqual(oracle.has(userId) ? [`TENANT#${tenantId}`] : []);
  const guards = (await rawKeys(undefined, `TENANT#${tenantId}`)).filter((sk) => sk.startsWith('_unique#'));
  expect(guards).toEqual(items.map((item) => `_unique#Member#email#${item.email}`).sort());
}

describeTransactions('thousands of interleaved changes', () => {
  it('leave items, index entries and guard items as an oracle in memory has them', async () => {
    const oracle: Oracle = new Map();
    const rounds = fc.sample(fc.tuple(...USERS.map(() => change)), { numRuns: ROUNDS, seed: 42 });
    for (const [i, round] of rounds.entries()) {
      // The users' changes run at the same time; those of one user one after the other.
      await Promise.all(round.map((each, n) => apply(oracle, USERS[n] as string, each)));
      if (i % 20 === 19) await compare(oracle);
    }
    await compare(oracle);
    expect(rounds.length * USERS.length).toBeGreaterThanOrEqual(2400);
  }, 240_000);

  it('never let two have one value, however they race', async () => {
    const tenant = 'race';
    const make = (userId: string, name: string) => ({ tenantId: tenant, userId, email: name, name, roleId: 'r' });
    for (const userId of USERS) await used.club.member.create(make(userId, `${userId}@example.com`)).send();
    const taken = fc.sample(fc.constantFrom('x@example.com', 'y@example.com', 'z@example.com'), {
      numRuns: 60,
      seed: 7,
    });
    for (let i = 0; i < taken.length; i += USERS.length) {
      const round = USERS.map((userId, n) =>
        used.club.member
          .update({ tenantId: tenant, userId })
          .set({ email: taken[i + n] as string })
          .send(),
      );
      for (const result of await Promise.allSettled(round))
        if (result.status === 'rejected' && !(result.reason instanceof UniqueViolation)) {
          // Under contention DynamoDB may give up on a transaction as a whole.
          expect(result.reason).toMatchObject({ code: 'TransactionCanceled' });
        }
      const emails = (await used.club.member.query({ tenantId: tenant }).consistent().all()).map((item) => item.email);
      expect(new Set(emails).size).toBe(USERS.length);
    }
  }, 120_000);
});
