import { createTenantSessions, type TenantSessions, type TenantSessionsOptions } from '@tenantry/runtime';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type TestClock, testClock } from './sts-clock.js';
import { STS_REGION, type StsServer, startSts } from './sts-server.js';

export const TAGS = { tenant: 'TenantId', user: 'UserId' } as const;
export const ROLE_ARN = 'arn:aws:iam::111122223333:role/flight-club-member';
export const ACME = { tenantId: 'acme', userId: 'u1' } as const;

type Options = TenantSessionsOptions<typeof TAGS>;
export type Sessions = TenantSessions<{ tenantId: string; userId: string }>;

/** An STS for the tests of a file; each test has its own behaviour and clock, and its sessions are closed after it. */
export interface StsFixture {
  readonly sts: StsServer;
  readonly clock: TestClock;
  sessions(options?: Partial<Options>): Sessions;
}

export function useSts(): StsFixture {
  let sts: StsServer | undefined;
  let clock = testClock();
  const open: Sessions[] = [];
  beforeAll(async () => {
    sts = await startSts();
  });
  afterEach(async () => {
    for (const sessions of open.splice(0)) await sessions.close();
    if (sts === undefined) return;
    sts.behave = () => undefined;
    sts.clock = Date.now;
    sts.wallClock = Date.now;
    sts.chained = true;
    clock = testClock();
  });
  afterAll(() => sts?.stop());
  return {
    get sts() {
      if (sts === undefined) throw new Error('not started');
      return sts;
    },
    get clock() {
      return clock;
    },
    sessions(options = {}) {
      const stsClient = this.sts.client();
      this.sts.clock = clock.now;
      const sessions = createTenantSessions({
        roleArn: ROLE_ARN,
        region: STS_REGION,
        tags: TAGS,
        authorize: () => true,
        stsClient,
        now: clock.now,
        ...options,
      } as Options);
      open.push(sessions);
      return sessions;
    },
  };
}

/** The error that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not fail');
}
