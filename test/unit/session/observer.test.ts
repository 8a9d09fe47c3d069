import type { SessionEvent } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();

describe('events', () => {
  it('tell what happened to whom, and how long the issuer took', async () => {
    const events: SessionEvent[] = [];
    const sessions = fixture.sessions({
      onEvent: (event) => events.push(event),
      maxSessions: 1,
      refreshJitterSeconds: 0,
      backoffSeconds: { first: 0, max: 0 },
    });
    let answer = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fixture.sts.behave = () => ({ kind: 'wait', for: waiting });
    const first = sessions.get(ACME);
    await expect.poll(() => sessions.stats().inFlight).toBe(1);
    fixture.clock.advance(2);
    answer();
    await first;
    fixture.sts.behave = () => undefined;
    await sessions.get(ACME);
    fixture.clock.advance(3400);
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied' });
    await sessions.get(ACME);
    await expect.poll(() => sessions.stats().failures).toBe(1);
    fixture.sts.behave = () => undefined;
    await sessions.get(ACME);
    await expect.poll(() => sessions.stats().refreshes).toBe(1);
    await sessions.get({ ...ACME, userId: 'u2' });
    sessions.invalidateAll();

    const scope = ACME;
    expect(events).toEqual([
      { kind: 'miss', scope },
      { kind: 'issued', scope, milliseconds: 2000, refresh: false, expiration: expect.any(Date) },
      { kind: 'hit', scope },
      { kind: 'hit', scope },
      { kind: 'failed', scope, milliseconds: 0, refresh: true, error: expect.objectContaining({ code: 'StsRefused' }) },
      { kind: 'hit', scope },
      { kind: 'issued', scope, milliseconds: 0, refresh: true, expiration: expect.any(Date) },
      { kind: 'miss', scope: { ...ACME, userId: 'u2' } },
      { kind: 'evicted', scope },
      {
        kind: 'issued',
        scope: { ...ACME, userId: 'u2' },
        milliseconds: 0,
        refresh: false,
        expiration: expect.any(Date),
      },
      { kind: 'invalidated', scope: { ...ACME, userId: 'u2' } },
    ]);
    expect(sessions.stats()).toEqual({
      size: 0,
      inFlight: 0,
      hits: 3,
      misses: 2,
      issued: 3,
      refreshes: 1,
      failures: 1,
      unauthorized: 0,
      evictions: 1,
      invalidations: 1,
      issueMilliseconds: { total: 2000, max: 2000 },
    });
  });

  it('do no harm when their listener throws', async () => {
    const warnings: unknown[][] = [];
    const onEvent = (): never => {
      throw new Error('metrics are down');
    };
    const sessions = fixture.sessions({ onEvent, logger: { warn: (...all) => warnings.push(all) } });
    expect((await sessions.get(ACME)).scope).toEqual(ACME);
    expect(warnings.map(([message]) => message)).toEqual(['tenantry: onEvent threw', 'tenantry: onEvent threw']);
  });

  it('are logged where they matter, without credentials', async () => {
    const lines: unknown[][] = [];
    const logger = {
      warn: (...all: unknown[]) => lines.push(['warn', ...all]),
      debug: (...all: unknown[]) => lines.push(['debug', ...all]),
    };
    const sessions = fixture.sessions({ logger });
    const session = await sessions.get(ACME);
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied', message: 'no' });
    await failure(sessions.get({ ...ACME, userId: 'u2' }));
    expect(lines).toEqual([
      ['debug', 'tenantry: session issued', { scope: ACME }],
      [
        'warn',
        'tenantry: no credentials from the issuer',
        {
          code: 'StsRefused',
          message: 'Session of tenantId "acme", userId "u2": refused by the issuer (AccessDenied): no',
          refresh: false,
        },
      ],
    ]);
    const { secretAccessKey, sessionToken } = await session.credentials();
    expect(JSON.stringify(lines)).not.toContain(secretAccessKey);
    expect(JSON.stringify(lines)).not.toContain(sessionToken);
  });
});
