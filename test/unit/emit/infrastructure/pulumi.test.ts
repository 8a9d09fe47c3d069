import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import { managedPolicyName } from '../../../../generator/src/emit/infrastructure/managed-policies.js';
import type { Environment, Model } from '../../../../generator/src/model/model.js';
import { roleName } from '../../../../generator/src/policy/arn.js';
import { environmentDocuments } from '../../../../generator/src/policy/documents.js';
import { combinedTrust } from '../../../../generator/src/policy/role-trust.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [dev, prod] = flightClubModel.environments as [Environment, Environment];
const root = fileURLToPath(new URL('../../../../', import.meta.url));
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules/.cache/pulumi-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the component by Pulumi's own SDK, with an engine that records what it is asked to make. */
const PROGRAM = `
const pulumi = require('@pulumi/pulumi');
const [account, region, ...environments] = process.argv.slice(2);
const made = [];
pulumi.runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    made.push({ type, name, inputs });
    return { id: name, state: { ...inputs, arn: type + '/' + (inputs.name ?? name) } };
  },
  call: ({ token }) => (token.includes('getCallerIdentity') ? { accountId: account } : { id: region, region }),
});
const { FlightClubInfrastructure } = require('./pulumi/flight-club-infrastructure.js');
for (const environment of environments) new FlightClubInfrastructure(environment, { environment });
pulumi.runtime.disconnect().then(
  () => console.log(JSON.stringify(made)),
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
`;

interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: { readonly [name: string]: unknown };
}

function compiled(model: Model): string {
  const into = mkdtempSync(join(folder, 'compiled-'));
  for (const { path, text } of infrastructureFiles(model, { targets: ['pulumi'] })) {
    if (!path.endsWith('.ts')) continue;
    mkdirSync(dirname(join(into, path)), { recursive: true });
    writeFileSync(join(into, path.replace(/ts$/, 'js')), transformSync(text, { loader: 'ts', format: 'cjs' }).code);
  }
  writeFileSync(join(into, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(join(into, 'program.js'), PROGRAM);
  return into;
}

const run = (cwd: string, { account, region }: Environment, ...environments: readonly string[]) =>
  spawnSync(process.execPath, ['program.js', account, region, ...environments], { cwd, encoding: 'utf8' });

const make = (model: Model, environment: Environment): readonly Made[] => {
  const { stdout, stderr } = run(compiled(model), environment, environment.name);
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout);
};

const ofType = (made: readonly Made[], type: string): readonly Made['inputs'][] =>
  made.filter((each) => each.type === type).map(({ inputs }) => inputs);

/** The documents by the name of what carries them. */
const documents = (made: readonly Made['inputs'][], property: string): { readonly [name: string]: unknown } =>
  Object.fromEntries(made.map((inputs) => [inputs.name, JSON.parse(String(inputs[property]))]));

describe('the Pulumi component', () => {
  const staging = { ...dev, name: 'staging', tables: { app: 'flight-club-staging' } };

  it.each([
    [flightClubModel, prod],
    // Two environments in one account: the names of roles differ.
    [{ ...flightClubModel, environments: [prod, dev, staging] }, staging],
  ] as const)('makes the very policies that were emitted and proved', (model, environment) => {
    const made = make(model, environment);
    const proved = environmentDocuments(model, environment);
    const name = (role: string): string => roleName(model, environment, role);
    expect(documents(ofType(made, 'aws:iam/policy:Policy'), 'policy')).toEqual(
      Object.fromEntries([
        [name('session-issuer'), proved.sessionIssuer],
        ...proved.roles.flatMap(({ role, identity, sessionIssuer }) => [
          ...identity.map((document, part) => [managedPolicyName(name(role), part), document]),
          ...(sessionIssuer ? [[`${name('session-issuer')}.${role}`, sessionIssuer]] : []),
        ]),
      ]),
    );
    expect(documents(ofType(made, 'aws:iam/role:Role'), 'assumeRolePolicy')).toEqual(
      Object.fromEntries(proved.roles.map(({ role, trust }) => [name(role), combinedTrust(trust)])),
    );
    const [guardrail] = ofType(made, 'aws:dynamodb/resourcePolicy:ResourcePolicy');
    expect(JSON.parse(String(guardrail?.policy))).toEqual(proved.guardrails.app);
    expect(ofType(made, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment')).toEqual(
      proved.roles.map(({ role }) => ({ role: name(role), policyArn: `aws:iam/policy:Policy/${name(role)}` })),
    );
    expect(ofType(made, 'aws:dynamodb/table:Table')).toMatchObject([
      {
        name: environment.tables.app,
        hashKey: 'pk',
        rangeKey: 'sk',
        globalSecondaryIndexes: [{ name: 'gsi1', projectionType: 'KEYS_ONLY' }, { name: 'gsi2' }],
        localSecondaryIndexes: [{ name: 'lsi1', projectionType: 'INCLUDE', nonKeyAttributes: ['status'] }],
        ttl: { attributeName: 'expiresAt', enabled: true },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
      },
    ]);
  });

  it('is refused by a provider of another account or Region, and makes nothing', () => {
    const into = compiled(flightClubModel);
    for (const place of [prod, { ...dev, region: 'us-east-1' }]) {
      const { status, stderr, stdout } = run(into, place, 'dev');
      expect(stderr).toContain(
        `The environment dev is account 111122223333 in eu-west-1, but the provider has ${place.account} in ${place.region}.`,
      );
      expect(status).not.toBe(0);
      // The component alone, which is no resource of AWS.
      expect(JSON.parse(stdout).map(({ type }: Made) => type)).toEqual(['tenantry:infrastructure:FlightClub']);
    }
  });
});
