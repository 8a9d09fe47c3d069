import { SessionsClosed, StsRefused, StsUnavailable } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

describe('the cache', () => {
  it('asks STS once per scope', async () => {
    const sessions = fixture.sessions();
    const before = fixture.sts.calls.length;
    const first = await sessions.get(ACME);
    const second = await sessions.get({ ...ACME });
    const other = await sessions.get({ tenantId: 'acme', userId: 'u2' });
    expect(fixture.sts.calls.length - before).toBe(2);
    expect((await second.credentials()).accessKeyId).toBe((await first.credentials()).accessKeyId);
    expect((await other.credentials()).accessKeyId).not.toBe((await first.credentials()).accessKeyId);
    expect(sessions.stats()).toMatchObject({ size: 2, hits: 1, misses: 2, issued: 2, refreshes: 0 });
  });

  it('makes one call for a thousand callers of one cold tenant', async () => {
    const sessions = fixture.sessions();
    const before = fixture.sts.requests;
    const all = await Promise.all(Array.from({ length: 1000 }, () => sessions.get(ACME)));
    expect(fixture.sts.requests - before).toBe(1);
    expect(new Set(await Promise.all(all.map(async (session) => (await session.credentials()).accessKeyId))).size).toBe(
      1,
    );
  });

  it('keeps apart all that shapes credentials, also where joined values look alike', async () => {
    const sessions = fixture.sessions({
      sourceIdentity: ({ claims }) => (claims as { by?: string } | undefined)?.by,
      auditTags: ({ claims }) => (claims as { audit?: Record<string, string> } | undefined)?.audit,
      externalId: ({ claims }) => (claims as { external?: string } | undefined)?.external,
      policy: ({ claims }) => (claims as { policy?: never } | undefined)?.policy,
    });
    const policy = { Version: '2012-10-17', Statement: [] };
    const requests = [
      { tenantId: 'a', userId: 'b.c' },
      { tenantId: 'a.b', userId: 'c' },
      ...[
        { by: 'x1' },
        { by: 'x2' },
        { external: 'x1' },
        { audit: { A: 'x1' } },
        { audit: { A: 'x', B: '1' } },
        { audit: { B: '1', A: 'y' } },
        { policy },
      ].map((claims) => ({ tenantId: 'a', userId: 'b.c', claims })),
    ];
    const keys = await Promise.all(
      requests.map(async (request) => (await (await sessions.get(request)).credentials()).accessKeyId),
    );
    expect(new Set(keys).size).toBe(requests.length);
    const again = await (
      await sessions.get({ tenantId: 'a', userId: 'b.c', claims: { audit: { B: '1', A: 'x' } } })
    ).credentials();
    expect(again.accessKeyId).toBe(keys[6]); // the order of tags does not count
  });

  it('refreshes in the background while the old credentials serve', async () => {
    const sessions = fixture.sessions({ refreshJitterSeconds: 0 });
    const old = await (await sessions.get(ACME)).credentials();
    fixture.clock.advance(3600 - 301);
    expect(await (await sessions.get(ACME)).credentials()).toEqual(old);
    await settled();
    expect(sessions.stats().issued).toBe(1);

    fixture.clock.advance(2);
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fixture.sts.behave = () => ({ kind: 'wait', for: held });
    for (let i = 0; i < 100; i++) expect(await (await sessions.get(ACME)).credentials()).toEqual(old);
    expect(sessions.stats()).toMatchObject({ inFlight: 1, hits: 101 });
    answer();
    await expect
      .poll(async () => (await (await sessions.get(ACME)).credentials()).accessKeyId)
      .not.toBe(old.accessKeyId);
    expect(sessions.stats()).toMatchObject({ issued: 2, refreshes: 1, misses: 1, inFlight: 0 });
  });

  it('spreads refreshes by the jitter', async () => {
    const sessions = fixture.sessions({ refreshBeforeSeconds: 300, refreshJitterSeconds: 600, maxSessions: 1000 });
    const users = Array.from({ length: 60 }, (_, i) => ({ tenantId: 'acme', userId: `u${i}` }));
    for (const user of users) await sessions.get(user);
    fixture.clock.advance(3600 - 600); // half of the jitter's span
    for (const user of users) await sessions.get(user);
    await expect.poll(() => sessions.stats().inFlight, { timeout: 20_000 }).toBe(0);
    expect(sessions.stats().refreshes).toBeGreaterThan(10);
    expect(sessions.stats().refreshes).toBeLessThan(50);
  });

  it('serves on after a failed refresh, until the real expiry, and backs off', async () => {
    const events: string[] = [];
    const sessions = fixture.sessions({
      refreshJitterSeconds: 0,
      onEvent: ({ kind }) => events.push(kind),
      backoffSeconds: { first: 10, max: 60 },
    });
    const old = await (await sessions.get(ACME)).credentials();
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied' });
    fixture.clock.advance(3600 - 200);
    for (let i = 0; i < 50; i++) expect(await (await sessions.get(ACME)).credentials()).toEqual(old);
    await expect.poll(() => sessions.stats().failures).toBe(1);
    for (let i = 0; i < 50; i++) await sessions.get(ACME);
    await settled();
    expect(sessions.stats().failures).toBe(1); // within the backoff

    fixture.clock.advance(11);
    await sessions.get(ACME);
    await expect.poll(() => sessions.stats().failures).toBe(2);
    fixture.clock.advance(188); // one second left
    expect(await (await sessions.get(ACME)).credentials()).toEqual(old);
    fixture.clock.advance(1);
    expect(await failure(sessions.get(ACME))).toBeInstanceOf(StsRefused);
    expect(events).toContain('failed');
  });

  it('never hands out expired credentials, not even of a session that is held', async () => {
    const sessions = fixture.sessions();
    const held = await sessions.get(ACME);
    const old = await held.credentials();
    fixture.clock.advance(3600);
    fixture.sts.behave = () => ({ kind: 'reset' });
    expect(await failure(sessions.get(ACME))).toBeInstanceOf(StsUnavailable);
    expect(await failure(held.credentials())).toBeInstanceOf(StsUnavailable);
    fixture.sts.behave = () => undefined;
    fixture.clock.advance(60);
    const renewed = await held.credentials();
    expect(renewed.accessKeyId).not.toBe(old.accessKeyId);
    expect(held.expiration?.getTime()).toBeGreaterThan(fixture.clock.now());
  });

  it('remembers a failure for the backoff, and not longer', async () => {
    const sessions = fixture.sessions({ backoffSeconds: { first: 8, max: 20 } });
    fixture.sts.behave = () => ({ kind: 'error', status: 403, code: 'AccessDenied' });
    const before = fixture.sts.requests;
    const first = await failure(sessions.get(ACME));
    expect(await failure(sessions.get(ACME))).toBe(first);
    expect(fixture.sts.requests - before).toBe(1);
    await failure(sessions.get({ tenantId: 'acme', userId: 'other' }));
    expect(fixture.sts.requests - before).toBe(2);
    fixture.sts.behave = () => undefined;
    fixture.clock.advance(8);
    expect((await sessions.get(ACME)).scope).toEqual(ACME);
  });

  it('forgets the least recently used scope, and that one only', async () => {
    const evicted: unknown[] = [];
    const sessions = fixture.sessions({
      maxSessions: 3,
      onEvent: (event) => event.kind === 'evicted' && evicted.push(event.scope),
    });
    const get = (userId: string): Promise<unknown> => sessions.get({ tenantId: 'acme', userId });
    for (const user of ['a', 'b', 'c', 'a', 'd']) await get(user);
    expect(evicted).toEqual([{ tenantId: 'acme', userId: 'b' }]);
    expect(sessions.stats()).toMatchObject({ size: 3, evictions: 1 });
    const calls = sessions.stats().issued;
    for (const user of ['a', 'c', 'd']) await get(user);
    expect(sessions.stats().issued).toBe(calls);
    await get('b');
    expect(sessions.stats().issued).toBe(calls + 1);
  });

  it('gives each of 1,000 tenants its own credentials with one call each', async () => {
    const sessions = fixture.sessions();
    const before = fixture.sts.requests;
    const tenants = Array.from({ length: 1000 }, (_, i) => ({ tenantId: `tenant-${i}`, userId: 'u1' }));
    const all = await Promise.all(tenants.flatMap((tenant) => [sessions.get(tenant), sessions.get(tenant)]));
    expect(fixture.sts.requests - before).toBe(1000);
    for (const [i, session] of all.entries()) {
      const { accessKeyId } = await session.credentials();
      expect(fixture.sts.issued.get(accessKeyId)?.tags.TenantId).toBe(tenants[i >> 1]?.tenantId);
    }
    expect(sessions.stats()).toMatchObject({ size: 1000, issued: 1000, evictions: 0, misses: 2000 });
  });

  it('holds 10,000 tenants, each with one call', async () => {
    const asked: string[] = [];
    const stsClient = {
      async send({ input }: { input: { RoleSessionName: string } }) {
        asked.push(input.RoleSessionName);
        const Expiration = new Date(fixture.clock.now() + 3_600_000);
        return {
          Credentials: { AccessKeyId: input.RoleSessionName, SecretAccessKey: 's', SessionToken: 't', Expiration },
        };
      },
    };
    const sessions = fixture.sessions({ stsClient });
    const tenants = Array.from({ length: 10_000 }, (_, i) => ({ tenantId: `tenant-${i}`, userId: 'u1' }));
    for (let round = 0; round < 3; round++) {
      const all = await Promise.all(tenants.map((tenant) => sessions.get(tenant)));
      for (const [i, session] of all.entries())
        expect((await session.credentials()).accessKeyId).toBe(`tenant-${i}@u1`);
    }
    expect(asked.length).toBe(10_000);
    expect(new Set(asked).size).toBe(10_000);
    expect(sessions.stats()).toMatchObject({ size: 10_000, evictions: 0, hits: 20_000 });
  });

  it('holds its bound in a storm of evictions', async () => {
    const sessions = fixture.sessions({ maxSessions: 10 });
    const users = Array.from({ length: 400 }, (_, i) => ({ tenantId: 'acme', userId: `u${i % 40}` }));
    const all = await Promise.all(users.map((user) => sessions.get(user)));
    for (const [i, session] of all.entries()) {
      expect(fixture.sts.issued.get((await session.credentials()).accessKeyId)?.tags.UserId).toBe(users[i]?.userId);
    }
    expect(sessions.stats().size).toBe(10);
    expect(sessions.stats().evictions).toBe(sessions.stats().issued - 10);
  });

  it('drops a tenant on demand, also what is on its way, and makes held sessions ask again', async () => {
    let member = true;
    const sessions = fixture.sessions({ authorize: () => member });
    const held = await sessions.get(ACME);
    await sessions.get({ tenantId: 'acme', userId: 'u2' });
    await sessions.get({ tenantId: 'other', userId: 'u1' });
    const old = await held.credentials();
    expect(sessions.invalidate('acme')).toBe(2);
    expect(sessions.stats()).toMatchObject({ size: 1, invalidations: 2 });
    expect((await held.credentials()).accessKeyId).not.toBe(old.accessKeyId);
    expect(sessions.invalidate({ userId: 'u1' })).toBe(2);
    member = false;
    expect(await failure(held.credentials())).toMatchObject({ code: 'Unauthorized' });
    member = true;

    let answer = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fixture.sts.behave = () => ({ kind: 'wait', for: waiting });
    const before = sessions.get({ tenantId: 'late', userId: 'u1' });
    await expect.poll(() => sessions.stats().inFlight).toBe(1);
    sessions.invalidate('late');
    fixture.sts.behave = () => undefined;
    const after = await sessions.get({ tenantId: 'late', userId: 'u1' });
    answer();
    const stale = await before;
    expect((await stale.credentials()).accessKeyId).toBe((await after.credentials()).accessKeyId);
    expect(sessions.invalidateAll()).toBe(1);
  });

  it('refuses to invalidate by a parameter that it does not know', () => {
    const sessions = fixture.sessions();
    expect(() => sessions.invalidate({ tenant: 'acme' } as never)).toThrow(
      '"tenant" is not a parameter of these sessions',
    );
    expect(() => sessions.invalidate({})).toThrow('invalidateAll drops all');
  });

  it('hands out nothing after close, and ends what is under way', async () => {
    const sessions = fixture.sessions();
    const held = await sessions.get(ACME);
    fixture.sts.behave = () => ({ kind: 'wait', for: new Promise(() => {}) });
    const waiting = failure(sessions.get({ tenantId: 'other', userId: 'u1' }));
    await expect.poll(() => sessions.stats().inFlight).toBe(1);
    await sessions[Symbol.asyncDispose]();
    expect(await waiting).toBeInstanceOf(SessionsClosed);
    expect(await failure(sessions.get(ACME))).toBeInstanceOf(SessionsClosed);
    expect(await failure(held.credentials())).toBeInstanceOf(SessionsClosed);
    expect(sessions.stats()).toMatchObject({ size: 0, inFlight: 0 });
    await sessions.close();
  });

  it('ends the waiting of one caller, not of the others', async () => {
    const sessions = fixture.sessions();
    let answer = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    fixture.sts.behave = () => ({ kind: 'wait', for: waiting });
    const controller = new AbortController();
    const impatient = failure(sessions.get(ACME, { abortSignal: controller.signal }));
    const patient = sessions.get(ACME);
    controller.abort(new Error('enough'));
    expect((await impatient).message).toBe('enough');
    answer();
    expect((await patient).scope).toEqual(ACME);
  });

  it('gives up on an issuer that does not answer', async () => {
    fixture.sts.behave = () => ({ kind: 'wait', for: new Promise(() => {}) });
    const error = await failure(fixture.sessions({ timeoutSeconds: 0.05 }).get(ACME));
    expect(error).toMatchObject({ code: 'StsUnavailable', reason: 'timeout' });
    expect(error.message).toContain('no answer within 0.05 s');
  });
});
