import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Session, sendWithIdentity } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { useSts } from '../../support/sts-fixture.js';
import { startVerifiedTable } from '../../support/sts-verified-table.js';

const fixture = useSts();
const SESSIONS = 300;
const AT_ONCE = 150;

describe('many sessions on one client', () => {
  it.each([
    [20_000, 'in process', 4],
    [2000, 'over HTTP', 20],
  ] as const)(
    'never sign for each other: %i requests %s, with retries, refreshes, invalidations and evictions',
    { timeout: 240_000 },
    async (requests, way, seconds) => {
      const table = await startVerifiedTable(fixture.sts.issued);
      const client = new DynamoDBClient({
        region: 'eu-west-1',
        endpoint: table.endpoint,
        maxAttempts: 5,
        retryStrategy: new ConfiguredRetryStrategy(5, 1),
        credentials: () => Promise.reject(new Error('the base credentials were asked for')),
        ...(way === 'in process' ? { requestHandler: table.requestHandler as never } : {}),
      });
      // A request may arrive a little after it was signed, so its credentials may just have ended by then.
      table.clock = () => fixture.clock.now() - 180_000;
      table.behave = ({ attempt }, n) => {
        if (!attempt.startsWith('attempt=1')) return undefined;
        if (n % 40 === 0) return 'reset';
        return n % 25 === 0 ? { status: 500, code: 'InternalServerError' } : undefined;
      };
      const sessions = fixture.sessions({ durationSeconds: 900, maxSessions: SESSIONS - 20, timeoutSeconds: 120 });
      const scopes = Array.from({ length: SESSIONS }, (_, i) => ({
        tenantId: `tenant-${i % 100}`,
        userId: `user-${i}`,
      }));
      const held = new Map<number, Session>();

      let next = 0;
      let wrong = 0;
      const worker = async (): Promise<void> => {
        for (let n = next++; n < requests; n = next++) {
          const i = (n * 7919) % SESSIONS;
          const scope = scopes[i] as (typeof scopes)[number];
          if (n % 20 === 0) fixture.clock.advance(seconds);
          if (n % 199 === 0) sessions.invalidate(scope.tenantId);
          let session = held.get(i);
          if (session === undefined || n % 11 === 0) {
            session = await sessions.get(scope);
            held.set(i, session);
          }
          const key = `${scope.tenantId}/${scope.userId}/${n}`;
          const { Item } = await sendWithIdentity(
            client,
            new GetItemCommand({ TableName: 't', Key: { pk: { S: key } } }),
            session,
          );
          if (Item?.TenantId?.S !== scope.tenantId || Item.UserId?.S !== scope.userId) wrong++;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));

      expect(wrong).toBe(0);
      const strangers = table.arrivals.filter(({ by, input, problem }) => {
        const key = (input.Key as { pk: { S: string } }).pk.S;
        return problem !== undefined || !key.startsWith(`${by?.tags.TenantId}/${by?.tags.UserId}/`);
      });
      expect(strangers).toEqual([]);
      expect(table.arrivals.length).toBeGreaterThan(requests * 1.05); // the retries
      const stats = sessions.stats();
      expect(stats).toMatchObject({ failures: 0, size: SESSIONS - 20 });
      expect(stats.issued).toBeGreaterThan(SESSIONS * 2);
      expect(stats.refreshes).toBeGreaterThan(20);
      expect(stats.evictions).toBeGreaterThan(20);
      expect(stats.invalidations).toBeGreaterThan(20);
      client.destroy();
      await table.stop();
    },
  );
});
