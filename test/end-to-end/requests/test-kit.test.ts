import { recordingClient, startSeededEngine } from '@tenantry/runtime/testing';
import { describe, expect, it } from 'vitest';
import { appTable, createFlightClub } from '../../../generated-example/client/index.js';

const club = { tenantId: 'acme', name: 'Acme' };

describe('the test kit', () => {
  it('records what would be sent, and answers as told', async () => {
    const client = recordingClient(({ name }) => (name.startsWith('Query') ? { Items: [], Count: 0 } : undefined));
    const service = createFlightClub({ client, tables: { app: 'any' } });
    expect(await service.club.get({ tenantId: 'acme' }).send()).toBeUndefined();
    expect(await service.member.query({ tenantId: 'acme' }).all()).toEqual([]);
    expect(client.commands).toHaveLength(2);
    expect(client.commands[0]?.input).toMatchObject({ TableName: 'any', Key: { pk: { S: 'TENANT#acme' } } });
    client.clear();
    expect(client.commands).toEqual([]);
  });

  it('lets an answer fail', async () => {
    const client = recordingClient(() => {
      throw Object.assign(new Error('no'), { name: 'ThrottlingException' });
    });
    const service = createFlightClub({ client, tables: { app: 'any' } });
    await expect(service.club.get({ tenantId: 'acme' }).send()).rejects.toMatchObject({ code: 'Throttled' });
  });

  it('starts an engine with tables and items', async () => {
    const engine = await startSeededEngine({ app: appTable }, async (started) => {
      await createFlightClub(started).club.create(club).send();
    });
    try {
      const found = await createFlightClub(engine).club.get({ tenantId: 'acme' }).send();
      expect(found).toMatchObject({ ...club, plan: 'free' });
    } finally {
      await engine.stop();
    }
  });
});
