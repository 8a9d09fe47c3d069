import { inspect } from 'node:util';
import { createTenantSessions, StsRefused, TokenMismatch } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { ACME, failure, ROLE_ARN, TAGS, useSts } from '../../support/sts-fixture.js';
import { STS_REGION } from '../../support/sts-server.js';
import { createIssuer, TAGS_CLAIM } from '../../support/sts-tokens.js';

const fixture = useSts();
const provider = createIssuer({ audience: 'app-client-id' });
interface Bearer {
  readonly token: string;
}

function sessionsFrom(options: object = {}) {
  fixture.sts.identify = provider.identify;
  return createTenantSessions({
    region: STS_REGION,
    tags: TAGS,
    authorize: () => true,
    now: fixture.clock.now,
    backoffSeconds: { first: 0, max: 0 },
    source: {
      kind: 'webIdentity',
      roleArn: ROLE_ARN,
      stsClient: fixture.sts.client(),
      token: ({ claims }) => (claims as Bearer).token,
      ...options,
    },
  });
}
const tagged = (tags: object) => provider.token({ [TAGS_CLAIM]: { principal_tags: tags } });
const both = { TenantId: ['acme'], UserId: ['u1'] };

describe('AssumeRoleWithWebIdentity', () => {
  it('exchanges a token whose signed tags are the scope, without AWS credentials', async () => {
    const session = await sessionsFrom({ durationSeconds: 43_200, sessionName: 'ü' }).get({
      ...ACME,
      claims: { token: tagged(both) },
    });
    const call = fixture.sts.calls.at(-1);
    expect(call).toMatchObject({
      action: 'AssumeRoleWithWebIdentity',
      roleArn: ROLE_ARN,
      durationSeconds: 43_200,
      tags: {},
    });
    expect(call?.sessionName).toMatch(/^-=[\w-]{22}$/);
    const { accessKeyId } = await session.credentials();
    expect(fixture.sts.issued.get(accessKeyId)?.tags).toEqual({ TenantId: 'acme', UserId: 'u1' });
  });

  it('reads tags in the forms that STS takes', async () => {
    for (const claims of [
      { [TAGS_CLAIM]: { principal_tags: { TenantId: 'acme', UserId: 'u1' } } },
      { [`${TAGS_CLAIM}/principal_tags/TenantId`]: 'acme', [`${TAGS_CLAIM}/principal_tags/UserId`]: ['u1'] },
    ]) {
      const session = await sessionsFrom().get({ ...ACME, claims: { token: provider.token(claims) } });
      expect(session.scope).toEqual(ACME);
    }
  });

  it.each([
    [
      'another tenant',
      { [TAGS_CLAIM]: { principal_tags: { TenantId: ['other'], UserId: ['u1'] } } },
      'https://aws.amazon.com/tags principal tag TenantId in the token is another than tenantId of the request',
    ],
    [
      'two tenants',
      { [TAGS_CLAIM]: { principal_tags: { TenantId: ['acme', 'other'], UserId: ['u1'] } } },
      'is another than tenantId',
    ],
    [
      'a custom claim, which is no tag',
      { 'custom:tenant_id': 'acme', sub: 'u1' },
      'the token has no https://aws.amazon.com/tags principal tag TenantId, so the session would not be tagged with TenantId',
    ],
    [
      'half of the scope',
      { [TAGS_CLAIM]: { principal_tags: { TenantId: ['acme'] } } },
      'the token has no https://aws.amazon.com/tags principal tag UserId',
    ],
    [
      'tags of a prototype',
      { [TAGS_CLAIM]: { principal_tags: { ['__proto__']: { TenantId: 'acme' } } } },
      'the token has no',
    ],
  ])('refuses a token of %s before STS sees it', async (_, claims, message) => {
    const before = fixture.sts.requests;
    const token = provider.token(claims);
    const error = await failure(sessionsFrom().get({ ...ACME, claims: { token } }));
    expect(error).toBeInstanceOf(TokenMismatch);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain(token.split('.')[1]);
    expect(fixture.sts.requests).toBe(before);
  });

  it.each([['opaque'], [''], ['a.b.c'], [undefined], [`x.${Buffer.from('null').toString('base64url')}.y`]])(
    'refuses what is not a JSON Web Token: %s',
    async (token) => {
      const error = await failure(sessionsFrom().get({ ...ACME, claims: { token } as Bearer }));
      expect(error).toMatchObject({ code: 'TokenMismatch' });
    },
  );

  it('says so when the token function throws, without its words', async () => {
    const token = (): never => {
      throw new TypeError('Bearer eyJ…');
    };
    const error = await failure(sessionsFrom({ token }).get(ACME));
    expect(error).toMatchObject({ code: 'StsUnavailable', reason: 'source' });
    expect(error.message).toBe(
      'Session of tenantId "acme", userId "u1": the issuer is unavailable (source): token threw TypeError',
    );
  });

  it('says why STS refuses a token', async () => {
    const forged = `${tagged(both).slice(0, -4)}AAAA`;
    const stale = provider.token({ [TAGS_CLAIM]: { principal_tags: both }, exp: Date.now() / 1000 - 60 });
    for (const [token, reason] of [
      [forged, 'InvalidIdentityTokenException'],
      [stale, 'ExpiredTokenException'],
    ] as const) {
      const error = await failure(sessionsFrom().get({ ...ACME, claims: { token } }));
      expect(error).toBeInstanceOf(StsRefused);
      expect(error).toMatchObject({ reason });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(token.slice(0, 60));
    }
  });

  it("does not make one caller pay for another's token", async () => {
    const sessions = sessionsFrom();
    const bad = [
      { token: 'opaque' },
      { token: `${tagged(both).slice(0, -4)}AAAA` },
      { token: tagged({ TenantId: 'other' }) },
    ];
    const outcomes = await Promise.allSettled(
      [...bad, { token: tagged(both) }, ...bad].map((claims) => sessions.get({ ...ACME, claims })),
    );
    // Callers with a good token, or after one, have a session; nobody got the credentials of another scope.
    expect(outcomes[3]?.status).toBe('fulfilled');
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') expect(outcome.value.scope).toEqual(ACME);
  });

  it('asks for a fresh token to renew, and fails closed when there is none', async () => {
    const brought: string[] = [];
    let next = tagged(both);
    const sessions = sessionsFrom({
      token: () => {
        brought.push(next);
        return next;
      },
    });
    const session = await sessions.get(ACME);
    fixture.clock.advance(3601);
    fixture.sts.clock = fixture.clock.now;
    next = tagged({ ...both, Seat: 'left' });
    await session.credentials();
    expect(new Set(brought).size).toBe(2);
    fixture.clock.advance(3601);
    next = 'gone';
    expect(await failure(session.credentials())).toMatchObject({ code: 'TokenMismatch' });
    await sessions.close();
  });
});
