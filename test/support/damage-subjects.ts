import type { Model } from '../../generator/src/model/model.js';
import {
  type EnvironmentDocuments,
  policyDocuments,
  type RoleDocuments,
} from '../../generator/src/policy/documents.js';
import type { Finding } from '../../generator/src/policy/verify/finding.js';
import { guardrailFindings } from '../../generator/src/policy/verify/guardrail.js';
import { policyFindings, sessionPolicyFindings } from '../../generator/src/policy/verify/policy-findings.js';
import { noCaches, type RoleCase, roleCase } from '../../generator/src/policy/verify/role-case.js';
import { sessionIssuerFindings } from '../../generator/src/policy/verify/session-issuer.js';
import { trustFindings } from '../../generator/src/policy/verify/trust.js';
import { type PolicyDocument, policyDocument, type Statement } from '../../iam/src/document.js';
import { evaluate } from '../../iam/src/evaluate/index.js';
import type { Kind } from './damage-oracle.js';
import { changedStatements } from './document-terms.js';

/** An emitted document that is to be damaged. */
export interface Subject {
  readonly name: string;
  readonly kind: Kind;
  readonly model: Model;
  readonly document: PolicyDocument;
  /** All documents with this one in its place. */
  with(document: PolicyDocument): EnvironmentDocuments;
  /** Returns the findings of `verify` in this document: the part of it that looks at documents of this kind. */
  findings(document: PolicyDocument): readonly Finding[];
}

/** Every document of a model's first environment; those of a role with a model of this role alone. */
export function damageSubjects(whole: Model): readonly Subject[] {
  const [environment] = whole.environments;
  if (environment === undefined) return [];
  const model: Model = { ...whole, environments: [environment] };
  const [documents] = policyDocuments(model);
  if (documents === undefined) return [];
  const { sessionIssuer, guardrails } = documents;
  const caches = noCaches();
  const roles = model.roles.map((role) => roleCase(model, environment, role, [], caches));
  return [
    ...documents.roles.flatMap((role) => roleSubjects(model, documents, role)),
    ...Object.entries(guardrails).map(
      ([name, document]): Subject => ({
        ...{ name: `guardrail of ${name}`, kind: 'guardrail', model, document },
        with: (changed) => ({ ...documents, guardrails: { ...guardrails, [name]: changed } }),
        findings: (changed) =>
          model.tables
            .filter((table) => table.name === name)
            .flatMap((table) => guardrailFindings(concerned(roles, document, changed), table, changed)),
      }),
    ),
    ...(sessionIssuer === undefined
      ? []
      : [
          {
            ...{ name: 'session-issuer', kind: 'session-issuer' as const, model, document: sessionIssuer },
            with: (changed: PolicyDocument) => ({ ...documents, sessionIssuer: changed }),
            findings: (changed: PolicyDocument) => sessionIssuerFindings(model, environment, changed),
          },
        ]),
  ];
}

/** The roles of which a changed statement of a guardrail speaks, and the first one, by which strangers are tried. */
function concerned(roles: readonly RoleCase[], document: PolicyDocument, changed: PolicyDocument): readonly RoleCase[] {
  const statements = changedStatements(document, changed).flatMap(({ Statement: each }) => each);
  // Without all that does not look at the caller.
  const callers = statements.map(
    ({ Principal = '*', Condition = {} }): Statement => ({
      ...{ Effect: 'Deny', Principal, Action: '*', Resource: '*' },
      Condition: Object.fromEntries(
        Object.entries(Condition).filter(([, keys]) => Object.keys(keys).join() === 'aws:PrincipalArn'),
      ),
    }),
  );
  return roles.filter((role, i) => i === 0 || callers.some((caller) => speaksTo(caller, role.arn)));
}

const speaksTo = (statement: Statement, arn: string): boolean =>
  evaluate(
    {
      identity: [policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }])],
      resource: policyDocument([statement]),
    },
    {
      ...{ action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/any' },
      ...{ principal: { kind: 'AWS', names: [arn] }, context: { 'aws:PrincipalArn': arn } },
    },
  ).decision !== 'allowed';

/** Without those that differ in nothing that a check looks at: schemas of the suite share roles. */
export function distinctSubjects<T extends Subject>(subjects: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return subjects.filter((subject) => {
    const id = JSON.stringify([subject.kind, subject.name, subject.document, subject.model]);
    return !seen.has(id) && seen.add(id);
  });
}

function roleSubjects(whole: Model, documents: EnvironmentDocuments, own: RoleDocuments): readonly Subject[] {
  const [environment] = whole.environments;
  const role = whole.roles.find(({ name }) => name === own.role);
  if (environment === undefined || role === undefined) return [];
  const model: Model = { ...whole, roles: [role] };
  const sessionIssuer = policyDocuments(model)[0]?.sessionIssuer;
  const alone: EnvironmentDocuments = { ...documents, guardrails: {}, ...(sessionIssuer && { sessionIssuer }) };
  const caches = noCaches();
  const subject = (
    kind: Kind,
    document: PolicyDocument,
    put: (changed: PolicyDocument) => RoleDocuments,
    findings: Subject['findings'],
  ): Subject => ({
    ...{ name: `${kind} of ${own.role}`, kind, model, document, findings },
    with: (changed) => ({ ...alone, roles: [put(changed)] }),
  });
  return [
    ...own.identity.map((document, i) => {
      const put = (changed: PolicyDocument): RoleDocuments => ({
        ...own,
        identity: own.identity.toSpliced(i, 1, changed),
      });
      return subject('identity', document, put, (changed) =>
        policyFindings(roleCase(model, environment, role, put(changed).identity, caches)),
      );
    }),
    ...(own.session === undefined
      ? []
      : [
          subject(
            'session',
            own.session,
            (session) => ({ ...own, session }),
            (changed) => sessionPolicyFindings(roleCase(model, environment, role, own.identity, caches), changed),
          ),
        ]),
    ...Object.entries(own.trust).map(([way, document]) => {
      const put = (changed: PolicyDocument): RoleDocuments => ({ ...own, trust: { ...own.trust, [way]: changed } });
      return subject('trust', document, put, (changed) => trustFindings(model, environment, role, put(changed).trust));
    }),
  ];
}
