import {
  authorizerContext,
  createTenantSessions,
  InvalidSessionRequest,
  MalformedCredentials,
  scopeOf,
  TokenMismatch,
} from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, TAGS, useSts } from '../../support/sts-fixture.js';

const fixture = useSts();

/** The back end behind API Gateway: `claims` is the event's authorizer context. */
const backend = (options: object = {}) =>
  createTenantSessions({
    region: 'eu-west-1',
    tags: TAGS,
    authorize: () => true,
    now: fixture.clock.now,
    source: { kind: 'authorizer', context: ({ claims }) => claims, ...options },
  });

describe('a Lambda authorizer', () => {
  it('hands its session over as flat text', async () => {
    const session = await fixture.sessions().get(ACME);
    const context = await authorizerContext(session);
    for (const value of Object.values(context)) expect(typeof value).toBe('string');
    // API Gateway carries it as JSON.
    const received = await backend().get({ ...ACME, claims: JSON.parse(JSON.stringify(context)) });
    expect(await received.credentials()).toEqual(await session.credentials());
    expect(received.scope).toEqual(ACME);
    expect(received.expiration).toEqual(session.expiration);
  });

  it('cannot be taken for the authorizer of another scope', async () => {
    const context = await authorizerContext(await fixture.sessions().get(ACME));
    for (const request of [
      { tenantId: 'other', userId: 'u1' },
      { tenantId: 'acme', userId: 'u2' },
    ]) {
      const error = await failure(backend().get({ ...request, claims: context }));
      expect(error).toBeInstanceOf(TokenMismatch);
      expect(error.message).toMatch(/handed over no credentials of this (tenantId|userId)$/);
    }
    expect(await failure(backend().get({ ...ACME, claims: undefined }))).toBeInstanceOf(TokenMismatch);
  });

  it('cannot hand over what is cut, dateless or expired', async () => {
    const context = await authorizerContext(await fixture.sessions().get(ACME));
    for (const [change, message] of [
      [{ tenantry_sessionToken: '' }, 'the issuer gave no session token'],
      [{ tenantry_secretAccessKey: undefined }, 'the issuer gave no secret access key'],
      [{ tenantry_expiration: 'soon' }, 'the issuer gave no date of expiration'],
      [{ tenantry_expiration: undefined }, 'the issuer gave no date of expiration'],
      [
        { tenantry_expiration: new Date(fixture.clock.now() - 5000).toISOString() },
        'the credentials expired 5 s before they came',
      ],
    ] as const) {
      const error = await failure(backend().get({ ...ACME, claims: { ...context, ...change } }));
      expect(error).toBeInstanceOf(MalformedCredentials);
      expect(error.message).toContain(message);
    }
  });

  it('gives no renewal of its own: a held session ends with its credentials', async () => {
    const session = await backend().get({
      ...ACME,
      claims: await authorizerContext(await fixture.sessions().get(ACME)),
    });
    fixture.clock.advance(3601);
    expect(await failure(session.credentials())).toBeInstanceOf(MalformedCredentials);
  });
});

describe('the scope of a context', () => {
  const context = async () => authorizerContext(await fixture.sessions().get(ACME));

  it('is what the authorizer verified, in a REST API and in an HTTP API', async () => {
    const given = await context();
    const rest = { principalId: 'u1', integrationLatency: '5', ...given };
    expect(scopeOf(rest)).toEqual(ACME);
    expect(scopeOf({ lambda: given })).toEqual(ACME);
    for (const authorizer of [rest, { lambda: given }]) {
      const session = await backend().fromContext(authorizer);
      expect(session.scope).toEqual(ACME);
      expect((await session.credentials()).accessKeyId).toBe(given.tenantry_accessKeyId);
    }
  });

  it('is the only scope that a session of it can have', async () => {
    const mine = await context();
    const sessions = backend();
    await sessions.fromContext(mine);
    expect(await failure(sessions.get({ ...ACME, tenantId: 'other', claims: mine }))).toBeInstanceOf(TokenMismatch);
  });

  it('serves other sources, too: the context is the claims that authorize sees', async () => {
    const seen: unknown[] = [];
    const sessions = fixture.sessions({
      authorize: ({ tenantId, claims }) => {
        seen.push(claims);
        return tenantId === 'acme';
      },
    });
    const given = { tenantry_scope_tenantId: 'acme', tenantry_scope_userId: 'u1' };
    expect((await sessions.fromContext(given)).scope).toEqual(ACME);
    expect(seen).toEqual([given]);
  });

  it.each([
    [undefined],
    [null],
    ['tenantry_scope_tenantId'],
    [{}],
    [{ principalId: 'u1' }],
    [{ lambda: {} }],
    [{ tenantry_scope_tenantId: 'a#b' }],
    [{ tenantry_scope_tenantId: '' }],
    [{ tenantry_scope_tenantId: 7 }],
    [Object.create({ tenantry_scope_tenantId: 'acme' })],
  ])('is refused when there is none, or no valid one: %o', async (given) => {
    expect(() => scopeOf(given)).toThrow(InvalidSessionRequest);
    expect(await failure(backend().fromContext(given))).toBeInstanceOf(InvalidSessionRequest);
  });

  it('must be whole for the tags of the sessions', async () => {
    const { tenantry_scope_userId, ...half } = await context();
    expect(tenantry_scope_userId).toBe('u1');
    expect((await failure(backend().fromContext(half))).message).toBe('No session: userId is missing');
  });

  it('is not read from what is no session', async () => {
    for (const given of [undefined, null, {}, 'x'])
      expect(await failure(authorizerContext(given as never))).toBeInstanceOf(InvalidSessionRequest);
  });
});

describe('given credentials', () => {
  it('serve tests: as they are, or made from the request', async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const sessions = createTenantSessions({
      region: 'eu-west-1',
      tags: TAGS,
      authorize: () => true,
      source: { kind: 'static', credentials },
    });
    const session = await sessions.get(ACME);
    expect(await session.credentials()).toEqual(credentials);
    expect(session.expiration).toBeUndefined();

    const expiration = new Date(Date.now() + 1000);
    const made = createTenantSessions({
      region: 'eu-west-1',
      tags: TAGS,
      authorize: () => true,
      source: {
        kind: 'static',
        credentials: ({ tenantId }) => ({ ...credentials, accessKeyId: tenantId, sessionToken: 't', expiration }),
      },
    });
    expect(await (await made.get(ACME)).credentials()).toEqual({
      ...credentials,
      accessKeyId: 'acme',
      sessionToken: 't',
      expiration,
    });
  });

  it('are authorized like any', async () => {
    const sessions = createTenantSessions({
      region: 'eu-west-1',
      tags: TAGS,
      authorize: ({ tenantId }) => tenantId === 'acme',
      source: { kind: 'static', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } },
    });
    await sessions.get(ACME);
    expect(await failure(sessions.get({ ...ACME, tenantId: 'other' }))).toMatchObject({ code: 'Unauthorized' });
  });
});
