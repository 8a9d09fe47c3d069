import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import { createTenantSessions } from '@tenantry/runtime';
import type { Credentials } from '@tenantry/sandbox';
import { useSandbox } from '@tenantry/sandbox/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Model } from '../../generator/src/model/model.js';
import { policyDocuments } from '../../generator/src/policy/documents.js';
import { verify } from '../../generator/src/policy/verify/verify.js';
import { readSchema } from '../../generator/src/read-schema.js';

/** Options of a role's sessions: each alone, and all of them at once. */
const SAYS = {
  plain: '',
  audited: 'auditTags: [Environment, Ticket]',
  named: 'sourceIdentity: allowed',
  surely: 'sourceIdentity: required',
  partner: 'externalId: "partner:7f3a"',
  own: 'perTenant: true',
  ownWhole: 'perTenant: true, auditTags: [Environment], sourceIdentity: required, externalId: "own:1"',
  whole: 'auditTags: [Environment], sourceIdentity: required, externalId: "whole:1", trusted: ["role/partner"]',
} as const;

type Name = keyof typeof SAYS;

const modelOf = (assumeRole: string): Model => {
  const roles = Object.entries(SAYS).map(
    ([name, says]) => `  ${name}: { tags: [tenant], grants: { A: read }, ${says} }`,
  );
  const { model, diagnostics } = readSchema([
    {
      file: 'schema.tenantry.yaml',
      text: `
version: 1
service: demo
output: { policies: p, client: c }
environments: { prod: { account: "111122223333", region: eu-west-1, tables: { app: app } } }
scopes: { tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId } }
tables: { app: { partitionKey: pk, sortKey: sk } }
entities:
  A: { key: { partition: "TENANT#{tenantId}", sort: "A#{id}" }, attributes: { tenantId: string, id: string } }
roles:
${roles.join('\n')}
  job: { unscoped: true, grants: { A: [read, scan] }, trusted: ["role/nightly"] }
  nobody: { unscoped: true, grants: { A: read } }
identity: { assumeRole: ${assumeRole} }
`,
    },
  ]);
  if (model === undefined) throw new Error(diagnostics.map(({ summary }) => summary).join('\n'));
  return model;
};

const arn = (role: string): string => `arn:aws:iam::111122223333:role/demo-${role}`;
/** As the runtime is given it: of each tenant, where it has its own. */
const template = (role: Name): string => (isOwn(role) ? `${arn(role)}@{tenantId}` : arn(role));
/** As the issuer's policy has it. */
const issuedArn = (role: Name): string => (isOwn(role) ? `${arn(role)}@\${aws:RequestTag/TenantId}` : arn(role));
const isOwn = (role: Name): boolean => /perTenant/.test(SAYS[role]);
const NAMES = Object.keys(SAYS) as Name[];
const issuerOf = (role: Name): string => (role === 'whole' ? 'role/partner' : 'role/api');
const idOf = (role: Name): string | undefined => /externalId: "([^"]+)"/.exec(SAYS[role])?.[1];

/** Options that the runtime can pass, and whether the role lets callers pass them. */
const OPTIONS = [
  { what: 'audit tags', options: { auditTags: { Environment: 'production' } }, allows: /auditTags/ },
  { what: 'a source identity', options: { sourceIdentity: 'jane' }, allows: /sourceIdentity/ },
  { what: 'transitive tags', options: { transitiveTags: ['TenantId'] }, allows: /^/ },
  { what: 'a session name', options: { sessionName: 'jane' }, allows: /^/ },
] as const;

const required = (role: Name): object => ({
  ...(/sourceIdentity: required/.test(SAYS[role]) && { sourceIdentity: 'jane' }),
  ...(idOf(role) !== undefined && { externalId: idOf(role) }),
});

describe('what the runtime offers and the trust policies allow', () => {
  const model = modelOf('{ trusted: ["role/api"] }');
  const sandbox = useSandbox({ model, guardrail: true }, { beforeAll, afterAll });
  const sts = (caller: string): STSClient =>
    new STSClient({
      endpoint: sandbox.endpoints.sts,
      region: 'eu-west-1',
      credentials: sandbox.caller(caller),
      maxAttempts: 1,
    });
  const begin = async (role: Name, options: object, caller = issuerOf(role)): Promise<string> => {
    const stsClient = sts(caller);
    const sessions = createTenantSessions({
      ...{
        tags: { tenant: 'TenantId' },
        roleArn: template(role),
        region: 'eu-west-1',
        stsClient,
        authorize: () => true,
      },
      ...options,
    });
    try {
      const session = await sessions.get({ tenantId: 'acme' });
      await session.credentials();
      return 'a session';
    } catch (error) {
      return (error as Error).name;
    } finally {
      await sessions.close();
      stsClient.destroy();
    }
  };

  it('are documents that verify finds nothing in', () => {
    expect(verify(model).findings).toEqual([]);
  });

  it.each(NAMES.flatMap((role) => OPTIONS.map((option) => [role, option.what, option] as const)))(
    'agree for the role %s and %s',
    async (role, _, { options, allows }) => {
      const expected = allows.test(SAYS[role]) ? 'a session' : 'StsRefused';
      expect(await begin(role, { ...required(role), ...options })).toBe(expected);
    },
  );

  it.each(NAMES.filter((role) => Object.keys(required(role)).length > 0))(
    'refuse the role %s without what it requires',
    async (role) => {
      expect(await begin(role, required(role))).toBe('a session');
      for (const key of Object.keys(required(role))) {
        const { [key as never]: _, ...rest } = required(role);
        expect(await begin(role, rest), key).toBe('StsRefused');
      }
      if (idOf(role) !== undefined) {
        for (const externalId of ['required', `${idOf(role)}2`, 'PARTNER:7F3A'])
          expect(await begin(role, { ...required(role), externalId }), externalId).toBe('StsRefused');
      }
    },
  );

  it('keep the principals of the service and of single roles apart', async () => {
    for (const role of NAMES) {
      expect(await begin(role, required(role), role === 'whole' ? 'role/api' : 'role/partner'), role).toBe(
        'StsRefused',
      );
      expect(await begin(role, required(role), 'role/nightly'), role).toBe('StsRefused');
    }
  });

  it('give each tenant its own role and no other, also past the session issuer', async () => {
    const client = sts('role/api');
    const assume = (role: string, TenantId: string | undefined): Promise<string> =>
      client
        .send(
          new AssumeRoleCommand({
            ...{ RoleArn: `${arn('own')}${role}`, RoleSessionName: 'own' },
            Tags: TenantId === undefined ? [] : [{ Key: 'TenantId', Value: TenantId }],
          }),
        )
        .then(
          () => 'a session',
          (error: Error) => error.name,
        );
    const TENANTS = ['acme', 'acme-2', 'Acme', 'acm', 'e', 'acme.'];
    for (const role of TENANTS) {
      for (const tag of [...TENANTS, '', undefined])
        expect(await assume(`@${role}`, tag), `${role} ${tag}`).toBe(role === tag ? 'a session' : 'AccessDenied');
    }
    for (const role of ['', '@', '-acme', '@acme@acme']) expect(await assume(role, 'acme'), role).not.toBe('a session');
    client.destroy();
  });

  it.each(['plain', 'own'] as const)('let a session of the role %s read its own items and no others', async (role) => {
    const stsClient = sts('role/api');
    const sessions = createTenantSessions({
      ...{
        tags: { tenant: 'TenantId' },
        roleArn: template(role),
        region: 'eu-west-1',
        stsClient,
        authorize: () => true,
      },
    });
    const { credentials } = await sessions.get({ tenantId: 'acme' });
    const client = new DynamoDBClient({ endpoint: sandbox.endpoints.dynamodb, region: 'eu-west-1', credentials });
    const get = (tenant: string): Promise<unknown> =>
      client.send(new GetItemCommand({ TableName: 'app', Key: { pk: { S: `TENANT#${tenant}` }, sk: { S: 'A#1' } } }));
    await get('acme');
    for (const other of ['acme-2', 'globex', 'Acme'])
      await expect(get(other), other).rejects.toMatchObject({ name: 'AccessDeniedException' });
    client.destroy();
    await sessions.close();
    stsClient.destroy();
  });

  it('let only those begin an unscoped role whom it names', async () => {
    const assume = (role: string, caller: string, input: Partial<AssumeRoleCommandInput> = {}): Promise<unknown> => {
      const client = sts(caller);
      return client
        .send(new AssumeRoleCommand({ RoleArn: arn(role), RoleSessionName: 'job', ...input }))
        .finally(() => client.destroy());
    };
    await assume('job', 'role/nightly');
    await expect(assume('job', 'role/api')).rejects.toThrow(/not authorized to perform: sts:AssumeRole/);
    await expect(assume('nobody', 'role/api')).rejects.toThrow(/not authorized to perform: sts:AssumeRole/);
    await expect(assume('nobody', 'role/nightly')).rejects.toThrow(/not authorized to perform: sts:AssumeRole/);
  });

  it('give each issuer its roles and no other', () => {
    const [documents] = policyDocuments(model);
    const issued = (
      document: { readonly Statement: readonly { readonly Resource?: unknown }[] } | undefined,
    ): unknown[] => [...new Set((document?.Statement ?? []).flatMap(({ Resource }) => Resource))].sort();
    expect(issued(documents?.sessionIssuer)).toEqual(
      NAMES.filter((name) => name !== 'whole')
        .flatMap((name) => (name === 'ownWhole' ? [issuedArn(name), `${arn(name)}@*`] : [issuedArn(name)]))
        .sort(),
    );
    for (const role of ['whole', 'job'])
      expect(issued(documents?.roles.find((each) => each.role === role)?.sessionIssuer)).toEqual([arn(role)]);
    expect(documents?.roles.find(({ role }) => role === 'nobody')?.trust).toEqual({});
  });
});

describe.each([
  ['that trust policies know', '{ trusted: ["role/demo-plain", "role/api"], inheritedTags: eks-pod-identity }', true],
  ['that they do not know', '{ trusted: ["role/demo-plain", "role/api"] }', false],
])('tags that a caller brings along, %s', (_, assumeRole, isAllowed) => {
  const model = modelOf(assumeRole);
  const mayAssume = { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Resource: '*' };
  const withRight: Model = {
    ...model,
    roles: model.roles.map((role) => (role.name === 'plain' ? { ...role, additionalStatements: [mayAssume] } : role)),
  };
  const sandbox = useSandbox({ model: withRight }, { beforeAll, afterAll });
  const SIX = [
    'eks-cluster-arn',
    'eks-cluster-name',
    'kubernetes-namespace',
    'kubernetes-service-account',
    'kubernetes-pod-name',
    'kubernetes-pod-uid',
  ];
  const assume = async (credentials: Credentials, input: Partial<AssumeRoleCommandInput>): Promise<Credentials> => {
    const client = new STSClient({ endpoint: sandbox.endpoints.sts, region: 'eu-west-1', credentials, maxAttempts: 1 });
    const { Credentials: given } = await client
      .send(new AssumeRoleCommand({ RoleArn: arn('plain'), RoleSessionName: 'pod', ...input }))
      .finally(() => client.destroy());
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = given ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  };
  const tag = (Key: string): { Key: string; Value: string } => ({ Key, Value: 'a' });

  it('are modelled by trust evaluation and the sandbox', async () => {
    expect(verify(model).findings).toEqual([]);
    const passed = { Tags: [tag('TenantId'), ...SIX.map(tag)], TransitiveTagKeys: SIX };
    // The role stands for the pod's: its session has the six tags, which the next session inherits.
    const first = assume(sandbox.caller('role/api'), passed);
    if (!isAllowed) {
      await expect(first).rejects.toThrow(/not authorized/);
      return;
    }
    await assume(await first, { Tags: [tag('TenantId')] });
    await expect(assume(await first, { Tags: [tag('TenantId'), tag('Other')] })).rejects.toThrow(/not authorized/);
  });
});
