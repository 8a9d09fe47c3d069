import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Template as Synthesised } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import type { Environment, Model } from '../../../../generator/src/model/model.js';
import { deployed, type Template, type TemplateResource } from '../../../support/cloudformation.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [dev, prod] = flightClubModel.environments as [Environment, Environment];
const root = fileURLToPath(new URL('../../../../', import.meta.url));
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules/.cache/cdk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (model: Model, path: string): string => {
  const file = infrastructureFiles(model, { source: 'flight-club.tenantry.yaml' }).find((each) => each.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.text;
};

type InfrastructureClass = new (
  scope: Construct,
  id: string,
  props: { environment: string },
) => Construct & { readonly tables: object; readonly roles: object; readonly policies: object };

/** The emitted construct and the policies that it imports, compiled as a CDK application compiles them. */
function load(model: Model): InfrastructureClass {
  const into = mkdtempSync(join(folder, 'compiled-'));
  for (const path of ['cdk/flight-club-infrastructure.ts', 'policies/policies.ts']) {
    const { code } = transformSync(read(model, path), { loader: 'ts', format: 'cjs' });
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path.replace(/ts$/, 'js')), code);
  }
  // The repository's packages are modules of another kind.
  writeFileSync(join(into, 'package.json'), '{ "type": "commonjs" }');
  return createRequire(import.meta.url)(join(into, 'cdk/flight-club-infrastructure.js')).FlightClubInfrastructure;
}

function synthesise(model: Model, environment: string, env?: { account: string; region: string }): Template {
  // The validator is what the test of the template runs.
  const app = new App({ builtinCloudFormationValidation: false, analyticsReporting: false });
  const stack = new Stack(app, 'Data', env && { env });
  new (load(model))(stack, 'Infrastructure', { environment });
  return Synthesised.fromStack(stack).toJSON() as Template;
}

const byName = (resources: readonly TemplateResource[]): { readonly [name: string]: TemplateResource } =>
  Object.fromEntries(
    resources.map((resource) => {
      const { TableName, RoleName, ManagedPolicyName } = resource.Properties;
      return [`${resource.Type} ${TableName ?? RoleName ?? ManagedPolicyName}`, resource];
    }),
  );

const ours = (model: Model, environment: Environment) => {
  const file = infrastructureFiles(model).find(({ path }) => path.endsWith(`/${environment.name}.parameters.json`));
  const list: { ParameterKey: string; ParameterValue: string }[] = file === undefined ? [] : JSON.parse(file.text);
  const parameters = Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
  return byName(deployed(parse(read(model, 'cloudformation/flight-club.yaml')), environment, parameters));
};

describe('the CDK construct', () => {
  it.each([dev, prod])('makes what the template makes, in $name', (environment) => {
    const { name, account, region } = environment;
    for (const env of [undefined, { account, region }]) {
      const resources = deployed(synthesise(flightClubModel, name, env), environment);
      expect(byName(resources)).toEqual(ours(flightClubModel, environment));
    }
  });

  it('is refused by a stack of another account or Region', () => {
    expect(() => synthesise(flightClubModel, 'dev', { account: prod.account, region: dev.region })).toThrow(
      'The environment dev has the account 111122223333, but the stack has 444455556666.',
    );
    expect(() => synthesise(flightClubModel, 'dev', { account: dev.account, region: 'us-east-1' })).toThrow(/region/);
    // A stack without an account is known only when it is deployed.
    expect(() => deployed(synthesise(flightClubModel, 'dev'), prod)).toThrow(/mapping/);
  });

  it('gives its resources by the names of the schema', () => {
    const made = new (load(flightClubModel))(new Stack(new App(), 'Data'), 'Infrastructure', { environment: 'dev' });
    expect(Object.keys(made.tables)).toEqual(['app']);
    expect(Object.keys(made.roles)).toEqual(['chief', 'kiosk', 'member', 'operator', 'visitor']);
    expect(Object.keys(made.policies)).toEqual(['chief', 'kiosk', 'member', 'operator', 'visitor']);
  });

  it('names roles by environment where two share an account', () => {
    const staging = { ...dev, name: 'staging', tables: { app: 'flight-club-staging' } };
    const model: Model = { ...flightClubModel, environments: [prod, staging, dev] };
    for (const environment of model.environments) {
      const resources = byName(deployed(synthesise(model, environment.name), environment));
      expect(resources).toEqual(ours(model, environment));
    }
    expect(Object.keys(ours(model, staging))).toContain('AWS::IAM::Role flight-club-staging-member');
  });

  it('takes the policies from where they are emitted', () => {
    const importOf = (options: object): string | undefined =>
      infrastructureFiles(flightClubModel, options)
        .find(({ path }) => path.startsWith('cdk/'))
        ?.text.match(/import \* as policies from '(.*)'/)?.[1];
    expect(importOf({})).toBe('../policies/policies.js');
    expect(importOf({ policies: '../iam/all', importExtension: '' })).toBe('../../iam/all/policies');
  });

  it('keeps adversarial text inside of its literals', () => {
    const text = "'); process.exit(1); //`${process.exit(1)}\u2028*/ {{header}} \\";
    const model: Model = {
      ...flightClubModel,
      environments: [dev],
      identity: {
        assumeRole: { trusted: [`arn:aws:iam::999988887777:role/${text}`], maxSessionSeconds: 900 },
      },
    };
    const resources = byName(deployed(synthesise(model, 'dev'), dev));
    expect(resources).toEqual(ours(model, dev));
    expect(JSON.stringify(resources)).toContain(JSON.stringify(text).slice(1, -1));
  });

  it('compiles under the strictest options, and so does the component of Pulumi', () => {
    const tsconfig = {
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: { noEmit: true, composite: false, types: [] },
      include: ['strict-*/**/*.ts'],
    };
    const one: Model = { ...flightClubModel, environments: [dev], identity: {} };
    for (const [i, model] of [flightClubModel, one].entries()) {
      const paths = ['cdk', 'pulumi'].map((target) => `${target}/flight-club-infrastructure.ts`);
      for (const path of [...paths, 'policies/policies.ts']) {
        mkdirSync(dirname(join(folder, `strict-${i}`, path)), { recursive: true });
        writeFileSync(join(folder, `strict-${i}`, path), read(model, path));
      }
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      {
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 60_000);
});
