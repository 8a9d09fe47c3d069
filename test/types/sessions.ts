// Compiled by `npm test`, never run: each line under `@ts-expect-error` must not compile, every other line must.
import { CognitoIdentity } from '@aws-sdk/client-cognito-identity';
import { DynamoDBClient, GetItemCommand, type GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand, type GetCommandOutput } from '@aws-sdk/lib-dynamodb';
import { createTenantSessions, type Session, sendWithIdentity, type TenantSessions } from '@tenantry/runtime';
import { DynamoDBClient as OldClient, GetItemCommand as OldGet } from 'client-dynamodb-3.705';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(..._: Equal<A, B> extends true ? [] : [never]): void => {};

const roleArn = 'arn:aws:iam::111122223333:role/member';
const region = 'eu-west-1';
const tags = { tenant: 'TenantId', user: 'UserId' } as const;
const authorize = (): boolean => true;

interface Jwt {
  readonly sub: string;
}

export async function scopes(): Promise<void> {
  const sessions = createTenantSessions({ roleArn, region, tags: { tenant: 'TenantId', user: 'UserId' }, authorize });
  const session = await sessions.get({ tenantId: 'acme', userId: 'jane', claims: { any: 'thing' } });
  same<(typeof session)['scope'], { readonly tenantId: string; readonly userId: string }>();
  // @ts-expect-error the user is missing
  await sessions.get({ tenantId: 'acme' });
  // @ts-expect-error the parameter is called after its scope
  await sessions.get({ tenant: 'acme', userId: 'jane' });
  // @ts-expect-error a scope value is text
  await sessions.get({ tenantId: 1, userId: 'jane' });
  // @ts-expect-error no such scope in this session
  session.scope.clubId;
  // @ts-expect-error what a session is of does not change
  session.scope.tenantId = 'other';
  sessions.invalidate('acme');
  sessions.invalidate({ userId: 'jane' });
  // @ts-expect-error no parameter of these sessions
  sessions.invalidate({ tenant: 'acme' });

  const named = createTenantSessions({
    roleArn,
    region,
    tags: { org: { parameter: 'organisation', tag: 'OrgId' }, user: 'UserId' },
    authorize,
  });
  const { scope } = await named.get({ organisation: 'acme', userId: 'jane' });
  same<typeof scope, { readonly organisation: string; readonly userId: string }>();

  const general: TenantSessions = sessions;
  const session2: Session = await general.get({ tenantId: 'acme', userId: 'jane' });
  const exact: TenantSessions<{ readonly tenantId: string; readonly userId: string }> = sessions;
  await exact.get(session2.scope as { tenantId: string; userId: string });
}

export async function claims(): Promise<void> {
  const sessions = createTenantSessions({
    roleArn,
    region,
    tags,
    authorize: ({ tenantId, claims }: { tenantId: string; claims: Jwt }) => tenantId === claims.sub,
    sourceIdentity: ({ claims }) => claims.sub,
  });
  await sessions.get({ tenantId: 'acme', userId: 'jane', claims: { sub: 'jane' } });
  // @ts-expect-error authorize wants claims
  await sessions.get({ tenantId: 'acme', userId: 'jane' });
  // @ts-expect-error and not these
  await sessions.get({ tenantId: 'acme', userId: 'jane', claims: 'eyJ' });
}

export function sources(): void {
  createTenantSessions({
    region,
    tags,
    authorize: ({ tenantId, claims }: { tenantId: string; claims: Jwt }) => claims.sub === tenantId,
    source: { kind: 'webIdentity', roleArn, token: ({ claims }) => claims.sub },
  });
  createTenantSessions({
    region,
    tags,
    authorize: ({ claims }: { claims: Jwt }) => claims.sub !== '',
    // @ts-expect-error the claims have no such part
    source: { kind: 'webIdentity', roleArn, token: ({ claims }) => claims.idToken },
  });
}

export function options(): void {
  // @ts-expect-error nobody is let in unasked
  createTenantSessions({ roleArn, region, tags });
  // @ts-expect-error a role or a source
  createTenantSessions({ region, tags, authorize });
  // @ts-expect-error authorize says yes or no
  createTenantSessions({ roleArn, region, tags, authorize: () => undefined });
  // @ts-expect-error a policy is no text
  createTenantSessions({ roleArn, region, tags, authorize, policy: '{}' });
  createTenantSessions({
    roleArn,
    region,
    tags,
    authorize: async ({ userId }) => (userId === 'x' ? { refused: 'gone' } : true),
  });
  createTenantSessions({
    roleArn,
    region,
    tags,
    authorize,
    sourceIdentity: ({ userId }) => userId,
    stsClient: new STSClient({ region }),
  });
  createTenantSessions({ region, tags, authorize, source: { kind: 'assumeRole', roleArn } });
  createTenantSessions({ region, tags, authorize, source: { kind: 'webIdentity', roleArn, token: async () => 'eyJ' } });
  createTenantSessions({ region, tags, authorize, source: { kind: 'authorizer', context: ({ claims }) => claims } });
  createTenantSessions({
    region,
    tags,
    authorize,
    source: { kind: 'static', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
  });
  createTenantSessions({
    region,
    tags,
    authorize,
    source: {
      kind: 'cognito',
      cognito: new CognitoIdentity({ region }),
      identityPoolId: 'eu-west-1:0',
      provider: 'p',
      token: ({ tenantId }) => tenantId,
      claims: { TenantId: 'custom:tenant_id', UserId: 'sub' },
    },
  });
  // @ts-expect-error the source of a kind has what that kind needs
  createTenantSessions({ region, tags, authorize, source: { kind: 'webIdentity', roleArn } });
  // @ts-expect-error there is no other kind
  createTenantSessions({ region, tags, authorize, source: { kind: 'saml', roleArn } });
}

export async function clients(session: Session): Promise<void> {
  const client = new DynamoDBClient({});
  new S3Client({ credentials: session.credentials });
  new OldClient({ credentials: session.credentials });
  const plain = await sendWithIdentity(client, new GetItemCommand({ TableName: 't', Key: {} }), session);
  same<typeof plain, GetItemCommandOutput>();
  const document = await sendWithIdentity(
    DynamoDBDocumentClient.from(client),
    new GetCommand({ TableName: 't', Key: {} }),
    session,
    {
      abortSignal: new AbortController().signal,
    },
  );
  same<typeof document, GetCommandOutput>();
  await sendWithIdentity(new OldClient({}), new OldGet({ TableName: 't', Key: {} }), session);
  // @ts-expect-error credentials alone do not renew
  await sendWithIdentity(client, new GetItemCommand({ TableName: 't', Key: {} }), await session.credentials());
  await session.client().send(new GetItemCommand({ TableName: 't', Key: {} }));
}
