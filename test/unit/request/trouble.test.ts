import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AccessDenied, batchGet, batchWrite, ItemTooLarge, TenantryError, Throttled } from '@tenantry/runtime';
import { beforeAll, expect, it, vi } from 'vitest';
import { appTable, createFlightClub, type FlightClub } from '../../cases/flying-club/expected/client/index.js';
import { useTable } from '../../support/table.js';
import { describeTransactions } from '../../support/transactions.js';

const table = useTable(appTable);
let club: FlightClub;
beforeAll(() => {
  club = createFlightClub({ client: table.client, tables: { app: table.name } });
});

const key = { tenantId: 'acme', aircraftId: 'a1' };
const aircraft = (n: number) => ({ tenantId: 'acme', aircraftId: `a${n}`, registration: 'HB-ABC', hours: n });

/** A client of the engine whose answers are changed on their way: the engine has no IAM and leaves nothing unprocessed. */
async function meddling(change: (input: never, output: never) => void): Promise<DynamoDBClient> {
  const { endpoint, region, credentials } = table.client.config;
  const client = new DynamoDBClient({ ...(endpoint && { endpoint }), region, credentials });
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      change(args.input as never, result.output as never);
      return result;
    },
    { step: 'initialize', priority: 'low', name: 'meddling' },
  );
  return client;
}

const failing = (name: string) =>
  meddling(() => {
    throw Object.assign(new Error('refused'), { name });
  });

describeTransactions('errors of the service', () => {
  it('AccessDenied names the action, the resource and the leading keys', async () => {
    const client = await failing('AccessDeniedException');
    const error = await club.member
      .byStatus({ tenantId: 'acme', status: 'active' })
      .withClient(client)
      .all()
      .catch((e) => e);
    expect(error).toBeInstanceOf(AccessDenied);
    expect(error).toBeInstanceOf(TenantryError);
    expect(error).toMatchObject({
      code: 'AccessDenied',
      name: 'AccessDenied',
      action: 'dynamodb:Query',
      resource: `${table.name}/index/gsi2`,
      leadingKeys: ['TENANT#acme#MEMBER#active'],
      cause: { message: 'refused' },
    });
  });

  it('Throttled, and others as they are', async () => {
    await expect(
      club.aircraft
        .get(key)
        .withClient(await failing('ThrottlingException'))
        .send(),
    ).rejects.toBeInstanceOf(Throttled);
    await expect(
      club.aircraft
        .get(key)
        .withClient(await failing('InternalServerError'))
        .send(),
    ).rejects.toMatchObject({ name: 'InternalServerError' });
  });

  it('ItemTooLarge', async () => {
    const photo = new Uint8Array(400 * 1024);
    await expect(club.aircraft.put({ ...aircraft(1), photo }).send()).rejects.toBeInstanceOf(ItemTooLarge);
  });
});

describeTransactions('unprocessed entries', () => {
  it('are sent again until they go through', async () => {
    const all = Array.from({ length: 60 }, (_, n) => aircraft(n));
    await batchWrite(...all.map((each) => club.aircraft.put(each))).send();
    let calls = 0;
    const client = await meddling(
      (_input, output: { Responses?: { [table: string]: unknown[] }; UnprocessedKeys?: object }) => {
        const found = output.Responses?.[table.name] as { pk: unknown; sk: unknown }[] | undefined;
        // The first answer lacks all but ten, as under throttling.
        if (++calls > 1 || found === undefined) return;
        output.UnprocessedKeys = { [table.name]: { Keys: found.splice(10).map(({ pk, sk }) => ({ pk, sk })) } };
      },
    );
    const found = await batchGet(...all.map(({ aircraftId }) => club.aircraft.get({ tenantId: 'acme', aircraftId })))
      .withClient(client)
      .send();
    expect(found.map((each) => each?.hours)).toEqual(all.map(({ hours }) => hours));
    expect(calls).toBe(2);
  });

  it('are told when they never do', async () => {
    const stop = new AbortController();
    let calls = 0;
    const client = await meddling((input: { RequestItems?: object }, output: { UnprocessedItems?: object }) => {
      output.UnprocessedItems = input.RequestItems ?? {};
      // The answer is on its way, and the wait behind it is longer than this.
      if (++calls === 4) setTimeout(() => stop.abort(new Error('enough')), 50);
    });
    const stuck = batchWrite(
      club.aircraft.put(aircraft(1)),
      club.member.delete({ tenantId: 'acme', userId: 'x' }),
    ).withClient(client);
    // The longest waits, so that the signal comes in one of them; then none.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0.999);
    await expect(stuck.abortSignal(stop.signal).send()).rejects.toThrow('enough');
    random.mockReturnValue(0);
    await expect(stuck.send()).rejects.toMatchObject({ code: 'UnprocessedItems', indexes: [0, 1] });
    random.mockRestore();
  });
});
