import { StsUnavailable } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, useSts } from '../../support/sts-fixture.js';
import type { Behaviour } from '../../support/sts-server.js';

const fixture = useSts();
const SCOPES = 550;
const scope = (i: number) => ({ tenantId: `tenant-${i}`, userId: 'u1' });
const all = Array.from({ length: SCOPES }, (_, i) => scope(i));

const FAULTS: readonly (readonly [what: string, behaviour: Behaviour, reason: string])[] = [
  ['throttles', { kind: 'error', status: 400, code: 'Throttling' }, 'throttled'],
  ['fails', { kind: 'error', status: 503, code: 'ServiceUnavailable' }, 'server'],
  ['breaks connections', { kind: 'reset' }, 'network'],
  [
    'does not know the base credentials',
    { kind: 'error', status: 403, code: 'InvalidClientTokenId' },
    'base-credentials',
  ],
];

describe('an issuer that fails everybody', () => {
  it.each(FAULTS)(
    'and %s is asked a few times for 550 scopes at once, then left alone',
    async (_, behaviour, reason) => {
      const sessions = fixture.sessions({ backoffSeconds: { first: 8, max: 64 } });
      fixture.sts.behave = () => behaviour;
      const before = fixture.sts.requests;
      const outcomes = await Promise.allSettled(all.map((each) => sessions.get(each)));
      outcomes.forEach((outcome, i) => {
        expect(outcome.status === 'rejected' && outcome.reason).toMatchObject({
          code: 'StsUnavailable',
          reason,
          scope: all[i],
        });
      });
      // Ten calls that were under way together, each with the SDK's own two retries.
      expect(fixture.sts.requests - before).toBeLessThanOrEqual(30);

      const paused = fixture.sts.requests;
      for (const each of all) expect(await failure(sessions.get(each))).toBeInstanceOf(StsUnavailable);
      expect(fixture.sts.requests).toBe(paused);

      // After each pause one call, however many wait; the pauses grow, with jitter.
      for (const seconds of [8, 16, 32]) {
        clockPast(seconds);
        const asked = fixture.sts.requests;
        await Promise.allSettled(all.map((each) => sessions.get(each)));
        expect(fixture.sts.requests - asked).toBeGreaterThan(0);
        expect(fixture.sts.requests - asked).toBeLessThanOrEqual(3);
      }
    },
  );

  it('serves all as soon as it answers again', async () => {
    const sessions = fixture.sessions({ backoffSeconds: { first: 8, max: 64 } });
    fixture.sts.behave = () => ({ kind: 'error', status: 503, code: 'ServiceUnavailable' });
    await failure(sessions.get(ACME));
    fixture.sts.behave = () => undefined;
    clockPast(8);
    const some = all.slice(0, 150);
    const outcomes = await Promise.all(some.map((each) => sessions.get(each)));
    expect(outcomes.map((session) => session.scope)).toEqual(some);
    expect(sessions.stats()).toMatchObject({ issued: some.length, inFlight: 0 });
  });

  it('leaves what is cached alone, also what is due for a refresh', async () => {
    const sessions = fixture.sessions({ refreshJitterSeconds: 0, backoffSeconds: { first: 60, max: 60 } });
    const some = all.slice(0, 20);
    for (const each of some) await sessions.get(each);
    fixture.clock.advance(3600 - 200);
    fixture.sts.behave = () => ({ kind: 'error', status: 400, code: 'Throttling' });
    await failure(sessions.get(scope(100)));
    const before = fixture.sts.requests;
    for (const each of some) expect((await sessions.get(each)).scope).toEqual(each);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(fixture.sts.requests).toBe(before);
  });

  it('ends all that waits when the sessions are closed', async () => {
    const sessions = fixture.sessions();
    fixture.sts.behave = () => ({ kind: 'wait', for: new Promise(() => {}) });
    const waiting = Promise.all(all.map((each) => failure(sessions.get(each))));
    await expect.poll(() => sessions.stats().inFlight).toBe(SCOPES);
    await sessions.close();
    for (const error of await waiting) expect(error).toMatchObject({ code: 'SessionsClosed' });
  });
});

describe('a refusal', () => {
  it('of one scope slows no other down', async () => {
    const sessions = fixture.sessions({ backoffSeconds: { first: 60, max: 60 } });
    fixture.sts.behave = ({ tags }) =>
      tags.TenantId === 'tenant-0' ? { kind: 'error', status: 403, code: 'AccessDenied' } : undefined;
    for (let i = 0; i < 40; i++) {
      expect(await failure(sessions.get(scope(0)))).toMatchObject({ code: 'StsRefused' });
      expect((await sessions.get(scope(i + 1))).scope).toEqual(scope(i + 1));
    }
    // Refused once and remembered.
    expect(sessions.stats()).toMatchObject({ failures: 1, issued: 40 });
  });
});

/** Past a pause of so many seconds: the jitter only shortens it. */
const clockPast = (seconds: number): void => fixture.clock.advance(seconds + 1);
