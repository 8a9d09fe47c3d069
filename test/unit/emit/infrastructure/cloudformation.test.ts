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
import {
  deployed,
  type ParameterValues,
  type Template,
  type TemplateResource,
} from '../../../support/cloudformation.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [dev, prod] = flightClubModel.environments as [Environment, Environment];

const textOf = (model: Model, path: string): string => {
  const file = infrastructureFiles(model, { source: 'flight-club.tenantry.yaml', targets: ['cloudformation'] }).find(
    (each) => each.path === path,
  );
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.text;
};

const read = (model: Model, path = 'cloudformation/flight-club.yaml'): Template =>
  parse(textOf(model, path), { version: '1.1' });

/** The parameters as a template's file for an environment has them; none where it needs none. */
function parametersOf(model: Model, { name }: Environment): ParameterValues {
  const files = infrastructureFiles(model, { targets: ['cloudformation'], policies: '../policies' });
  const file = files.find(({ path }) => path === `cloudformation/${name}.parameters.json`);
  const list: { ParameterKey: string; ParameterValue: string }[] = file === undefined ? [] : JSON.parse(file.text);
  return Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
}

const made = (model: Model, environment: Environment) =>
  deployed(read(model), environment, parametersOf(model, environment));

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
    const text = textOf(flightClubModel, 'cloudformation/flight-club.yaml');
    const [ours, broken] = problems([text, text.replace('PAY_PER_REQUEST', 'PAY_PER_VIEW')]);
    expect(ours).toEqual([]);
    expect(broken?.join()).toContain('PAY_PER_VIEW');
  }, 60_000);

  it.each([dev, prod])('makes the very policies that were emitted and proved, in $name', (environment) => {
    const resources = made(flightClubModel, environment);
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
    const table = made(flightClubModel, prod).find(({ Type }) => Type === 'AWS::DynamoDB::Table');
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

  it('is refused unless account, Region and parameters are of one environment', () => {
    const template = read(flightClubModel);
    const [ofDev, ofProd] = [parametersOf(flightClubModel, dev), parametersOf(flightClubModel, prod)];
    expect(ofDev).toEqual({ AppTableName: 'flight-club-dev' });
    expect(ofProd).toEqual({ AppTableName: 'flight-club' });
    for (const [place, parameters] of [
      [{ ...dev, account: '999988887777' }, ofDev],
      [{ ...dev, region: 'us-east-1' }, ofDev],
      [dev, ofProd],
      [prod, ofDev],
    ] as const)
      expect(() => deployed(template, place, parameters)).toThrow(/rule OneEnvironment/);
    expect(() => deployed(template, dev, { AppTableName: 'other' })).toThrow(/AppTableName/);
    expect(() => deployed(template, dev)).toThrow(/AppTableName/);
  });

  it('has no parameter where one environment is all', () => {
    const model: Model = { ...flightClubModel, environments: [prod] };
    expect(read(model).Parameters).toBeUndefined();
    expect(infrastructureFiles(model).some(({ path }) => path.endsWith('parameters.json'))).toBe(false);
    expect(made(model, prod)).toEqual(made(flightClubModel, prod));
    expect(() => deployed(read(model), dev)).toThrow(/rule OneEnvironment/);
  });

  const MORE: readonly Environment[] = [
    { ...dev, name: 'staging', tables: { app: 'flight-club-staging' } },
    { ...dev, name: 'us', region: 'us-west-2' },
    ...Array.from({ length: 11 }, (_, i) => ({ ...prod, name: `p${i}`, account: `${100000000000 + i}` })),
  ];

  it('makes the proved policies for environments that share an account, and for many', () => {
    const model: Model = { ...flightClubModel, environments: [dev, prod, ...MORE] };
    const template = read(model);
    for (const environment of [dev, prod, ...MORE.slice(0, 3), ...MORE.slice(-1)]) {
      const text = JSON.stringify(deployed(template, environment, parametersOf(model, environment)));
      for (const role of model.roles) {
        expect(text).toContain(JSON.stringify(rolePolicy(model, role, environment)));
        expect(text).toContain(JSON.stringify(roleTrust(model, role, environment)));
      }
    }
    // The names of roles differ, so they are a parameter, too.
    expect(parametersOf(model, MORE[0] as Environment)).toEqual({
      AppTableName: 'flight-club-staging',
      RolePrefix: 'flight-club-staging-',
    });
  });

  it('is one for each partition, whose name is in keys of conditions', () => {
    const gov: Environment = { ...prod, name: 'gov', account: '777788889999', partition: 'aws-us-gov' };
    const model: Model = { ...flightClubModel, environments: [dev, prod, gov] };
    const own = deployed(read(model, 'cloudformation/flight-club-aws-us-gov.yaml'), gov);
    const [member] = model.roles.filter(({ name }) => name === 'member');
    expect(named(own, 'RoleName', 'flight-club-member').AssumeRolePolicyDocument).toEqual(
      member && roleTrust(model, member, gov),
    );
    expect(deployed(read(model, 'cloudformation/flight-club-aws.yaml'), dev, parametersOf(model, dev))).toEqual(
      made(flightClubModel, dev),
    );
  });

  it('interpolates ARNs alone: policy variables stand in plain text, or are escaped', () => {
    const text = textOf(flightClubModel, 'cloudformation/flight-club.yaml');
    expect(text).toContain('TENANT#${aws:PrincipalTag/TenantId}');
    const inner = [...text.matchAll(/Fn::Sub"?: "([^"]*)"/g)].map(([, each = '']) => each);
    expect(inner.length).toBeGreaterThan(20);
    for (const each of inner) expect(each).toMatch(/^arn:/);
    const used = inner.flatMap((each) => [...each.matchAll(/\$\{(?!!)([^}]*)\}/g)].map(([, name]) => name));
    expect(new Set(used)).toEqual(new Set(['AWS::AccountId', 'AppTableName']));
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
    const text = textOf(model, 'cloudformation/flight-club.yaml');
    for (const version of ['1.1', '1.2'] as const) {
      const resources = deployed(parse(text, { version }), dev, parametersOf(model, dev));
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
    const types = made(model, dev).map(({ Type }) => Type);
    expect(new Set(types)).toEqual(new Set(['AWS::DynamoDB::Table', 'AWS::IAM::ManagedPolicy']));
    expect(types).toHaveLength(1 + model.roles.length);
  });

  it('makes the policy of a role that each tenant has, and leaves the role to whom a tenant comes to', () => {
    const roles = flightClubModel.roles.map((role) =>
      role.name === 'member' ? { ...role, perTenant: true as const } : role,
    );
    const resources = made({ ...flightClubModel, roles }, dev);
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
    const tables = made(model, dev).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
    expect(tables.map(({ Properties }) => Properties.TableName)).toEqual(['one', 'two', 'three']);
  });
});
