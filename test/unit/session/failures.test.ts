import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { STSClient } from '@aws-sdk/client-sts';
import { SessionError, sendWithIdentity } from '@tenantry/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ACME, failure, type Sessions, useSts } from '../../support/sts-fixture.js';
import { type Behaviour, STS_REGION } from '../../support/sts-server.js';
import { startVerifiedTable, type VerifiedTable } from '../../support/sts-verified-table.js';

const fixture = useSts();
let table: VerifiedTable;
let baseAsked = 0;
let client: DynamoDBClient;
beforeAll(async () => {
  table = await startVerifiedTable(fixture.sts.issued);
  client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: table.endpoint,
    credentials: async () => {
      baseAsked++;
      return { accessKeyId: 'AKIDAPPLICATION', secretAccessKey: 'of the application' };
    },
  });
});
afterEach(() => {
  baseAsked = 0;
});
afterAll(async () => {
  client.destroy();
  await table.stop();
});

const get = new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } });
const answer = (result: string): Behaviour => ({
  kind: 'raw',
  body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>${result}</AssumeRoleResult></AssumeRoleResponse>`,
});
const keys = (token: string, expiration: string): string =>
  `<Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey>${token}${expiration}</Credentials>`;
const TOKEN = '<SessionToken>token</SessionToken>';
const soon = (seconds: number): string =>
  `<Expiration>${new Date(Date.now() + seconds * 1000).toISOString()}</Expiration>`;

/** AWS's answers when the caller itself, not the tenant's session, is at fault, and the errors that they become. */
const BASE_FAULTS: readonly (readonly [code: string, reason: string, message?: string])[] = [
  ...[
    'ExpiredToken',
    'ExpiredTokenException',
    'InvalidClientTokenId',
    'InvalidAccessKeyId',
    'UnrecognizedClientException',
    'MissingAuthenticationToken',
    'IncompleteSignature',
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'AuthFailure',
    'OptInRequired',
  ].map((code) => [code, 'base-credentials'] as const),
  ['RequestExpired', 'clock'],
  ['RequestTimeTooSkewed', 'clock'],
  ['RequestInTheFuture', 'clock'],
  ['SignatureDoesNotMatch', 'clock', 'Signature expired: 20261130T000000Z is now earlier than 20261201T000000Z'],
  [
    'InvalidSignatureException',
    'clock',
    'Signature not yet current: 20261202T000000Z is still later than 20261201T000000Z',
  ],
];

/** STS's behaviours, and the error that each becomes. */
const behaviours: [what: string, behaviour: Behaviour, expected: object][] = [
  [
    'access denied',
    { kind: 'error', status: 403, code: 'AccessDenied' },
    { code: 'StsRefused', reason: 'AccessDenied' },
  ],
  [
    'a validation error',
    { kind: 'error', status: 400, code: 'ValidationError' },
    { code: 'StsRefused', reason: 'ValidationError' },
  ],
  [
    'a policy too large when packed',
    { kind: 'error', status: 400, code: 'PackedPolicyTooLarge' },
    { code: 'StsRefused', reason: 'PackedPolicyTooLargeException' },
  ],
  [
    'a malformed policy',
    { kind: 'error', status: 400, code: 'MalformedPolicyDocument' },
    { code: 'StsRefused', reason: 'MalformedPolicyDocumentException' },
  ],
  [
    'a Region that is off',
    { kind: 'error', status: 403, code: 'RegionDisabledException' },
    { code: 'StsRefused', reason: 'RegionDisabledException' },
  ],
  ...BASE_FAULTS.map(([code, reason, message]): [string, Behaviour, object] => [
    `${code}, a fault of the application's own`,
    { kind: 'error', status: 403, code, ...(message === undefined ? {} : { message }) },
    { code: 'StsUnavailable', reason },
  ]),
  [
    "a proxy's refusal",
    { kind: 'raw', status: 403, body: '<html>Forbidden by policy</html>' },
    { code: 'StsUnavailable', reason: 'server' },
  ],
  [
    "a proxy's refusal that is no XML",
    { kind: 'raw', status: 407, body: 'Proxy Authentication Required' },
    { code: 'StsUnavailable', reason: 'server' },
  ],
  ['throttling', { kind: 'error', status: 400, code: 'Throttling' }, { code: 'StsUnavailable', reason: 'throttled' }],
  [
    'too many requests',
    { kind: 'error', status: 429, code: 'TooManyRequestsException' },
    { code: 'StsUnavailable', reason: 'throttled' },
  ],
  [
    'an internal error',
    { kind: 'error', status: 500, code: 'InternalFailure' },
    { code: 'StsUnavailable', reason: 'server' },
  ],
  [
    'unavailability',
    { kind: 'error', status: 503, code: 'ServiceUnavailable' },
    { code: 'StsUnavailable', reason: 'server' },
  ],
  ['a broken connection', { kind: 'reset' }, { code: 'StsUnavailable', reason: 'network' }],
  ['silence', { kind: 'wait', for: new Promise(() => {}) }, { code: 'StsUnavailable', reason: 'timeout' }],
  ['no XML', { kind: 'raw', body: '<html>proxy login' }, { code: 'MalformedCredentials' }],
  ['nothing', { kind: 'raw', body: '' }, { code: 'MalformedCredentials' }],
  ['no credentials', answer(''), { code: 'MalformedCredentials' }],
  ['no token', answer(keys('', soon(900))), { code: 'MalformedCredentials' }],
  ['an empty token', answer(keys('<SessionToken></SessionToken>', soon(900))), { code: 'MalformedCredentials' }],
  ['no expiration', answer(keys(TOKEN, '')), { code: 'MalformedCredentials' }],
  [
    'an expiration that is no date',
    answer(keys(TOKEN, '<Expiration>soon</Expiration>')),
    { code: 'MalformedCredentials' },
  ],
  ['credentials that have expired', answer(keys(TOKEN, soon(-60))), { code: 'MalformedCredentials' }],
];

async function nothingWasSent(sessions: Sessions, expected: object): Promise<void> {
  const before = table.arrivals.length;
  const error = await failure(sessions.get(ACME));
  expect(error).toBeInstanceOf(SessionError);
  expect(error).toMatchObject(expected);
  expect(error.name).toBe((error as SessionError).code);
  expect(error.message).toMatch(/tenantId "acme"/);
  expect(table.arrivals.length).toBe(before);
  expect(baseAsked).toBe(0);
}

describe('no session, no request', () => {
  it.each(behaviours)('when STS answers with %s', async (_, behaviour, expected) => {
    fixture.sts.behave = () => behaviour;
    await nothingWasSent(fixture.sessions({ timeoutSeconds: behaviour.kind === 'wait' ? 0.1 : 10 }), expected);
  });

  it.each(behaviours)('of a held session that must renew, when STS answers with %s', async (_, behaviour, expected) => {
    const sessions = fixture.sessions({ timeoutSeconds: behaviour.kind === 'wait' ? 0.3 : 10 });
    const session = await sessions.get(ACME);
    fixture.clock.advance(3600);
    fixture.sts.behave = () =>
      behaviour.kind === 'raw' ? { ...behaviour, body: behaviour.body.replace(soon(900), soon(4500)) } : behaviour;
    const before = table.arrivals.length;
    const error = await failure(sendWithIdentity(client, get, session));
    expect(error).toBeInstanceOf(SessionError);
    expect(error).toMatchObject(expected);
    expect(table.arrivals.length).toBe(before);
    expect(baseAsked).toBe(0);
  });

  it('when nobody listens', async () => {
    const stsClient = new STSClient({
      region: STS_REGION,
      endpoint: 'http://127.0.0.1:9',
      credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
    });
    await nothingWasSent(fixture.sessions({ stsClient }), { code: 'StsUnavailable', reason: 'network' });
  });

  it('when the application has no credentials of its own', async () => {
    const none = async (): Promise<never> => {
      throw Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      });
    };
    const stsClient = new STSClient({ region: STS_REGION, endpoint: fixture.sts.endpoint, credentials: none });
    await nothingWasSent(fixture.sessions({ stsClient }), { code: 'StsUnavailable', reason: 'base-credentials' });
  });

  it('when the application may not obtain its own credentials, which is no refusal of the session', async () => {
    const refused = async (): Promise<never> => {
      const error = new Error('Not authorized to perform sts:AssumeRoleWithWebIdentity');
      throw Object.assign(error, { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    };
    const stsClient = new STSClient({ region: STS_REGION, endpoint: fixture.sts.endpoint, credentials: refused });
    await nothingWasSent(fixture.sessions({ stsClient }), { code: 'StsUnavailable', reason: 'base-credentials' });
  });

  it('when the base credentials are wrong', async () => {
    for (const credentials of [
      { accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'y' },
      { accessKeyId: 'AKIDBASE00000000BASE', secretAccessKey: 'y' },
    ]) {
      const stsClient = new STSClient({ region: STS_REGION, endpoint: fixture.sts.endpoint, credentials });
      const expected = { code: 'StsUnavailable', reason: 'base-credentials' };
      await nothingWasSent(fixture.sessions({ stsClient }), expected);
    }
  });

  it('when authorize refuses or breaks, at first or for a held session', async () => {
    await nothingWasSent(fixture.sessions({ authorize: () => false }), { code: 'Unauthorized' });
    await nothingWasSent(fixture.sessions({ authorize: () => Promise.reject(new Error('away')) }), {
      code: 'Unauthorized',
      decided: false,
    });
    let member = true;
    const sessions = fixture.sessions({ authorize: () => member });
    const session = await sessions.get(ACME);
    member = false;
    sessions.invalidate('acme');
    const before = table.arrivals.length;
    expect(await failure(sendWithIdentity(client, get, session))).toMatchObject({ code: 'Unauthorized' });
    member = true; // a session that was refused stays refused: its holder asks for a new one
    expect(await failure(sendWithIdentity(client, get, session))).toMatchObject({ code: 'Unauthorized' });
    expect(table.arrivals.length).toBe(before);
    expect(baseAsked).toBe(0);
  });

  it('when the sessions are closed', async () => {
    const sessions = fixture.sessions();
    const session = await sessions.get(ACME);
    await sessions.close();
    const before = table.arrivals.length;
    expect(await failure(sendWithIdentity(client, get, session))).toMatchObject({ code: 'SessionsClosed' });
    expect(await failure(session.client().send(get))).toMatchObject({ code: 'SessionsClosed' });
    expect(table.arrivals.length).toBe(before);
  });
});

describe('clocks', () => {
  it('that differ from the one of STS are corrected by the SDK', async () => {
    fixture.sts.wallClock = () => Date.now() + 25 * 60_000;
    const session = await fixture.sessions().get(ACME);
    expect(session.scope).toEqual(ACME);
  });

  it('that run behind do not make credentials outlive what was asked for', async () => {
    const sessions = fixture.sessions({ durationSeconds: 900 });
    fixture.sts.clock = () => fixture.clock.now() + 20 * 60_000; // expirations look 20 minutes later than they are
    const session = await sessions.get(ACME);
    expect(session.expiration?.getTime()).toBe(fixture.clock.now() + 900_000);
  });

  it('that run ahead shorten the use of credentials, and beyond that are told', async () => {
    const sessions = fixture.sessions({ durationSeconds: 900, backoffSeconds: { first: 0, max: 0 } });
    fixture.sts.clock = () => fixture.clock.now() - 10 * 60_000;
    const session = await sessions.get(ACME);
    expect((session.expiration?.getTime() ?? 0) - fixture.clock.now()).toBeLessThanOrEqual(300_000);
    await sessions.get(ACME);
    expect(sessions.stats().issued).toBe(1); // not refreshed at once, though less is left than refreshBeforeSeconds
    fixture.sts.clock = () => fixture.clock.now() - 16 * 60_000;
    const error = await failure(sessions.get({ ...ACME, userId: 'u2' }));
    expect(error).toMatchObject({ code: 'MalformedCredentials' });
    expect(error.message).toMatch(/expired 6\d s before they came: check the clock of this machine/);
  });
});
