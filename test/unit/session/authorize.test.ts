import { inspect } from 'node:util';
import { type Authorization, StsRefused, Unauthorized } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();

describe('authorize', () => {
  it('runs on every get before STS, cached or not, with what get was called with', async () => {
    const asked: unknown[] = [];
    const sessions = fixture.sessions({
      authorize: (request) => {
        asked.push([request, fixture.sts.requests]);
        return true;
      },
    });
    const before = fixture.sts.requests;
    const claims = { sub: 'u1' };
    for (let i = 0; i < 3; i++) await sessions.get({ ...ACME, claims });
    expect(asked).toEqual([
      [{ ...ACME, claims }, before],
      [{ ...ACME, claims }, before + 1],
      [{ ...ACME, claims }, before + 1],
    ]);
  });

  it.each([
    ['false', () => false, 'authorize returned false'],
    ['a promise of false', async () => false, 'authorize returned false'],
    ['a reason', () => ({ refused: 'u1 left the club' }), 'u1 left the club'],
    ['nothing', () => undefined as never, 'authorize must return true to allow, it returned undefined'],
    ['something truthy', () => 'yes' as never, 'authorize must return true to allow, it returned string'],
    ['an object', () => ({ allowed: true }) as never, 'authorize must return true to allow, it returned object'],
  ] as [string, () => Authorization | Promise<Authorization>, string][])(
    'refuses on %s, and STS is not asked',
    async (_, authorize, reason) => {
      const sessions = fixture.sessions({ authorize });
      const before = fixture.sts.requests;
      const error = await failure(sessions.get(ACME));
      expect(error).toBeInstanceOf(Unauthorized);
      expect(error).not.toBeInstanceOf(StsRefused);
      expect(error).toMatchObject({ code: 'Unauthorized', scope: ACME, reason, decided: true });
      expect(error.message).toBe(`Session of tenantId "acme", userId "u1": not authorized: ${reason}`);
      expect(fixture.sts.requests).toBe(before);
      expect(sessions.stats()).toMatchObject({ unauthorized: 1, hits: 0, misses: 0 });
    },
  );

  it('fails closed when it throws', async () => {
    const broken = new RangeError('the database is away');
    const error = await failure(
      fixture
        .sessions({
          authorize: () => {
            throw broken;
          },
        })
        .get(ACME),
    );
    expect(error).toMatchObject({
      code: 'Unauthorized',
      decided: false,
      reason: 'authorize threw RangeError',
      cause: broken,
    });
  });

  it('repeats no claims in errors, events and logs', async () => {
    const told: unknown[] = [];
    const sessions = fixture.sessions({
      authorize: () => false,
      onEvent: (event) => told.push(event),
      logger: { warn: (...all) => told.push(all), debug: (...all) => told.push(all) },
    });
    told.push(await failure(sessions.get({ ...ACME, claims: { idToken: 'eyJ-very-secret' } })));
    expect(inspect(told, { depth: 9 })).not.toContain('very-secret');
  });

  it('counts what is decided now, for a session that is held too', async () => {
    let member: boolean | 'broken' = true;
    const sessions = fixture.sessions({
      refreshJitterSeconds: 0,
      authorize: () => {
        if (member === 'broken') throw new Error('away');
        return member;
      },
    });
    const session = await sessions.get(ACME);
    const old = await session.credentials();
    fixture.clock.advance(3600 - 250);
    member = 'broken'; // nobody decided: the credentials serve on
    expect(await session.credentials()).toEqual(old);
    await expect.poll(() => sessions.stats().unauthorized).toBe(1);
    expect(await session.credentials()).toEqual(old);
    fixture.clock.advance(31);
    member = false;
    await session.credentials(); // starts the renewal that is refused
    await expect.poll(() => failure(session.credentials()).catch(() => undefined)).toBeInstanceOf(Unauthorized);
    expect(sessions.stats().issued).toBe(1);
  });

  it('sees a copy of the request, and the session keeps its scope, whatever the caller does to the object', async () => {
    const request = { tenantId: 'acme', userId: 'u1', claims: {} };
    let seen: unknown;
    const sessions = fixture.sessions({
      authorize: async (given) => {
        await undefined;
        request.tenantId = 'victim';
        seen = given.tenantId;
        return true;
      },
    });
    const session = await sessions.get(request);
    expect(seen).toBe('acme');
    expect(session.scope).toEqual(ACME);
    fixture.clock.advance(4000);
    const { accessKeyId } = await session.credentials();
    expect(fixture.sts.issued.get(accessKeyId)?.tags).toEqual({ TenantId: 'acme', UserId: 'u1' });
  });
});
