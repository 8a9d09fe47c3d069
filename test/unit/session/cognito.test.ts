import { createTenantSessions, InvalidSessionOptions, StsRefused, TokenMismatch } from '@tenantry/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '../../support/sts-clock.js';
import { type CognitoServer, POOL_ID, PROVIDER, startCognito } from '../../support/sts-cognito.js';
import { ACME, failure, TAGS } from '../../support/sts-fixture.js';
import { createIssuer } from '../../support/sts-tokens.js';

const userPool = createIssuer({ audience: 'app-client-id' });
const claims = { TenantId: 'custom:tenant_id', UserId: 'sub' };
let pool: CognitoServer;
beforeAll(async () => {
  pool = await startCognito(userPool, claims);
});
afterAll(() => pool.stop());

function sessionsFrom(options: object = {}) {
  const clock = testClock();
  pool.clock = clock.now;
  const sessions = createTenantSessions({
    region: 'eu-west-1',
    tags: TAGS,
    authorize: () => true,
    now: clock.now,
    source: {
      kind: 'cognito',
      cognito: pool.client(),
      identityPoolId: POOL_ID,
      provider: PROVIDER,
      token: ({ claims }) => (claims as { idToken: string }).idToken,
      claims,
      ...options,
    },
  });
  return { sessions, clock };
}
const jane = { idToken: userPool.token({ sub: 'u1', 'custom:tenant_id': 'acme' }) };

describe('a Cognito identity pool', () => {
  it('gives credentials whose tags come from mapped claims, cached like any others', async () => {
    const { sessions, clock } = sessionsFrom();
    const session = await sessions.get({ ...ACME, claims: jane });
    const before = pool.requests;
    await sessions.get({ ...ACME, claims: jane });
    expect(pool.requests).toBe(before);
    const { accessKeyId } = await session.credentials();
    expect(pool.issued.get(accessKeyId)?.tags).toEqual({ TenantId: 'acme', UserId: 'u1' });
    expect(session.expiration?.getTime()).toBe(clock.now() + 3_600_000);
    clock.advance(3600);
    expect((await session.credentials()).accessKeyId).not.toBe(accessKeyId);
  });

  it('refuses a token whose claims give another scope, before Cognito sees it', async () => {
    const before = pool.requests;
    for (const [given, message] of [
      [
        { sub: 'u1', 'custom:tenant_id': 'other' },
        'claim custom:tenant_id in the token is another than tenantId of the request',
      ],
      [{ sub: 'u1' }, 'the token has no claim custom:tenant_id, so the session would not be tagged with TenantId'],
    ] as const) {
      const error = await failure(sessionsFrom().sessions.get({ ...ACME, claims: { idToken: userPool.token(given) } }));
      expect(error).toBeInstanceOf(TokenMismatch);
      expect(error.message).toContain(message);
    }
    expect(pool.requests).toBe(before);
  });

  it('says why Cognito refuses', async () => {
    const stale = { idToken: userPool.token({ sub: 'u1', 'custom:tenant_id': 'acme', exp: 1 }) };
    const error = await failure(sessionsFrom().sessions.get({ ...ACME, claims: stale }));
    expect(error).toBeInstanceOf(StsRefused);
    expect(error).toMatchObject({ reason: 'NotAuthorizedException', scope: ACME });
    const elsewhere = sessionsFrom({ identityPoolId: POOL_ID.replace('1', '2') }).sessions;
    expect(await failure(elsewhere.get({ ...ACME, claims: jane }))).toMatchObject({
      reason: 'ResourceNotFoundException',
    });
  });

  it('must know which claim each tag comes from', () => {
    expect(() => sessionsFrom({ claims: { TenantId: 'custom:tenant_id' } })).toThrow(InvalidSessionOptions);
    expect(() => sessionsFrom({ claims: { TenantId: 'custom:tenant_id' } })).toThrow(
      'source.claims must say which claim the pool maps to the tag UserId',
    );
    expect(() => sessionsFrom({ cognito: {}, identityPoolId: 'x', provider: '', token: 'x' })).toThrow(
      /source.cognito must be .*source.identityPoolId .*source.provider .*source.token/,
    );
  });
});
