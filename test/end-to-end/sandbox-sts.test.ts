import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { Credentials } from '@tenantry/sandbox';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightClubModel } from '../support/flight-club-model.js';

const USER = 'arn:aws:iam::111122223333:user/ops';
const ROLE = (name: string): string => `arn:aws:iam::111122223333:role/flight-club-${name}`;
const assumeAny = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }] } as const;

let ahead = 0;
const model = {
  ...flightClubModel,
  identity: {
    assumeRole: { trusted: ['role/flight-club-api', 'user/ops'], maxSessionSeconds: 7200 },
  },
} as const;
const sandbox = useSandbox(
  {
    model,
    callers: { 'role/stranger': assumeAny },
    now: () => new Date(Date.now() + ahead),
  },
  { beforeAll, afterAll },
);

const sts = (credentials: Credentials): STSClient =>
  new STSClient({ endpoint: sandbox.endpoints.sts, region: 'eu-west-1', credentials, maxAttempts: 1 });
const tags = (entries: { readonly [key: string]: string }): { Key: string; Value: string }[] =>
  Object.entries(entries).map(([Key, Value]) => ({ Key, Value }));
const member: AssumeRoleCommandInput = {
  RoleArn: ROLE('member'),
  RoleSessionName: 'jane',
  Tags: tags({ TenantId: 'acme', UserId: 'jane' }),
};

async function assume(
  input: Partial<AssumeRoleCommandInput>,
  credentials = sandbox.caller('role/flight-club-api'),
): Promise<Credentials & { readonly expiration: Date }> {
  const { Credentials: given } = await sts(credentials).send(new AssumeRoleCommand({ ...member, ...input }));
  if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration) {
    throw new Error('STS gave no credentials.');
  }
  return {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
    expiration: given.Expiration,
  };
}

const get = (credentials: Credentials, tenant: string): Promise<unknown> =>
  new DynamoDBClient({ endpoint: sandbox.endpoints.dynamodb, region: 'eu-west-1', credentials, maxAttempts: 1 }).send(
    new GetItemCommand({ TableName: 'flight-club-dev', Key: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'CLUB' } } }),
  );
const failure = (name: string, message?: string | RegExp): object =>
  expect.objectContaining({
    name,
    ...(message !== undefined && {
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    }),
  });

describe('AssumeRole', () => {
  it.each<[string, Partial<AssumeRoleCommandInput>, string, RegExp]>([
    [
      'a short session name',
      { RoleSessionName: 'j' },
      'ValidationError',
      /'roleSessionName' failed .* greater than or equal to 2/,
    ],
    [
      'a session name with a space',
      { RoleSessionName: 'jane doe' },
      'ValidationError',
      /regular expression pattern: \[\\w\+=,\.@-\]\*/,
    ],
    [
      'a session name with mark-up',
      { RoleSessionName: '<b>&amp;' },
      'ValidationError',
      /Value '<b>&amp;' at 'roleSessionName'/,
    ],
    ['899 seconds', { DurationSeconds: 899 }, 'ValidationError', /greater than or equal to 900/],
    ['43,201 seconds', { DurationSeconds: 43_201 }, 'ValidationError', /less than or equal to 43200/],
    [
      'a tag with the delimiter',
      { Tags: tags({ TenantId: 'acme#x', UserId: 'u' }) },
      'ValidationError',
      /tags\.1\.member\.value/,
    ],
    [
      'a tag with a wildcard',
      { Tags: tags({ TenantId: '*', UserId: 'u' }) },
      'ValidationError',
      /tags\.1\.member\.value/,
    ],
    [
      'a tag of 257 characters',
      { Tags: tags({ TenantId: 'x'.repeat(257), UserId: 'u' }) },
      'ValidationError',
      /less than or equal to 256/,
    ],
    [
      '51 tags',
      { Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}`, Value: 'v' })) },
      'ValidationError',
      /less than or equal to 50/,
    ],
    [
      'a key in two cases',
      { Tags: [...tags({ TenantId: 'a', tenantid: 'b' })] },
      'InvalidParameterValue',
      /Duplicate tag keys/,
    ],
    ['a reserved key', { Tags: tags({ 'aws:x': 'a' }) }, 'InvalidParameterValue', /reserved/],
    ['a transitive key that is no tag', { TransitiveTagKeys: ['Other'] }, 'InvalidParameterValue', /Other/],
    ['a policy that is not JSON', { Policy: '{' }, 'MalformedPolicyDocumentException', /invalid Json/],
    ['a policy without statements', { Policy: '{}' }, 'MalformedPolicyDocumentException', /Syntax/],
    ['a policy of 2,049 characters', { Policy: ' '.repeat(2049) }, 'ValidationError', /less than or equal to 2048/],
    [
      'managed policies',
      { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
      'ValidationError',
      /PolicyArns/,
    ],
    [
      'a role that is not there',
      { RoleArn: ROLE('nobody') },
      'AccessDenied',
      /not authorized to perform: sts:AssumeRole/,
    ],
    [
      'the role of another account',
      { RoleArn: ROLE('member').replace('1111', '4444') },
      'AccessDenied',
      /sts:AssumeRole/,
    ],
    ['no tags', { Tags: [] }, 'AccessDenied', /sts:AssumeRole/],
    ['an empty tag', { Tags: tags({ TenantId: '', UserId: 'u' }) }, 'AccessDenied', /sts:AssumeRole/],
    ['a tag too many', { Tags: tags({ TenantId: 'a', UserId: 'u', Admin: 'yes' }) }, 'AccessDenied', /sts:AssumeRole/],
    ['tags for a role without', { RoleArn: ROLE('visitor') }, 'AccessDenied', /sts:TagSession/],
    ['a source identity', { SourceIdentity: 'jane' }, 'AccessDenied', /sts:SetSourceIdentity/],
  ])('refuses %s', async (_what, input, code, message) => {
    await expect(assume(input)).rejects.toThrow(failure(code, message));
  });

  it('says all that is wrong at once', async () => {
    await expect(assume({ RoleSessionName: '', DurationSeconds: 1 })).rejects.toThrow(
      failure('ValidationError', /^2 validation errors detected: .*; .*$/),
    );
  });

  it('trusts the principals of the schema and nobody else, whatever their own policies allow', async () => {
    await expect(assume({}, sandbox.caller('role/stranger'))).rejects.toThrow(
      failure(
        'AccessDenied',
        `User: arn:aws:sts::111122223333:assumed-role/stranger/sandbox is not authorized to perform: sts:AssumeRole on resource: ${ROLE('member')}`,
      ),
    );
    await expect(assume({}, sandbox.session('chief', { TenantId: 'acme', UserId: 'u' }))).rejects.toThrow(
      failure('AccessDenied'),
    );
    await expect(assume({}, sandbox.caller(USER))).resolves.toBeDefined();
    expect(() => sandbox.caller('role/nobody')).toThrow(/knows no caller/);
  });

  it('gives sessions as long as the role and the chain allow', async () => {
    const { expiration } = await assume({ DurationSeconds: 900 });
    expect(Math.abs(expiration.getTime() - Date.now() - 900_000)).toBeLessThan(5_000);
    await expect(assume({ DurationSeconds: 3601 })).rejects.toThrow(failure('ValidationError', /role chaining/));
    await expect(assume({ DurationSeconds: 7200 }, sandbox.caller(USER))).resolves.toBeDefined();
    await expect(assume({ DurationSeconds: 7201 }, sandbox.caller(USER))).rejects.toThrow(
      failure('ValidationError', /MaxSessionDuration/),
    );
  });
});

describe('a session', () => {
  it('is narrowed by its session policy, and never widened', async () => {
    const statement = (Action: string): string =>
      JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const writer = await assume({ Policy: statement('dynamodb:PutItem') });
    await expect(get(writer, 'acme')).rejects.toThrow(
      failure('AccessDeniedException', /because no session policy allows the dynamodb:GetItem action$/),
    );
    const reader = await assume({ Policy: statement('dynamodb:*') });
    await expect(get(reader, 'acme')).resolves.toBeDefined();
    await expect(get(reader, 'beta')).rejects.toThrow(
      failure('AccessDeniedException', /because no identity-based policy allows/),
    );
    const deny = await assume({
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: '*', Resource: '*' },
          { Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' },
        ],
      }),
    });
    await expect(get(deny, 'acme')).rejects.toThrow(
      failure('AccessDeniedException', /with an explicit deny in a session policy$/),
    );
  });

  it('may write nothing that its role only reads', async () => {
    const credentials = await assume({});
    const client = new DynamoDBClient({ endpoint: sandbox.endpoints.dynamodb, region: 'eu-west-1', credentials });
    const put = new PutItemCommand({
      TableName: 'flight-club-dev',
      Item: { pk: { S: 'TENANT#acme' }, sk: { S: 'CLUB' } },
    });
    await expect(client.send(put)).rejects.toThrow(failure('AccessDeniedException', /dynamodb:PutItem/));
  });

  it('ends when it expires', async () => {
    const short = sandbox.session('member', { TenantId: 'acme', UserId: 'jane' }, { durationSeconds: 60 });
    await expect(get(short, 'acme')).resolves.toBeDefined();
    ahead = 61_000;
    try {
      await expect(get(short, 'acme')).rejects.toThrow(
        failure('ExpiredTokenException', 'The security token included in the request is expired'),
      );
      await expect(sts(short).send(new GetCallerIdentityCommand({}))).rejects.toThrow(failure('ExpiredToken'));
    } finally {
      ahead = 0;
    }
  });

  it('is known by its token, its key and its secret together', async () => {
    const one = await assume({});
    const two = await assume({ Tags: tags({ TenantId: 'beta', UserId: 'jane' }) });
    await expect(get({ ...one, sessionToken: two.sessionToken as string }, 'beta')).rejects.toThrow(
      failure('UnrecognizedClientException', 'The security token included in the request is invalid.'),
    );
    await expect(get({ ...two, secretAccessKey: one.secretAccessKey }, 'beta')).rejects.toThrow(
      failure('InvalidSignatureException', /does not match the signature you provided/),
    );
    const { accessKeyId, secretAccessKey } = one;
    await expect(get({ accessKeyId, secretAccessKey }, 'acme')).rejects.toThrow(failure('UnrecognizedClientException'));
    await expect(
      sts({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'x' }).send(new GetCallerIdentityCommand({})),
    ).rejects.toThrow(failure('InvalidClientTokenId'));
  });
});

it('GetCallerIdentity needs no permission', async () => {
  const identity = await sts(sandbox.caller(USER)).send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Arn: USER, Account: '111122223333', UserId: expect.stringMatching(/^AIDA\w{17}$/) });
});

it('other calls of STS are refused', async () => {
  await expect(sts(sandbox.caller(USER)).send(new GetSessionTokenCommand({}))).rejects.toThrow(
    failure('InvalidAction', 'Could not find operation GetSessionToken for version 2011-06-15'),
  );
});
