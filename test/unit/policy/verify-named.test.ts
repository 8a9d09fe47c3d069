// Probes the names in a document: a trap that stands in no list of ours is found because the document names it.
import { describe, expect, it } from 'vitest';
import { type EnvironmentDocuments, policyDocuments } from '../../../generator/src/policy/documents.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import type { PolicyDocument } from '../../../iam/src/document.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const model = { ...flightClubModel, environments: flightClubModel.environments.slice(0, 1) };
const [documents = { environment: '', roles: [], guardrails: {} }]: readonly EnvironmentDocuments[] =
  policyDocuments(model);

/** The codes and summaries of what is found where each text of one document is replaced. */
function found(
  of: (changed: EnvironmentDocuments) => PolicyDocument | undefined,
  from: string,
  to: string,
): readonly string[] {
  const changed = structuredClone(documents);
  const document = of(changed);
  const text = JSON.stringify(document);
  expect(text).toContain(from);
  Object.assign(document ?? {}, JSON.parse(text.replaceAll(from, to)));
  return verify(model, [changed]).findings.map(({ code, summary }) => `${code} ${summary}`);
}

const trustOf = (role: string, way: 'assume-role' | 'web-identity' | 'cognito') => (all: EnvironmentDocuments) =>
  all.roles.find((each) => each.role === role)?.trust[way];
const policyOf = (role: string) => (all: EnvironmentDocuments) =>
  all.roles.find((each) => each.role === role)?.identity[0];

describe('what a document names is tried', () => {
  it.each([
    [
      'a further principal',
      '"AWS":[',
      '"AWS":["arn:aws:iam::111122223333:role/ci",',
      'lets in arn:aws:iam::111122223333:role/ci',
    ],
    ['a further tag', '"aws:TagKeys":[', '"aws:TagKeys":["Plan",', 'lets in a tag named Plan'],
    [
      'tags in any case',
      'ForAllValues:StringEquals',
      'ForAllValues:StringEqualsIgnoreCase',
      'lets in a tag named TENANTID',
    ],
    ['every action of STS', '"sts:AssumeRole"', '"sts:*"', 'lets in a call with a source identity'],
  ])('a trust policy with %s', (_, from, to, expected) => {
    expect(found(trustOf('member', 'assume-role'), from, to)).toContainEqual(expect.stringContaining(expected));
  });

  it('a trust policy for the tokens of further clients', () => {
    const both = '["app-client-id","another-app"]';
    const findings = found(trustOf('member', 'web-identity'), '"app-client-id"', both);
    expect(findings).toContainEqual(expect.stringMatching(/^trust\.wider .*another-app/));
  });

  it('a limit to attributes that names one more', () => {
    const findings = found(policyOf('kiosk'), '"dynamodb:Attributes":["', '"dynamodb:Attributes":["pilotId","');
    expect(findings).toContainEqual(expect.stringMatching(/^policy\.attributes /));
  });

  it('a bucket that the schema does not know', () => {
    const findings = found(
      policyOf('chief'),
      '"arn:aws:s3:::flight-club-documents',
      '"arn:aws:s3:::flight-club-documents*',
    );
    expect(findings).toContainEqual(expect.stringContaining('the schema knows no such bucket'));
  });

  it('a guardrail that is about further roles, or spares keys of nobody', () => {
    const guardrail = (all: EnvironmentDocuments) => all.guardrails.app;
    expect(found(guardrail, 'role/flight-club-kiosk', 'role/flight-club-kiosk*')).toContainEqual(
      expect.stringMatching(/^guardrail\.refused The guardrail stops .*flight-club-kioskx/),
    );
    expect(found(guardrail, '"PUBLIC#*"', '"PUBLIC#*","LEGACY"')).toContainEqual(
      expect.stringContaining('reach "LEGACY", which lies outside of every scope'),
    );
  });
});
