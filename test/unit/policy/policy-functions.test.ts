import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { policyFunctions } from '../../../generator/src/emit/iam/policy-functions.js';
import { assertParses } from '../../../generator/src/emit/print/syntax-gate.js';
import type { Environment, Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { flightClubModel } from '../../support/flight-club-model.js';

type Functions = { readonly [name: string]: (target: object) => PolicyDocument };

async function load(model: Model): Promise<Functions> {
  const text = policyFunctions(model);
  assertParses({ path: 'policies.ts', text });
  const { code } = transformSync(text, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

const targetOf = ({ account, region, partition, tables }: Environment): object => ({
  account,
  region,
  partition,
  tables,
});

describe('policies as functions', () => {
  it.each(flightClubModel.environments)('are the documents of $name', async (environment) => {
    const functions = await load(flightClubModel);
    const documents = policyDocuments(flightClubModel).find((each) => each.environment === environment.name);
    const target = targetOf(environment);
    expect(functions.sessionIssuerPolicy?.(target)).toEqual(documents?.sessionIssuer);
    expect(functions.appGuardrail?.(target)).toEqual(documents?.guardrails.app);
    for (const { role, identity, trust, session } of documents?.roles ?? []) {
      expect(functions[`${role}Policy`]?.(target)).toEqual(identity[0]);
      expect(functions[`${role}AssumeRoleTrust`]?.(target)).toEqual(trust['assume-role']);
      expect(functions[`${role}WebIdentityTrust`]?.(target)).toEqual(trust['web-identity']);
      expect(functions[`${role}CognitoTrust`]?.(target)).toEqual(trust.cognito);
      expect(functions[`${role}Session`]?.(target)).toEqual(session);
    }
  });

  it('know the name of Cognito in GovCloud, and another prefix of role names', async () => {
    const functions = await load(flightClubModel);
    const target = { account: '1', region: 'r', partition: 'aws-us-gov', tables: { app: 't' }, rolePrefix: 'my-' };
    expect(JSON.stringify(functions.memberCognitoTrust?.(target))).toContain(
      'cognito-identity-us-gov.amazonaws.com:aud',
    );
    expect(JSON.stringify(functions.sessionIssuerPolicy?.(target))).toContain('arn:aws-us-gov:iam::1:role/my-member');
  });

  it('hold no code of a schema', async () => {
    const evil = "\uE000(() => { throw new Error('run') })()\uE000`${process.exit()}'\\";
    const model: Model = {
      ...flightClubModel,
      roles: flightClubModel.roles.map((role) => ({
        ...role,
        additionalStatements: [{ Sid: 'Own', Effect: 'Allow', Action: 's3:GetObject', Resource: evil }],
      })),
    };
    const functions = await load(model);
    const statement = functions.visitorPolicy?.({ account: '1', region: 'r', tables: { app: 't' } }).Statement.at(-1);
    expect(statement?.Resource).toBe(evil);
  });
});
