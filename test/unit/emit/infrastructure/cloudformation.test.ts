import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import type { Environment, Model } from '../../../../generator/src/model/model.js';
import { tableName } from '../../../../generator/src/policy/arn.js';
import { guardrailPolicy } from '../../../../generator/src/policy/guardrail-policy.js';
import { rolePolicy } from '../../../../generator/src/policy/role-policy.js';
import { roleTrust } from '../../../../generator/src/policy/role-trust.js';
import { roleSessionIssuer, sessionIssuerPolicy } from '../../../../generator/src/policy/session-issuer-policy.js';
import { deployed, type Template, type TemplateResource } from '../../../support/cloudformation.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [dev, prod] = flightClubModel.environments as [Environment, Environment];

const textOf = (model: Model, path: string): string => {
  const file = infrastructureFiles(model, { source: 'flight-club.tenantry.yaml' }).find((each) => each.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.text;
};

const read = (model: Model, environment: Environment): Template =>
  parse(textOf(model, `cloudformation/${environment.name}.yaml`), { version: '1.1' });

const named = (resources: readonly TemplateResource[], property: string, name: string) => {
  const found = resources.find(({ Properties }) => Properties[property] === name);
  if (found === undefined) throw new Error(`no resource with ${property} ${name}`);
  return found.Properties;
};

/** AWS's own validator comes with the CDK. It knows the schema of every resource type. */
function problems(texts: readonly string[]): readonly (readonly string[])[] {
  const require = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib/package.json'));
  const { CelEngine, TemplateContent } = require('@aws/cloudformation-validate');
  const engine = new CelEngine();
  try {
    return texts.map((text) => {
      const { diagnostics } = engine.validateTemplate(new TemplateContent(text, 'template.yaml')) as {
        readonly diagnostics: readonly {
          readonly severity: string;
          readonly ruleId: string;
          readonly message: string;
        }[];
      };
      return diagnostics.filter(({ severity }) => severity !== 'INFO').map((each) => `${each.ruleId} ${each.message}`);
    });
  } finally {
    engine.free();
  }
}

describe('the CloudFormation template', () => {
  it('is valid to the validator of AWS', () => {
    const text = textOf(flightClubModel, 'cloudformation/dev.yaml');
    const [ours, broken] = problems([text, text.replace('PAY_PER_REQUEST', 'PAY_PER_VIEW')]);
    expect(ours).toEqual([]);
    expect(broken?.join()).toContain('PAY_PER_VIEW');
  }, 60_000);

  it.each([dev, prod])('makes the very policies that were emitted and proved, in $name', (environment) => {
    const resources = deployed(read(flightClubModel, environment), environment);
    for (const role of flightClubModel.roles) {
      const name = `flight-club-${role.name}`;
      expect(named(resources, 'ManagedPolicyName', name).PolicyDocument).toEqual(
        rolePolicy(flightClubModel, role, environment),
      );
      expect(named(resources, 'RoleName', name)).toEqual({
        RoleName: name,
        AssumeRolePolicyDocument: roleTrust(flightClubModel, role, environment),
        MaxSessionDuration: 3600,
        ManagedPolicyArns: [`arn:aws:iam::${environment.account}:policy/${name}`],
      });
    }
    const [app] = flightClubModel.tables as [Model['tables'][0]];
    expect(named(resources, 'TableName', tableName(environment, 'app')).ResourcePolicy).toEqual({
      PolicyDocument: guardrailPolicy(flightClubModel, app, environment),
    });
    expect(named(resources, 'ManagedPolicyName', 'flight-club-session-issuer').PolicyDocument).toEqual(
      sessionIssuerPolicy(flightClubModel, environment),
    );
    const own = flightClubModel.roles.filter(({ trusted }) => trusted !== undefined);
    expect(own).not.toEqual([]);
    for (const role of own)
      expect(named(resources, 'ManagedPolicyName', `flight-club-session-issuer.${role.name}`).PolicyDocument).toEqual(
        roleSessionIssuer(flightClubModel, role, environment),
      );
  });

  it('makes the table with its keys, indexes and safeguards, and keeps it when the stack goes', () => {
    const table = deployed(read(flightClubModel, prod), prod).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(table?.Properties).toMatchObject({
      TableName: 'flight-club',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', Projection: { ProjectionType: 'KEYS_ONLY' } },
        { IndexName: 'gsi2', Projection: { ProjectionType: 'ALL' } },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'lsi1',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'lsi1sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['status'] },
        },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
    });
  });

  it('is refused in another account or Region', () => {
    const template = read(flightClubModel, dev);
    expect(() => deployed(template, { ...dev, account: prod.account })).toThrow(/mapping/);
    expect(() => deployed(template, { ...dev, region: 'us-east-1' })).toThrow(/mapping/);
  });

  it('interpolates nothing: policy variables stand in plain text', () => {
    const text = textOf(flightClubModel, 'cloudformation/dev.yaml');
    expect(text).toContain('TENANT#${aws:PrincipalTag/TenantId}');
    expect(text).not.toContain('Fn::Sub');
  });

  it('carries any text through, in YAML 1.1 and 1.2', () => {
    const odd = [
      'on',
      '2026-11-21',
      '0123',
      '1:30',
      'a: b #c',
      '!Ref x',
      '*',
      '- x',
      '\u0085x\u2028',
      '${A}',
      '~',
      'é',
    ];
    const [app] = flightClubModel.tables as [Model['tables'][0]];
    const trusted = odd.map((text) => `arn:aws:iam::999988887777:role/${text}`);
    const model: Model = {
      ...flightClubModel,
      tables: [{ ...app, indexes: [{ name: 'i', kind: 'local', projection: { kind: 'include', attributes: odd } }] }],
      identity: { assumeRole: { trusted, maxSessionSeconds: 900 } },
    };
    const text = textOf(model, 'cloudformation/dev.yaml');
    for (const version of ['1.1', '1.2'] as const) {
      const resources = deployed(parse(text, { version }), dev);
      expect(named(resources, 'TableName', 'flight-club-dev')).toMatchObject({
        LocalSecondaryIndexes: [{ Projection: { NonKeyAttributes: odd } }],
      });
      for (const role of model.roles) {
        const { AssumeRolePolicyDocument } = named(resources, 'RoleName', `flight-club-${role.name}`);
        expect(AssumeRolePolicyDocument).toEqual(roleTrust(model, role, dev));
      }
    }
  });

  it('makes no role where the schema names no way to get a session', () => {
    const roles = flightClubModel.roles.map(({ trusted: _, ...role }) => role);
    const model: Model = { ...flightClubModel, roles, identity: {} };
    const types = deployed(read(model, dev), dev).map(({ Type }) => Type);
    expect(new Set(types)).toEqual(new Set(['AWS::DynamoDB::Table', 'AWS::IAM::ManagedPolicy']));
    expect(types).toHaveLength(1 + model.roles.length);
  });

  it('makes the policy of a role that each tenant has, and leaves the role to whom a tenant comes to', () => {
    const roles = flightClubModel.roles.map((role) =>
      role.name === 'member' ? { ...role, perTenant: true as const } : role,
    );
    const resources = deployed(read({ ...flightClubModel, roles }, dev), dev);
    expect(resources.filter(({ Properties }) => Properties.RoleName === 'flight-club-member')).toEqual([]);
    named(resources, 'ManagedPolicyName', 'flight-club-member');
    const issuer = named(resources, 'ManagedPolicyName', 'flight-club-session-issuer').PolicyDocument;
    expect(JSON.stringify(issuer)).toContain('role/flight-club-member@${aws:RequestTag/TenantId}"');
  });

  it('names tables apart that make the same word', () => {
    const [app] = flightClubModel.tables as [Model['tables'][0]];
    const model: Model = {
      ...flightClubModel,
      tables: [app, { ...app, name: 'a-b' }, { ...app, name: 'a_b' }],
      environments: [{ ...dev, tables: { app: 'one', 'a-b': 'two', a_b: 'three' } }],
    };
    const tables = deployed(read(model, dev), dev).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
    expect(tables.map(({ Properties }) => Properties.TableName)).toEqual(['one', 'two', 'three']);
  });
});
