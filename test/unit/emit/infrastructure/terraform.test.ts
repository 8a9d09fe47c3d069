import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import { terraformText } from '../../../../generator/src/emit/infrastructure/terraform-text.js';
import type { Environment, Model } from '../../../../generator/src/model/model.js';
import type { Table } from '../../../../generator/src/model/table.js';
import { tableArn } from '../../../../generator/src/policy/arn.js';
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
  readonly data: object;
  readonly locals: Labelled;
  readonly resource: { readonly [type: string]: { readonly [label: string]: Labelled } };
  readonly output: Labelled;
}

const read = (model: Model): Module => {
  const file = infrastructureFiles(model).find(({ path }) => path === 'terraform/dev/main.tf.json');
  if (file === undefined) throw new Error('no Terraform file');
  return JSON.parse(file.text);
};

describe('the Terraform module', () => {
  const module = read(flightClubModel);

  it('makes the table', () => {
    expect(module.resource.aws_dynamodb_table?.app).toEqual({
      name: 'flight-club-dev',
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
        policy: '${jsonencode(local.table_guardrails["app"])}',
      },
    });
  });

  it('attaches each policy to its role, and the session issuer to nobody', () => {
    const { resource, output } = module;
    for (const { name } of flightClubModel.roles) {
      expect(resource.aws_iam_role?.[name]).toEqual({
        name: `flight-club-${name}`,
        assume_role_policy: `\${jsonencode(local.role_trust["${name}"])}`,
        max_session_duration: 3600,
      });
      expect(resource.aws_iam_policy?.[name]?.policy).toBe(`\${jsonencode(local.role_policies["${name}"][0])}`);
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
        name: `flight-club-session-issuer.${name}`,
        policy: `\${jsonencode(local.session_issuer_policies["${name}"])}`,
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
    expect(used.length).toBeGreaterThan(20);
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

describe.skipIf(status !== 0)(
  `the locals, as Terraform reads them${status === 0 ? '' : ' (no terraform here)'}`,
  () => {
    it('are the very policies that were emitted and proved, whatever text they hold', () => {
      const hostile = ['${aws:username}', '$${x}', '%{ if true }', '%%{y}$$${z}', '${"a"}', '\\"\n', '<&>\u2028'];
      const trusted = hostile.map((text) => `arn:aws:iam::999988887777:role/${text}`);
      const model: Model = {
        ...flightClubModel,
        identity: { assumeRole: { trusted, maxSessionSeconds: 3600 } },
      };
      const {
        role_policies: policies,
        role_trust: trust,
        session_issuer_policy: sessionIssuer,
        session_issuer_policies: own,
        table_guardrails: guardrails,
      } = evaluate(read(model).locals);
      for (const role of model.roles) {
        expect(policies[role.name]).toEqual([rolePolicy(model, role, dev)]);
        expect(trust[role.name]).toEqual(roleTrust(model, role, dev));
      }
      const [app] = model.tables as [Model['tables'][0]];
      expect(guardrails).toEqual({ app: guardrailPolicy(model, app, dev) });
      expect(sessionIssuer).toEqual(sessionIssuerPolicy(model, dev));
      expect(own).toEqual(
        Object.fromEntries(
          model.roles
            .filter(({ trusted: named }) => named !== undefined)
            .map((role) => [role.name, roleSessionIssuer(model, role, dev)]),
        ),
      );
    }, 60_000);
  },
);

/** Without the provider, which comes from a registry, resources are variables. */
function evaluate(locals: Labelled) {
  const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  const arns = (prefix: string, names: readonly string[]): Labelled =>
    Object.fromEntries(names.map((name) => [name, { arn: prefix + name }]));
  const variables = {
    aws_dynamodb_table: { app: { arn: tableArn(dev, 'app') } },
    aws_iam_role: arns(`arn:aws:iam::${dev.account}:role/flight-club-`, Object.keys(locals.role_trust as object)),
  };
  const text = JSON.stringify({ variable: { aws_dynamodb_table: {}, aws_iam_role: {} }, locals });
  try {
    writeFileSync(join(folder, 'main.tf.json'), text.replaceAll(/(?<=\$\{)aws_\w+\.\w+\.arn/g, 'var.$&'));
    writeFileSync(join(folder, 'terraform.tfvars.json'), JSON.stringify(variables));
    const all = Object.keys(locals).map((name) => `${name} = local.${name}`);
    const { stdout, stderr } = spawnSync('terraform', ['console'], {
      cwd: folder,
      encoding: 'utf8',
      input: `jsonencode({ ${all.join(', ')} })\n`,
      env: { PATH: process.env.PATH, HOME: folder, CHECKPOINT_DISABLE: '1' },
    });
    if (stderr !== '') throw new Error(stderr);
    // A string of JSON, which is printed quoted.
    return JSON.parse(JSON.parse(stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
