import {
  createTenantSessions,
  type Session,
  SessionError,
  type SessionSource,
  type TenantSessionsOptions,
} from '@tenantry/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '../../support/sts-clock.js';
import { type CognitoServer, POOL_ID, PROVIDER, startCognito } from '../../support/sts-cognito.js';
import { ACME, failure, ROLE_ARN, TAGS, useSts } from '../../support/sts-fixture.js';
import { STS_REGION } from '../../support/sts-server.js';
import { createIssuer, TAGS_CLAIM } from '../../support/sts-tokens.js';

/** The callers that ask for the session of jane at acme: each with a proof of its own. */
const CALLERS = ['rightful', 'renewed', 'foreign', 'forged', 'unsigned', 'garbage', 'none', 'expired'] as const;
type Caller = (typeof CALLERS)[number];
/** When they ask: first of all, after the rightful caller, or while the rightful caller's call to the issuer is under way. */
const STATES = ['cold', 'warm', 'in flight'] as const;
type State = (typeof STATES)[number];

const OTHER = { tenantId: 'other', userId: 'u1' } as const;
const STRANGERS = 30;

const fixture = useSts();
let clock = testClock();
const provider = createIssuer({ audience: 'app-client-id', now: () => clock.now() });
const pretender = createIssuer({ audience: 'app-client-id', now: () => clock.now() });
let pool: CognitoServer;
const claims = { TenantId: 'custom:tenant_id', UserId: 'sub' };
beforeAll(async () => {
  pool = await startCognito(provider, claims);
});
beforeEach(() => {
  clock = testClock();
});
afterAll(() => pool.stop());

const claimsOf = ({ tenantId, userId }: { tenantId: string; userId: string }): object => ({
  sub: userId,
  'custom:tenant_id': tenantId,
  [TAGS_CLAIM]: { principal_tags: { TenantId: [tenantId], UserId: [userId] } },
});

/** Tokens of the callers, made anew for each test. */
function tokens(): { readonly [caller in Caller]: unknown } {
  const rightful = provider.token(claimsOf(ACME));
  const [header, payload] = rightful.split('.');
  return {
    rightful,
    renewed: provider.token({ ...claimsOf(ACME), jti: 'second' }),
    foreign: provider.token(claimsOf(OTHER)),
    forged: pretender.token(claimsOf(ACME)),
    unsigned: `${header}.${payload}.`,
    garbage: 'garbage',
    none: undefined,
    expired: provider.token({ ...claimsOf(ACME), exp: Math.floor(clock.now() / 1000) - 60 }),
  };
}

/** Returns the contexts of an authorizer; there is no signature to forge, so a forger brings other credentials. */
function contexts(): { readonly [caller in Caller]: unknown } {
  const context = (name: string, scope: { tenantId: string; userId: string }, seconds = 3600): object => ({
    tenantry_accessKeyId: `ASIA${name}`,
    tenantry_secretAccessKey: 'secret',
    tenantry_sessionToken: 'token',
    tenantry_expiration: new Date(clock.now() + seconds * 1000).toISOString(),
    tenantry_scope_tenantId: scope.tenantId,
    tenantry_scope_userId: scope.userId,
  });
  return {
    rightful: context('RIGHTFUL', ACME),
    renewed: context('RENEWED', ACME, 7200),
    foreign: context('FOREIGN', OTHER),
    forged: context('FORGED', ACME),
    unsigned: { tenantry_scope_tenantId: 'acme', tenantry_scope_userId: 'u1' },
    garbage: 'garbage',
    none: undefined,
    expired: context('RIGHTFUL', ACME, -60),
  };
}

interface Subject {
  /** The issuer's requests so far; undefined where nobody is asked. */
  readonly requests?: () => number;
  /** Holds the issuer's answers until the promise settles. */
  readonly hold?: (until: Promise<void>) => void;
  readonly proofs: () => { readonly [caller in Caller]: unknown };
  readonly options: () => object;
  /** Codes that the callers without a right get; `own` for credentials that the caller brought itself. */
  readonly refusals: { readonly [caller in Exclude<Caller, 'rightful' | 'renewed'>]: string };
}

const MISMATCH = { foreign: 'TokenMismatch', garbage: 'TokenMismatch', none: 'TokenMismatch' } as const;
const BY_TOKEN = { ...MISMATCH, forged: 'StsRefused', unsigned: 'StsRefused', expired: 'StsRefused' } as const;
const sts = {
  requests: () => fixture.sts.requests,
  hold(until: Promise<void>) {
    fixture.sts.behave = () => ({ kind: 'wait', for: until });
  },
};
const token = ({ claims: brought }: { readonly claims: unknown }): string => brought as string;

const SUBJECTS: { readonly [source in SessionSource['kind']]: Subject } = {
  assumeRole: {
    ...sts,
    proofs: tokens,
    // The caller brings no proof that STS sees: `authorize` verifies it, every time.
    options: () => ({
      roleArn: ROLE_ARN,
      stsClient: fixture.sts.client(),
      authorize: ({ tenantId, claims: brought }: { tenantId: string; claims: unknown }) => {
        const identity = typeof brought === 'string' ? provider.identify(brought) : 'none';
        return typeof identity === 'object' && identity.tags.TenantId === tenantId;
      },
    }),
    refusals: {
      foreign: 'Unauthorized',
      forged: 'Unauthorized',
      unsigned: 'Unauthorized',
      garbage: 'Unauthorized',
      none: 'Unauthorized',
      expired: 'Unauthorized',
    },
  },
  webIdentity: {
    ...sts,
    proofs: tokens,
    options: () => ({
      source: { kind: 'webIdentity', roleArn: ROLE_ARN, stsClient: fixture.sts.client(), token },
    }),
    refusals: BY_TOKEN,
  },
  cognito: {
    requests: () => pool.requests,
    hold(until) {
      pool.before = () => until;
    },
    proofs: tokens,
    options: () => ({
      source: {
        kind: 'cognito',
        cognito: pool.client(),
        identityPoolId: POOL_ID,
        provider: PROVIDER,
        token,
        claims,
      },
    }),
    refusals: BY_TOKEN,
  },
  authorizer: {
    proofs: contexts,
    options: () => ({ source: { kind: 'authorizer' } }),
    refusals: { ...MISMATCH, forged: 'own', unsigned: 'MalformedCredentials', expired: 'MalformedCredentials' },
  },
  static: {
    proofs: contexts,
    options: () => ({
      source: {
        kind: 'static',
        credentials: ({ claims: brought }: { claims: { [name: string]: string } }) => ({
          accessKeyId: brought.tenantry_accessKeyId,
          secretAccessKey: brought.tenantry_secretAccessKey,
          sessionToken: brought.tenantry_sessionToken,
          ...(brought.tenantry_expiration === undefined ? {} : { expiration: new Date(brought.tenantry_expiration) }),
        }),
      },
    }),
    // Nothing ties given credentials to a scope, but nobody is given another's.
    refusals: {
      foreign: 'own',
      forged: 'own',
      unsigned: 'MalformedCredentials',
      garbage: 'MalformedCredentials',
      none: 'StsUnavailable',
      expired: 'MalformedCredentials',
    },
  },
};

function opened({ options, proofs }: Subject) {
  fixture.sts.identify = provider.identify;
  fixture.sts.clock = clock.now;
  pool.clock = clock.now;
  pool.before = async () => {};
  const brought = proofs();
  const common = { region: STS_REGION, tags: TAGS, authorize: () => true, now: clock.now };
  const sessions = createTenantSessions({ ...common, ...options() } as unknown as TenantSessionsOptions<typeof TAGS>);
  const ask = (caller: Caller): Promise<Session> => sessions.get({ ...ACME, claims: brought[caller] });
  return { sessions, ask };
}

const keyOf = async (session: Session): Promise<string> => (await session.credentials()).accessKeyId;

/** Brings the sessions into a state; the promise is of the rightful caller's session. */
function bring(state: State, { hold }: Subject, ask: (caller: Caller) => Promise<Session>) {
  if (state === 'cold') return { rightful: undefined, answer: () => {} };
  let answer = (): void => {};
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  if (state === 'in flight') hold?.(until);
  return { rightful: ask('rightful'), answer };
}

const matrix = Object.entries(SUBJECTS).flatMap(([source, subject]) =>
  STATES.flatMap((state) => CALLERS.map((caller) => ({ source, state, caller, subject }))),
);

describe('a caller with its own proof', () => {
  it.each(matrix)('$source, $state: $caller', async ({ subject, state, caller }) => {
    const { sessions, ask } = opened(subject);
    const { rightful, answer } = bring(state, subject, ask);
    if (state === 'warm') await rightful;
    const before = subject.requests?.() ?? 0;
    const asked = Promise.allSettled(Array.from({ length: STRANGERS }, () => ask(caller)));
    if (state === 'in flight' && subject.hold) await expect.poll(() => sessions.stats().inFlight).toBeGreaterThan(0);
    answer();
    const outcomes = await asked;
    const owner = rightful && (await keyOf(await rightful));

    for (const outcome of outcomes) {
      const expected = caller === 'rightful' || caller === 'renewed' ? 'served' : subject.refusals[caller];
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toBeInstanceOf(SessionError);
        expect(outcome.reason.code).toBe(expected);
        continue;
      }
      expect(expected).toMatch(/served|own/);
      expect(outcome.value.scope).toEqual(ACME);
      const key = await keyOf(outcome.value);
      if (caller === 'rightful' && owner !== undefined) expect(key).toBe(owner);
      // Credentials that were issued for one proof serve that proof; with AssumeRole they are issued for the scope.
      if (caller !== 'rightful' && !('authorize' in subject.options())) expect(key).not.toBe(owner);
      if (expected === 'own') expect(key).toBe(`ASIA${caller.toUpperCase()}`);
    }
    // However many bring one proof, it is shown to the issuer once; and one that was accepted not at all.
    if (subject.requests) {
      const calls = subject.requests() - before;
      expect(calls).toBeLessThanOrEqual(caller === 'rightful' && state === 'warm' ? 0 : 4);
    }
    await sessions.close();
  });

  it.each(Object.entries(SUBJECTS))(
    '%s: is refused another scope with a good proof, whatever is cached',
    async (_, subject) => {
      const { sessions, ask } = opened(subject);
      const owner = await keyOf(await ask('rightful'));
      const proof = subject.proofs().rightful;
      for (const scope of [OTHER, { tenantId: 'acme', userId: 'u2' }]) {
        const outcome = await sessions
          .get({ ...scope, claims: proof })
          .then(keyOf, (error: SessionError) => error.code);
        // Only `authorize` knows of users where STS is given the tags, and nothing ties static credentials to a scope.
        if (subject === SUBJECTS.assumeRole) expect(outcome).not.toBe(owner);
        else if (subject !== SUBJECTS.static) expect(outcome).toBe('TokenMismatch');
      }
      await sessions.close();
    },
  );
});

describe('a token', () => {
  it.each(['webIdentity', 'cognito'] as const)(
    'of %s serves from the cache until it ends, and not longer',
    async (source) => {
      const { sessions, ask } = opened(SUBJECTS[source]);
      const held = await ask('rightful');
      const key = await keyOf(held);
      clock.advance(599);
      expect(await keyOf(await ask('rightful'))).toBe(key);
      clock.advance(2);
      expect(await failure(ask('rightful'))).toMatchObject({ code: 'StsRefused' });
      // Sessions that were handed out before are good for as long as their credentials: a job is not cut off.
      expect(await keyOf(held)).toBe(key);
      await sessions.close();
    },
  );

  it.each(['webIdentity', 'cognito'] as const)(
    'of %s without an end is shown to the issuer every time',
    async (source) => {
      const subject = SUBJECTS[source];
      const { sessions } = opened(subject);
      const endless = provider.token({ ...claimsOf(ACME), exp: '9999999999' });
      await sessions.get({ ...ACME, claims: endless });
      const before = subject.requests?.() ?? 0;
      await sessions.get({ ...ACME, claims: endless });
      expect(subject.requests?.()).toBeGreaterThan(before);
      await sessions.close();
    },
  );

  it('is read once for each get: what is checked is what is sent and what is cached', async () => {
    const { rightful, foreign } = tokens();
    const read: unknown[] = [];
    fixture.sts.identify = provider.identify;
    const sessions = createTenantSessions({
      region: STS_REGION,
      tags: TAGS,
      authorize: () => true,
      now: clock.now,
      source: {
        kind: 'webIdentity',
        roleArn: ROLE_ARN,
        stsClient: fixture.sts.client(),
        token: () => {
          read.push(read.length === 0 ? rightful : foreign);
          return read.at(-1) as string;
        },
      },
    });
    const session = await sessions.get(ACME);
    expect(read).toEqual([rightful]);
    expect(fixture.sts.issued.get(await keyOf(session))?.tags.TenantId).toBe('acme');
    expect(await failure(sessions.get(ACME))).toMatchObject({ code: 'TokenMismatch' });
    await sessions.close();
  });

  it('that is refused is remembered for the backoff, and nobody else pays for it', async () => {
    const { sessions, ask } = opened(SUBJECTS.webIdentity);
    const before = fixture.sts.requests;
    const first = await failure(ask('forged'));
    expect(await failure(ask('forged'))).toBe(first);
    expect(fixture.sts.requests - before).toBe(1);
    expect((await ask('rightful')).scope).toEqual(ACME);
    await sessions.close();
  });
});
