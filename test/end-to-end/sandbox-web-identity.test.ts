import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createTenantSessions } from '@tenantry/runtime';
import { assertDenied, useSandbox } from '@tenantry/sandbox/testing';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';

const PROVIDER = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example';
const POOL = 'eu-west-1:00000000-0000-0000-0000-000000000000';
const MEMBER = 'arn:aws:iam::111122223333:role/flight-club-member';
const TAGS = 'https://aws.amazon.com/tags';

const ours = await generateKeyPair('RS256');
const theirs = await generateKeyPair('RS256');
const publicKey = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };

const sandbox = useSandbox(
  { model: flightClubModel, webIdentityKeys: { keys: [publicKey] }, identityPoolRole: 'member', setEnv: true },
  { beforeAll, afterAll },
);

const now = Math.floor(Date.now() / 1000);
const usual = (tenant: string): JWTPayload => ({
  iss: `https://${PROVIDER}`,
  aud: 'app-client-id',
  sub: 'jane',
  iat: now,
  exp: now + 600,
  'custom:tenant_id': tenant,
  [TAGS]: { principal_tags: { TenantId: [tenant], UserId: ['jane'] } },
});
const sign = (claims: JWTPayload, key = ours.privateKey, header: object = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'k1', ...header }).sign(key);

const get = (tenant: string): GetItemCommand =>
  new GetItemCommand({ TableName: 'flight-club-dev', Key: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'CLUB' } } });

describe('AssumeRoleWithWebIdentity', () => {
  const assume = async (token: string, more: object = {}): Promise<unknown> =>
    new STSClient({ region: 'eu-west-1', maxAttempts: 1 }).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: MEMBER,
        RoleSessionName: 'jane',
        WebIdentityToken: token,
        ...more,
      }),
    );

  it('gives a session with the tags that the token carries, nested or flat', async () => {
    const { [TAGS]: _, ...bare } = usual('acme');
    const flat = { ...bare, [`${TAGS}/principal_tags/TenantId`]: 'acme', [`${TAGS}/principal_tags/UserId`]: 'jane' };
    for (const claims of [usual('acme'), flat, { ...usual('acme'), aud: 'other', azp: 'app-client-id' }]) {
      expect(await assume(await sign(claims))).toMatchObject({
        SubjectFromWebIdentityToken: 'jane',
        Audience: 'app-client-id',
        Provider: `arn:aws:iam::111122223333:oidc-provider/${PROVIDER}`,
        AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:assumed-role/flight-club-member/jane' },
      });
    }
  });

  it('is what the sessions of the runtime are made of', async () => {
    const sessions = createTenantSessions({
      source: { kind: 'webIdentity', roleArn: MEMBER, token: ({ tenantId }) => sign(usual(tenantId)) },
      region: 'eu-west-1',
      tags: { tenant: 'TenantId', user: 'UserId' },
      authorize: () => true,
    });
    const session = await sessions.get({ tenantId: 'acme', userId: 'jane' });
    const client = new DynamoDBClient({ credentials: session.credentials });
    await client.send(get('acme'));
    await assertDenied(client.send(get('beta')), { action: 'dynamodb:GetItem' });
    client.destroy();
    await sessions.close();
  });

  it.each<[string, JWTPayload, string, RegExp]>([
    [
      'of another issuer',
      { iss: 'https://evil.example' },
      'InvalidIdentityTokenException',
      /No OpenIDConnect provider/,
    ],
    ['of an issuer without TLS', { iss: `http://${PROVIDER}` }, 'InvalidIdentityTokenException', /https/],
    ['for another audience', { aud: 'other' }, 'InvalidIdentityTokenException', /Incorrect token audience/],
    ['for two audiences', { aud: ['app-client-id', 'other'] }, 'InvalidIdentityTokenException', /one audience/],
    ['that has expired', { exp: now - 10 }, 'ExpiredTokenException', /Token expired/],
    ['that is not yet good', { nbf: now + 600 }, 'InvalidIdentityTokenException', /nbf/],
    ['without subject', { sub: '' }, 'InvalidIdentityTokenException', /subject/],
    [
      'with a tag of two values',
      { [TAGS]: { principal_tags: { TenantId: ['acme', 'beta'] } } },
      'InvalidIdentityTokenException',
      /one value/,
    ],
    ['with tags that are none', { [TAGS]: 'TenantId=acme' }, 'InvalidIdentityTokenException', /object/],
    [
      'with a delimiter in a tag',
      { [TAGS]: { principal_tags: { TenantId: ['acme#x'] } } },
      'ValidationError',
      /tags\.1/,
    ],
    [
      'with one tag in two forms',
      { [`${TAGS}/principal_tags/tenantid`]: 'beta' },
      'InvalidParameterValue',
      /Duplicate/,
    ],
    [
      'without tags, whatever its own claims say',
      { [TAGS]: undefined },
      'AccessDenied',
      /^Not authorized to perform sts:AssumeRoleWithWebIdentity$/,
    ],
    [
      'with an empty tag',
      { [TAGS]: { principal_tags: { TenantId: [''], UserId: ['jane'] } } },
      'AccessDenied',
      /Not authorized/,
    ],
    [
      'with a tag too many',
      { [TAGS]: { principal_tags: { TenantId: ['a'], UserId: ['b'], Admin: ['c'] } } },
      'AccessDenied',
      /Not authorized/,
    ],
  ])('refuses a token %s', async (_what, claims, name, message) => {
    const token = await sign({ ...usual('acme'), ...claims });
    await expect(assume(token)).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
  });

  it('refuses a token that the provider did not sign', async () => {
    const good = await sign(usual('acme'));
    const [head = '', , seal = ''] = good.split('.');
    const payload = Buffer.from(JSON.stringify(usual('beta'))).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      await sign(usual('acme'), theirs.privateKey),
      await sign(usual('acme'), ours.privateKey, { kid: 'k2' }),
      `${head}.${payload}.${seal}`,
      `${none}.${payload}.`,
      await new SignJWT(usual('acme'))
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .sign(new TextEncoder().encode('x'.repeat(32))),
      'abcd',
    ]) {
      await expect(assume(token)).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' });
    }
  });

  it('keeps unscoped roles to those who assume them by name', async () => {
    const operator = { RoleArn: 'arn:aws:iam::111122223333:role/flight-club-operator' };
    const { [TAGS]: _, ...bare } = usual('acme');
    await expect(assume(await sign(bare), operator)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is signed by the sandbox itself only where it has no keys of the user', async () => {
    await expect(sandbox.webIdentityToken()).rejects.toThrow(/keys of yours/);
  });
});

describe('a Cognito identity pool', () => {
  const login = async (claims: JWTPayload): Promise<{ [provider: string]: string }> => ({
    [PROVIDER]: await sign(claims),
  });
  const credentialsFor = async (claims: JWTPayload, more: object = {}): Promise<unknown> => {
    const cognito = new CognitoIdentity({ region: 'eu-west-1', maxAttempts: 1 });
    const Logins = await login(claims);
    const { IdentityId } = await cognito.getId({ IdentityPoolId: POOL, Logins });
    return cognito.getCredentialsForIdentity({ IdentityId, Logins, ...more });
  };

  it('maps claims to tags for the sessions of the runtime', async () => {
    const sessions = createTenantSessions({
      source: {
        kind: 'cognito',
        cognito: new CognitoIdentity({ region: 'eu-west-1' }),
        identityPoolId: POOL,
        provider: PROVIDER,
        token: ({ tenantId }) => sign(usual(tenantId)),
        claims: { TenantId: 'custom:tenant_id', UserId: 'sub' },
      },
      region: 'eu-west-1',
      tags: { tenant: 'TenantId', user: 'UserId' },
      authorize: () => true,
    });
    const session = await sessions.get({ tenantId: 'acme', userId: 'jane' });
    const client = new DynamoDBClient({ credentials: session.credentials });
    await client.send(get('acme'));
    await assertDenied(client.send(get('beta')));
    client.destroy();
    await sessions.close();
  });

  it('gives a user one identity, and credentials of an hour', async () => {
    const given = (await credentialsFor(usual('acme'))) as { IdentityId: string; Credentials: { Expiration: Date } };
    expect(given.IdentityId).toMatch(/^eu-west-1:[0-9a-f-]{36}$/);
    expect(Math.abs(given.Credentials.Expiration.getTime() - Date.now() - 3_600_000)).toBeLessThan(10_000);
    expect(await credentialsFor(usual('beta'))).toMatchObject({ IdentityId: given.IdentityId });
  });

  it.each<[string, JWTPayload, object, string]>([
    [
      'a token without the tenant claim',
      { 'custom:tenant_id': undefined },
      {},
      'InvalidIdentityPoolConfigurationException',
    ],
    ['a tenant that is no tag value', { 'custom:tenant_id': 'a#b' }, {}, 'NotAuthorizedException'],
    ['another audience', { aud: 'other' }, {}, 'NotAuthorizedException'],
    ['an expired token', { exp: now - 10 }, {}, 'NotAuthorizedException'],
    [
      'an identity of somebody else',
      {},
      { IdentityId: 'eu-west-1:11111111-1111-1111-1111-111111111111' },
      'NotAuthorizedException',
    ],
    [
      'a role that the token does not offer',
      {},
      { CustomRoleArn: MEMBER.replace('member', 'chief') },
      'NotAuthorizedException',
    ],
    ['no login', {}, { Logins: undefined }, 'NotAuthorizedException'],
  ])('refuses %s', async (_what, claims, more, name) => {
    await expect(credentialsFor({ ...usual('acme'), ...claims }, more)).rejects.toMatchObject({ name });
  });

  it('gives the role that the token prefers, or one of those it offers', async () => {
    const chief = MEMBER.replace('member', 'chief');
    const roles = { 'cognito:preferred_role': chief, 'cognito:roles': [MEMBER, chief] };
    await expect(credentialsFor({ ...usual('acme'), ...roles })).resolves.toBeDefined();
    await expect(credentialsFor({ ...usual('acme'), ...roles }, { CustomRoleArn: MEMBER })).resolves.toBeDefined();
    const nobody = { 'cognito:preferred_role': MEMBER.replace('member', 'nobody') };
    await expect(credentialsFor({ ...usual('acme'), ...nobody })).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
    });
  });

  it('is the one of the schema', async () => {
    const cognito = new CognitoIdentity({ region: 'eu-west-1', maxAttempts: 1 });
    const other = { IdentityPoolId: 'eu-west-1:99999999-0000-0000-0000-000000000000', Logins: await login(usual('a')) };
    await expect(cognito.getId(other)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const foreign = { IdentityPoolId: POOL, Logins: { 'accounts.google.com': await sign(usual('a')) } };
    await expect(cognito.getId(foreign)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });
});
