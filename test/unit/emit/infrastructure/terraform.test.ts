import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import { sessionIssuerPolicyName } from '../../../../generator/src/emit/infrastructure/managed-policies.js';
import { terraformText } from '../../../../generator/src/emit/infrastructure/terraform/terraform-text.js';
import type { Environment, Model } from '../../../../generator/src/model/model.js';
import type { Table } from '../../../../generator/src/model/table.js';
import { roleName } from '../../../../generator/src/policy/arn.js';
import { guardrailPolicy } from '../../../../generator/src/policy/guardrail-policy.js';
import { rolePolicy } from '../../../../generator/src/policy/role-policy.js';
import { roleTrust } from '../../../../generator/src/policy/role-trust.js';
import { roleSessionIssuer, sessionIssuerPolicy } from '../../../../generator/src/policy/session-issuer-policy.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [dev] = flightClubModel.environments as [Environment];

interface Labelled {
  readonly [label: string]: unknown;
}

interface Module {
  readonly terraform: object;
  readonly variable: Labelled;
  readonly data: object;
  readonly locals: Labelled;
  readonly resource: { readonly [type: string]: { readonly [label: string]: Labelled } };
  readonly output: Labelled;
}

const read = (model: Model): Module => {
  const file = infrastructureFiles(model).find(({ path }) => path === 'terraform/main.tf.json');
  if (file === undefined) throw new Error('no Terraform file');
  return JSON.parse(file.text);
};

const document = (file: string): string => `\${jsonencode(jsondecode(file("\${local.policies}/${file}")))}`;

describe('the Terraform module', () => {
  const module = read(flightClubModel);

  it('makes the table', () => {
    expect(module.resource.aws_dynamodb_table?.app).toEqual({
      name: '${local.environment.tables["app"]}',
      billing_mode: 'PAY_PER_REQUEST',
      hash_key: 'pk',
      range_key: 'sk',
      attribute: ['pk', 'sk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk', 'lsi1sk'].map((name) => ({ name, type: 'S' })),
      global_secondary_index: [
        { name: 'gsi1', hash_key: 'gsi1pk', range_key: 'gsi1sk', projection_type: 'KEYS_ONLY' },
        { name: 'gsi2', hash_key: 'gsi2pk', range_key: 'gsi2sk', projection_type: 'ALL' },
      ],
      local_secondary_index: [
        { name: 'lsi1', range_key: 'lsi1sk', projection_type: 'INCLUDE', non_key_attributes: ['status'] },
      ],
      ttl: [{ attribute_name: 'expiresAt', enabled: true }],
      point_in_time_recovery: [{ enabled: true }],
      deletion_protection_enabled: true,
      lifecycle: [{ prevent_destroy: true }],
    });
  });

  it('backs the policies up by a policy of the table', () => {
    expect(module.resource.aws_dynamodb_resource_policy).toEqual({
      app: {
        resource_arn: '${aws_dynamodb_table.app.arn}',
        policy: document('app.guardrail.json'),
      },
    });
  });

  it('attaches each policy to its role, and the session issuer to nobody', () => {
    const { resource, output } = module;
    for (const { name } of flightClubModel.roles) {
      expect(resource.aws_iam_role?.[name]).toEqual({
        name: `\${local.environment.role_prefix}${name}`,
        assume_role_policy: expect.stringContaining(`/${name}.trust.assume-role.json`),
        max_session_duration: 3600,
      });
      expect(resource.aws_iam_policy?.[name]?.policy).toBe(document(`${name}.policy.json`));
      expect(resource.aws_iam_role_policy_attachment?.[name]).toEqual({
        role: `\${aws_iam_role.${name}.name}`,
        policy_arn: `\${aws_iam_policy.${name}.arn}`,
      });
    }
    expect(resource.aws_iam_role_policy_attachment).not.toHaveProperty('session_issuer');
    expect(output).toHaveProperty('session_issuer_policy_arn');
    const own = flightClubModel.roles.filter(({ trusted }) => trusted !== undefined).map(({ name }) => name);
    expect(own).not.toEqual([]);
    expect(output.session_issuer_policy_arns).toEqual({
      value: Object.fromEntries(own.map((name) => [name, `\${aws_iam_policy.${name}--session-issuer.arn}`])),
    });
    for (const name of own) {
      const label = `${name}--session-issuer`;
      expect(resource.aws_iam_policy?.[label]).toEqual({
        name: `\${local.environment.role_prefix}session-issuer.${name}`,
        policy: document(`session-issuer.${name}.policy.json`),
      });
      expect(resource.aws_iam_role_policy_attachment).not.toHaveProperty(label);
    }
  });

  it('has no type without a block, which Terraform refuses', () => {
    const { resource } = read({ ...flightClubModel, roles: [], identity: {} });
    expect(Object.keys(resource)).toEqual(['aws_dynamodb_table']);
  });

  it('refers to nothing that it does not declare', () => {
    const declared = Object.entries(module.resource).flatMap(([type, byLabel]) =>
      Object.keys(byLabel).map((label) => `${type}.${label}`),
    );
    const used = [...JSON.stringify(module).matchAll(/(?<!\$)\$\{(aws_\w+\.[\w-]+)\./g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(15);
    expect(declared).toEqual(expect.arrayContaining(used));
  });

  it('interpolates nothing of a name in DynamoDB, which may hold any character', () => {
    const table: Table = {
      name: 'app',
      partitionKey: '${path.cwd}',
      sortKey: '%{if}',
      ttl: '${ttl}',
      indexes: [
        {
          name: 'gsi1',
          kind: 'global',
          partitionKey: '$${a}',
          sortKey: '${b}',
          projection: { kind: 'include', attributes: ['${c}'] },
        },
      ],
    };
    const { resource } = read({ ...flightClubModel, tables: [table] });
    expect(resource.aws_dynamodb_table?.app).toMatchObject({
      hash_key: '$${path.cwd}',
      range_key: '%%{if}',
      attribute: ['$${path.cwd}', '%%{if}', '${"$"}$${a}', '$${b}'].map((name) => ({ name, type: 'S' })),
      global_secondary_index: [{ hash_key: '${"$"}$${a}', range_key: '$${b}', non_key_attributes: ['$${c}'] }],
      ttl: [{ attribute_name: '$${ttl}' }],
    });
  });

  it('writes what opens a template as text', () => {
    expect(terraformText('TENANT#${aws:PrincipalTag/TenantId}#?')).toBe('TENANT#$${aws:PrincipalTag/TenantId}#?');
    expect(terraformText('%{if}')).toBe('%%{if}');
    expect(terraformText('$${x}%%%{y} $5 100%')).toBe('${"$"}$${x}${"%%"}%%{y} $5 100%');
  });
});

const { status } = spawnSync('terraform', ['version']);

describe.skipIf(status !== 0)(`the module, as Terraform reads it${status === 0 ? '' : ' (no terraform here)'}`, () => {
  const adversarial = ['${aws:username}', '$${x}', '%{ if true }', '%%{y}$$${z}', '${"a"}', '\\"\n', '<&>\u2028'];
  const trusted = adversarial.map((text) => `arn:aws:iam::999988887777:role/${text}`);
  const staging = { ...dev, name: 'staging', tables: { app: 'flight-club-staging' } };
  const model: Model = {
    ...flightClubModel,
    environments: [...flightClubModel.environments, staging],
    identity: { ...flightClubModel.identity, assumeRole: { trusted, maxSessionSeconds: 3600 } },
  };

  it.each(model.environments)(
    'has the very policies that were emitted and proved, in $name',
    (environment) => {
      const { aws_iam_policy, aws_iam_role, aws_dynamodb_resource_policy, aws_dynamodb_table } = evaluate(
        model,
        environment.name,
      );
      const issuer = (role?: string): string => sessionIssuerPolicyName(model, environment, role);
      const expected = new Map<string, unknown>([[issuer(), sessionIssuerPolicy(model, environment)]]);
      for (const role of model.roles) {
        expected.set(roleName(model, environment, role.name), rolePolicy(model, role, environment));
        if (role.trusted) expected.set(issuer(role.name), roleSessionIssuer(model, role, environment));
        const { name, assume_role_policy } = aws_iam_role[role.name] as Labelled;
        expect(name).toBe(roleName(model, environment, role.name));
        expect(JSON.parse(String(assume_role_policy))).toEqual(roleTrust(model, role, environment));
      }
      const made = Object.values(aws_iam_policy as { readonly [label: string]: Labelled });
      expect(new Map(made.map(({ name, policy }) => [name, JSON.parse(String(policy))]))).toEqual(expected);
      const [app] = model.tables as [Table];
      expect(JSON.parse(aws_dynamodb_resource_policy.app.policy)).toEqual(guardrailPolicy(model, app, environment));
      expect(aws_dynamodb_table.app.name).toBe(environment.tables.app);
    },
    60_000,
  );

  it('refuses an environment that the schema does not name', () => {
    expect(() => evaluate(model, 'other')).toThrow(/environment must be one of dev, prod,\s+staging/);
  }, 60_000);
});

/** Returns the resources' values. Without the provider, which comes from a registry, they are locals, and their addresses variables. */
function evaluate(model: Model, environment: string) {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const { variable, locals, resource } = read(model);
  try {
    for (const { path, text } of infrastructureFiles(model)) {
      if (!path.startsWith('policies/')) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const made = Object.fromEntries(
      Object.entries(resource).map(([type, blocks]) => [
        type,
        Object.fromEntries(Object.entries(blocks).map(([label, { resource_arn: _, ...block }]) => [label, block])),
      ]),
    );
    const { aws_iam_role_policy_attachment: _attachments, ...values } = made;
    mkdirSync(join(folder, 'terraform'));
    writeFileSync(
      join(folder, 'terraform/main.tf.json'),
      JSON.stringify({ variable, locals: { ...locals, resources: values } }),
    );
    const { stdout, stderr } = spawnSync('terraform', ['console', `-var=environment=${environment}`], {
      cwd: join(folder, 'terraform'),
      encoding: 'utf8',
      input: 'jsonencode(local.resources)\n',
      env: { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: '1' },
    });
    if (stderr !== '') throw new Error(stderr);
    // A string of JSON, which is printed quoted.
    return JSON.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
