import { ItemTooLarge, RequestRefused } from '@tenantry/runtime';
import { recordingClient } from '@tenantry/runtime/testing';
import { describe, expect, it } from 'vitest';
import { batchWrite, createFlightClub, transactWrite } from '../../../generated-example/client/index.js';

const client = recordingClient();
const club = createFlightClub({ client, tables: { app: 'app' } });
const role = (roleId: string, kilobytes: number) =>
  club.role.put({ tenantId: 'acme', roleId, name: 'x'.repeat(kilobytes * 1024), actions: ['a'] });

describe('limits of the service', () => {
  it('are checked before anything is sent, naming the entry', async () => {
    await expect(role('a', 401).send()).rejects.toThrow(ItemTooLarge);
    await expect(batchWrite(role('a', 1), role('b', 401)).send()).rejects.toThrow(/entry 1 \(Role\)/);
    await expect(transactWrite(role('a', 1), role('b', 401)).send()).rejects.toThrow(/entry 1 \(Role put\)/);
    const many = Array.from({ length: 11 }, (_, i) => role(`r${i}`, i === 7 ? 399 : 395));
    await expect(transactWrite(...many).send()).rejects.toThrow(RequestRefused);
    await expect(transactWrite(...many).send()).rejects.toThrow(/4194304 .*entry 7/);
    expect(client.commands).toEqual([]);
    await role('a', 399).send();
    expect(client.commands).toHaveLength(1);
  });

  it('count what goes with the entries', () => {
    const members = Array.from({ length: 51 }, (_, i) =>
      club.member.create({
        tenantId: 'acme',
        userId: `u${i}`,
        email: `u${i}@example.com`,
        name: 'N',
        roleId: 'r',
      }),
    );
    expect(() => transactWrite(...members).params()).toThrow(/51, and 51 entries go with them/);
    expect(() => transactWrite(...Array.from({ length: 101 }, (_, i) => role(`r${i}`, 0)))).toThrow(/up to 100/);
  });
});
