// A role of each tenant: its trust policy, the session issuer's, the guardrail and the functions all mean the same roles, and
// whatever widens one of them is a finding.
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { policyFunctions } from '../../../generator/src/emit/iam/policy-functions.js';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import { trustOfTenant } from '../../../generator/src/policy/tenant-role.js';
import { sessionIssuerFindings } from '../../../generator/src/policy/verify/session-issuer.js';
import { trustFindings } from '../../../generator/src/policy/verify/trust.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { evaluateAssumeRole, type PolicyDocument } from '../../../iam/src/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const model: Model = {
  ...flightClubModel,
  environments: flightClubModel.environments.slice(0, 1),
  roles: flightClubModel.roles.map((role) => (role.name === 'member' ? { ...role, perTenant: true as const } : role)),
};
const [documents] = policyDocuments(model);
const [environment] = model.environments;
const role = model.roles.find(({ name }) => name === 'member');
const member = documents?.roles.find((each) => each.role === 'member');
if (documents === undefined || environment === undefined || role === undefined || member === undefined)
  throw new Error('the fixture changed');
const SCOPE = { parameter: 'tenantId', tag: 'TenantId' };
const ROLE = `arn:aws:iam::${environment.account}:role/flight-club-member`;

/** The text of a document with another in it. */
const replaced = <T>(document: T, from: string, to: string): T => {
  const text = JSON.stringify(document);
  expect(text).toContain(from);
  return JSON.parse(text.replaceAll(from, () => to));
};

describe('a role of each tenant', () => {
  it('has documents that verify finds nothing in', () => {
    expect(verify(model).findings).toEqual([]);
    expect(Object.keys(member.trust)).toEqual(['assume-role', 'web-identity']);
  });

  it('pins the tenant in its trust policy', () => {
    const trust = member.trust['assume-role'] as PolicyDocument;
    const [principal = ''] = [trust.Statement[0]?.Principal].flatMap((each) =>
      typeof each === 'object' ? [each.AWS ?? []].flat() : [],
    );
    const begins = (tenant: string, tag: string): string =>
      evaluateAssumeRole(trustOfTenant(trust, SCOPE, tenant), {
        action: 'AssumeRole',
        roleArn: `${ROLE}@${tenant}`,
        principal: { kind: 'AWS', names: [principal] },
        tags: { TenantId: tag, UserId: 'jane' },
      }).decision;
    for (const tenant of ['acme', 'acme-2', 'Acme'])
      for (const tag of ['acme', 'acme-2', 'Acme', ''])
        expect(begins(tenant, tag), `${tenant} ${tag}`).toBe(tenant === tag ? 'allowed' : 'denied');
    expect(begins('{tenantId}', 'acme'), 'a template that nobody filled in').toBe('denied');
    expect(begins('', ''), 'no tenant').toBe('denied');
  });

  it.each([
    ['no pin', '"aws:RequestTag/TenantId":"{tenantId}"', '"aws:RequestTag/UserId":"jane"'],
    [
      'any tenant',
      '"StringEquals":{"aws:RequestTag/TenantId":"{tenantId}"}',
      '"StringNotEquals":{"aws:RequestTag/TenantId":"none"}',
    ],
    [
      'a pattern',
      '"StringEquals":{"aws:RequestTag/TenantId":"{tenantId}"',
      '"StringLike":{"aws:RequestTag/TenantId":"{tenantId}*"',
    ],
    ['two tenants', '"aws:RequestTag/TenantId":"{tenantId}"', '"aws:RequestTag/TenantId":["{tenantId}","globex"]'],
    ['one tenant for all', '"aws:RequestTag/TenantId":"{tenantId}"', '"aws:RequestTag/TenantId":"acme"'],
    [
      'if it is there',
      '"StringEquals":{"aws:RequestTag/TenantId"',
      '"StringEqualsIfExists":{"aws:RequestTag/TenantId"',
    ],
    [
      'the caller’s own',
      '"aws:RequestTag/TenantId":"{tenantId}"',
      '"aws:RequestTag/TenantId":"${aws:PrincipalTag/TenantId}"',
    ],
    ['in any case', '"StringEquals":{"aws:RequestTag/TenantId"', '"StringEqualsIgnoreCase":{"aws:RequestTag/TenantId"'],
  ])('has a finding where the trust policy has %s', (_, from, to) => {
    const trust = { ...member.trust, 'assume-role': replaced(member.trust['assume-role'] as PolicyDocument, from, to) };
    const found = trustFindings(model, environment, role, trust);
    expect(found.map(({ code }) => code)).toContain('trust.wider');
  });

  it.each([
    '@*',
    '@?*',
    '*',
    '@${aws:RequestTag/UserId}',
    '@${aws:RequestTag/TenantId}*',
    '@acme',
    '@${aws:PrincipalTag/TenantId}',
  ])('has a finding where the session issuer may begin sessions of flight-club-member%s', (tenant) => {
    const sessionIssuer = replaced(documents.sessionIssuer as PolicyDocument, '@${aws:RequestTag/TenantId}', tenant);
    const found = sessionIssuerFindings(model, environment, sessionIssuer);
    expect(found.map(({ code }) => code)).toContain('session-issuer.wider');
  });

  it('keeps calls without the tenant apart from those of shared roles, in a statement of their own', () => {
    const statements = documents.sessionIssuer?.Statement ?? [];
    for (const { Resource } of statements) {
      const variables = [Resource ?? []].flat().filter((arn) => arn.includes('${'));
      expect([0, [Resource ?? []].flat().length]).toContain(variables.length);
    }
    expect(JSON.stringify(statements)).toContain(`${ROLE}@\${aws:RequestTag/TenantId}`);
  });

  it('has functions that ask for the tenant and refuse what is none', async () => {
    const { code } = transformSync(policyFunctions(model), { loader: 'ts', format: 'esm' });
    const functions: { readonly [name: string]: (target: object, tenant?: string) => PolicyDocument } = await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    );
    expect(functions.sessionIssuerPolicy?.(environment)).toEqual(documents.sessionIssuer);
    expect(functions.appGuardrail?.(environment)).toEqual(documents.guardrails.app);
    for (const [way, name] of [
      ['assume-role', 'memberAssumeRoleTrust'],
      ['web-identity', 'memberWebIdentityTrust'],
    ] as const) {
      const given = member.trust[way] as PolicyDocument;
      expect(functions[name]?.(environment, 'acme')).toEqual(trustOfTenant(given, SCOPE, 'acme'));
      for (const tenant of ['', '*', 'a*', 'a@b', '${aws:PrincipalTag/TenantId}', '{tenantId}'])
        expect(() => functions[name]?.(environment, tenant), tenant).toThrow('The tenant must be');
    }
  });
});
