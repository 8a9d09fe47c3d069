import { describe, expect, it } from 'vitest';
import { policyFiles } from '../../../generator/src/emit/iam/policy-files.js';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { policyProblems } from '../../../generator/src/policy/problems.js';
import { roleTrust } from '../../../generator/src/policy/role-trust.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { listOf, type PolicyDocument } from '../../../iam/src/document.js';
import { evaluate } from '../../../iam/src/evaluate/index.js';
import { documentSize, LIMITS } from '../../../iam/src/size.js';
import { entity, field, flightClubModel, grant } from '../../support/flight-club-model.js';

const [documents] = policyDocuments(flightClubModel);
const [environment] = flightClubModel.environments;
if (documents === undefined || environment === undefined) throw new Error('the fixture changed');
const roleOf = (name: string) => {
  const found = documents.roles.find(({ role }) => role === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';

describe('buckets', () => {
  it('give objects below the own prefix, and the list of them', () => {
    const statements = roleOf('chief').identity[0]?.Statement.filter(({ Sid }) => Sid?.startsWith('Documents'));
    const guard = {
      StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
      StringNotLike: { 'aws:PrincipalTag/TenantId': '*/*' },
    };
    expect(statements).toEqual([
      {
        Sid: 'DocumentsObjects',
        Effect: 'Allow',
        Action: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:PutObject'],
        Resource: 'arn:aws:s3:::flight-club-documents/tenants/${aws:PrincipalTag/TenantId}/*',
        Condition: guard,
      },
      {
        Sid: 'DocumentsList',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::flight-club-documents',
        Condition: {
          ...guard,
          StringLike: { ...guard.StringLike, 's3:prefix': 'tenants/${aws:PrincipalTag/TenantId}/*' },
        },
      },
    ]);
  });

  it('are checked: a prefix that is not closed is found', () => {
    const changed = structuredClone(documents);
    for (const statement of changed.roles.find(({ role }) => role === 'chief')?.identity[0]?.Statement ?? []) {
      if (statement.Sid === 'DocumentsObjects')
        Object.assign(statement, { Resource: String(statement.Resource).replace('}/*', '}*') });
    }
    const { findings } = verify({ ...flightClubModel, environments: [environment] }, [changed]);
    const foreign = findings.find(({ code }) => code === 'policy.foreign-key')?.counterexample;
    const session = String(foreign?.session.TenantId);
    // The other tenant's id begins with the session's: `j` reaches the folder of `jj`.
    const folder = 'arn:aws:s3:::flight-club-documents/tenants/';
    expect(foreign?.resource).toMatch(new RegExp(`^${folder}${session}[^/]+/`));
  });
});

describe('trust of a token', () => {
  it('names the provider and its audience', () => {
    expect(roleOf('member').trust['web-identity']?.Statement).toEqual([
      {
        Sid: 'WebIdentity',
        Effect: 'Allow',
        Principal: {
          Federated: 'arn:aws:iam::111122223333:oidc-provider/cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example',
        },
        Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
        Condition: {
          StringEquals: { 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example:aud': ['app-client-id'] },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId', 'UserId'] },
          Null: { 'aws:TagKeys': 'false' },
          StringLike: { 'aws:RequestTag/TenantId': '?*', 'aws:RequestTag/UserId': '?*' },
        },
      },
    ]);
  });

  it('pins the identity pool and keeps guests out', () => {
    expect(roleOf('visitor').trust.cognito?.Statement).toEqual([
      {
        Sid: 'Cognito',
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: ['sts:AssumeRoleWithWebIdentity'],
        Condition: {
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:00000000-0000-0000-0000-000000000000' },
        },
      },
    ]);
  });

  it('never gives an unscoped role, and never asks for custom claims', () => {
    expect(Object.keys(roleOf('operator').trust)).toEqual(['assume-role']);
    expect(JSON.stringify(documents)).not.toContain('custom:');
  });

  it('joins all ways in the one trust policy that a role has', () => {
    const member = flightClubModel.roles.find(({ name }) => name === 'member');
    const trust = member && roleTrust(flightClubModel, member, environment);
    expect(trust?.Statement.map(({ Sid }) => Sid)).toEqual(['AssumeRole', 'WebIdentity', 'Cognito']);
    expect(trust && documentSize(trust)).toBeLessThan(LIMITS.trust);
  });
});

describe('session policies', () => {
  it('are emitted where they fit', () => {
    expect(documents.roles.filter(({ session }) => session !== undefined).map(({ role }) => role)).toEqual([
      'kiosk',
      'visitor',
    ]);
  });
});

describe('statements of the user’s own', () => {
  it('are appended as they are, and our Sids give way', () => {
    const own = { Sid: 'AppRead', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' };
    const roles = flightClubModel.roles.map((role) =>
      role.name === 'visitor' ? { ...role, additionalStatements: [own] } : role,
    );
    const model = { ...flightClubModel, roles };
    const [policy] = policyDocuments(model)[0]?.roles.find(({ role }) => role === 'visitor')?.identity ?? [];
    expect(policy?.Statement.at(-1)).toEqual(own);
    expect(policy?.Statement.map(({ Sid }) => Sid)).toEqual(['AppRead2', 'AppRead']);
    expect(verify(model)).toMatchObject({ sound: true, complete: true });
    expect(verify(model).crossTenantGrants).toContainEqual(
      expect.objectContaining({ role: 'visitor', kind: 'additional-statement' }),
    );
  });

  it('that open the table are found', () => {
    const own = { Effect: 'Allow', Action: 'dynamodb:*', Resource: `${TABLE}*` };
    const roles = flightClubModel.roles.map((role) =>
      role.name === 'visitor' ? { ...role, additionalStatements: [own] } : role,
    );
    const { sound, findings } = verify({ ...flightClubModel, roles });
    expect(sound).toBe(false);
    expect(findings.map(({ code }) => code)).toContain('policy.no-key');
  });
});

describe('the guardrail', () => {
  const guardrail = documents.guardrails.app;
  if (guardrail === undefined) throw new Error('no guardrail');
  const everything: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  };
  const decide = (
    role: string,
    action: string,
    resource: string,
    keys: readonly string[] | undefined,
    tags: { readonly [tag: string]: string },
  ) =>
    evaluate(
      { identity: [everything], resource: guardrail },
      {
        action: `dynamodb:${action}`,
        resource,
        principal: { kind: 'AWS', names: [`arn:aws:iam::111122223333:role/${role}`] },
        context: {
          'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${role}`,
          ...Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value])),
          ...(keys && { 'dynamodb:LeadingKeys': keys }),
        },
      },
    ).decision;
  const acme = { TenantId: 'acme', UserId: 'u1' };

  it('only denies', () => {
    expect(new Set(guardrail.Statement.map(({ Effect }) => Effect))).toEqual(new Set(['Deny']));
  });

  it.each([
    ['the own partition', 'GetItem', TABLE, ['TENANT#acme'], acme, 'allowed'],
    ['a batch of own and public keys', 'BatchGetItem', TABLE, ['TENANT#acme', 'PUBLIC#AIRPORT#GB'], acme, 'allowed'],
    ['the own memberships', 'Query', `${TABLE}/index/gsi1`, ['USER#u1'], acme, 'allowed'],
    ['a foreign partition', 'GetItem', TABLE, ['TENANT#rival'], acme, 'denied'],
    ['a batch with a foreign key', 'BatchGetItem', TABLE, ['TENANT#acme', 'TENANT#acme-2'], acme, 'denied'],
    ['foreign memberships', 'Query', `${TABLE}/index/gsi1`, ['USER#u2'], acme, 'denied'],
    ['no key', 'GetItem', TABLE, undefined, acme, 'denied'],
    ['a scan', 'Scan', TABLE, undefined, acme, 'denied'],
    ['a scan of an index', 'Scan', `${TABLE}/index/gsi2`, undefined, acme, 'denied'],
    ['PartiQL', 'PartiQLSelect', TABLE, ['TENANT#acme'], acme, 'denied'],
    ['writing public items', 'PutItem', TABLE, ['PUBLIC#AIRPORT#GB'], acme, 'denied'],
    ['public items without a tag', 'GetItem', TABLE, ['PUBLIC#AIRPORT#GB'], {}, 'allowed'],
    ['other items without a tag', 'GetItem', TABLE, ['TENANT#'], {}, 'denied'],
    ['other items with an empty tag', 'GetItem', TABLE, ['TENANT#'], { TenantId: '', UserId: 'u1' }, 'denied'],
  ] as const)('of a role that was given everything: %s', (_, action, resource, keys, tags, expected) => {
    expect(decide('flight-club-member', action, resource, keys, tags)).toBe(expected);
  });

  it('leaves other roles alone', () => {
    expect(decide('flight-club-operator', 'Scan', TABLE, undefined, {})).toBe('allowed');
    expect(decide('backup', 'GetItem', TABLE, ['TENANT#rival'], {})).toBe('allowed');
  });

  it('takes nothing away from what the policies allow', () => {
    for (const { role, identity } of documents.roles) {
      const tags = Object.fromEntries(
        (flightClubModel.roles.find(({ name }) => name === role)?.tags ?? []).map((scope) => [
          scope === 'tenant' ? 'TenantId' : 'UserId',
          'a',
        ]),
      );
      for (const statement of identity.flatMap(({ Statement }) => Statement)) {
        const operator =
          statement.Condition?.['ForAllValues:StringLike'] ?? statement.Condition?.['ForAllValues:StringEquals'];
        const patterns = listOf(operator?.['dynamodb:LeadingKeys']);
        const keys = patterns.map((pattern) =>
          pattern
            .replaceAll(/\$\{[^}]*\}/g, 'a')
            .replaceAll('?', '0')
            .replaceAll('*', 'x'),
        );
        for (const action of listOf(statement.Action).filter(
          (each) => each.startsWith('dynamodb:') && keys.length > 0,
        )) {
          expect(decide(`flight-club-${role}`, action.slice(9), listOf(statement.Resource)[0] ?? '', keys, tags)).toBe(
            'allowed',
          );
        }
      }
    }
  });
});

describe('sizes', () => {
  /** A role on many partition families, each with an index of many states. */
  const many = (count: number, length = 0): Model => {
    const entities = Array.from({ length: count }, (_, n) =>
      entity(`E${n}`, {
        key: { scope: 'tenant', partition: `TENANT#{tenantId}#FAMILY${n}${'X'.repeat(length)}#{id}` },
        accessPatterns: [{ scope: 'tenant', name: 'by', index: 'gsi2', partition: `TENANT#{tenantId}#BY${n}#{state}` }],
        attributes: [
          field('tenantId'),
          field('id'),
          field('state', { kind: 'enum', values: ['new', 'open', 'closed', 'gone'] }),
        ],
      }),
    );
    const grants = entities.map(({ name }) =>
      grant(name, ['get', 'query', 'put'], { accessPatterns: ['primary', 'by'] }),
    );
    const role = { name: 'r', unscoped: false, tags: ['tenant'], additionalStatements: [], grants };
    return { ...flightClubModel, entities, collections: [], buckets: [], roles: [role], environments: [environment] };
  };

  it('are reported when they come near a limit', () => {
    expect(policyProblems(flightClubModel).filter(({ code }) => code !== 'policy.wider-than-granted')).toEqual([]);
    const [problem] = policyProblems(many(22));
    expect(problem).toMatchObject({ code: 'policy.near-limit', severity: 'warning', path: ['roles', 'r'] });
    expect(problem?.summary).toMatch(/^The policy of the role r has \d+ of 6144 characters \(\d+ %\)\.$/);
  });

  it('of the session issuer, the trust and the table are reported with what makes them smaller', () => {
    const [role] = flightClubModel.roles;
    if (role === undefined) throw new Error('the fixture changed');
    const roles = Array.from({ length: 120 }, (_, n) => ({ ...role, name: `role-of-some-kind-${n}` }));
    const trusted = Array.from({ length: 40 }, (_, n) => `role/someone-who-begins-sessions-${n}`);
    const assumeRole = { trusted, maxSessionSeconds: 3600 };
    const found = policyProblems({ ...flightClubModel, roles, identity: { assumeRole }, environments: [environment] });
    const about = (path: string): readonly (string | undefined)[] =>
      found.filter((problem) => problem.path.join('.') === path).map(({ summary }) => summary);
    expect(about('identity.assumeRole')).toEqual([
      expect.stringMatching(/^The policy of the session issuer has \d+ of 6144 characters\.$/),
    ]);
    expect(about('roles.role-of-some-kind-7')).toEqual([
      expect.stringMatching(
        /^The trust policy of the role role-of-some-kind-7 has \d+ of 2048 characters; the quota can/,
      ),
    ]);
    const more = { trusted: [...trusted, ...trusted.map((name) => `${name}-too`)], maxSessionSeconds: 3600 };
    expect(
      policyProblems({ ...flightClubModel, identity: { assumeRole: more }, environments: [environment] }).filter(
        ({ path, severity }) => path.join('.') === 'roles.member' && severity === undefined,
      ),
    ).toMatchObject([{ code: 'policy.too-large', summary: expect.stringMatching(/has \d+ of 2048 characters\.$/) }]);
    expect(about('tables.app')).toEqual([
      expect.stringMatching(/^The resource policy of the table app has \d+ of 20480 characters/),
    ]);
  });

  it('beyond a limit the policy is split, and each part fits', () => {
    const model = many(50);
    const [parts] = policyDocuments(model);
    const identity = parts?.roles[0]?.identity ?? [];
    expect(identity.length).toBeGreaterThan(2);
    for (const document of identity) expect(documentSize(document)).toBeLessThanOrEqual(LIMITS.managed);
    expect(verify(model)).toMatchObject({ sound: true, complete: true, findings: [] });
    expect(policyProblems(model)).toEqual([]);
    expect(policyFiles(model).map(({ path }) => path)).toContain('dev/r.policy.2.json');
  });

  it('beyond a limit the policy has the same parts in every environment', () => {
    const long = { ...environment, name: 'long', account: '444455556666', tables: { app: 'a'.repeat(200) } };
    const counts = [4, 12, 22, 23].map((count) => {
      const documents = policyDocuments({ ...many(count), environments: [environment, long] });
      const [here, there] = documents.map(({ roles }) => roles[0]?.identity.map(({ Statement }) => Statement.length));
      expect(here).toEqual(there);
      expect(
        documents
          .flatMap(({ roles }) => roles[0]?.identity ?? [])
          .map(documentSize)
          .sort((a, b) => b - a)[0],
      ).toBeLessThanOrEqual(LIMITS.managed);
      return here?.length;
    });
    // Somewhere among these only the long name needs a second part.
    expect(counts).toContain(1);
    expect(counts).toContain(2);
  });

  it('of a statement that cannot be split are an error that says what to do', () => {
    const problems = policyProblems(many(50, 80));
    expect(problems.map(({ code }) => code)).toContain('policy.too-large');
    expect(problems[0]?.hint).toContain('split the role');
  });
});
