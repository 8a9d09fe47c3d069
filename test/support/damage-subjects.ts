import type { Model } from '../../generator/src/model/model.js';
import type { PolicyDocument } from '../../generator/src/policy/document.js';
import {
  type EnvironmentDocuments,
  policyDocuments,
  type RoleDocuments,
} from '../../generator/src/policy/documents.js';
import { backstopFindings } from '../../generator/src/policy/verify/backstop.js';
import type { Finding } from '../../generator/src/policy/verify/finding.js';
import { minterFindings } from '../../generator/src/policy/verify/minter.js';
import { policyFindings, sessionPolicyFindings } from '../../generator/src/policy/verify/policy-findings.js';
import { noCaches, roleCase } from '../../generator/src/policy/verify/role-case.js';
import { trustFindings } from '../../generator/src/policy/verify/trust.js';
import type { Kind } from './damage-oracle.js';

/** An emitted document that is to be damaged. */
export interface Subject {
  readonly name: string;
  readonly kind: Kind;
  readonly model: Model;
  readonly document: PolicyDocument;
  /** All documents with this one in its place. */
  with(document: PolicyDocument): EnvironmentDocuments;
  /** What `verify` finds in this document: the part of it that looks at documents of this kind. */
  findings(document: PolicyDocument): readonly Finding[];
}

/** Every document of a model's first environment; those of a role with a model of this role alone. */
export function damageSubjects(whole: Model): readonly Subject[] {
  const [environment] = whole.environments;
  if (environment === undefined) return [];
  const model: Model = { ...whole, environments: [environment] };
  const [documents] = policyDocuments(model);
  if (documents === undefined) return [];
  const { minter, backstops } = documents;
  const caches = noCaches();
  const roles = model.roles.map((role) => roleCase(model, environment, role, [], caches));
  return [
    ...documents.roles.flatMap((role) => roleSubjects(model, documents, role)),
    ...Object.entries(backstops).map(
      ([name, document]): Subject => ({
        ...{ name: `backstop of ${name}`, kind: 'backstop', model, document },
        with: (changed) => ({ ...documents, backstops: { ...backstops, [name]: changed } }),
        findings: (changed) =>
          model.tables
            .filter((table) => table.name === name)
            .flatMap((table) => backstopFindings(roles, table, changed)),
      }),
    ),
    ...(minter === undefined
      ? []
      : [
          {
            ...{ name: 'minter', kind: 'minter' as const, model, document: minter },
            with: (changed: PolicyDocument) => ({ ...documents, minter: changed }),
            findings: (changed: PolicyDocument) => minterFindings(model, environment, changed),
          },
        ]),
  ];
}

function roleSubjects(whole: Model, documents: EnvironmentDocuments, own: RoleDocuments): readonly Subject[] {
  const [environment] = whole.environments;
  const role = whole.roles.find(({ name }) => name === own.role);
  if (environment === undefined || role === undefined) return [];
  const model: Model = { ...whole, roles: [role] };
  const minter = policyDocuments(model)[0]?.minter;
  const alone: EnvironmentDocuments = { ...documents, backstops: {}, ...(minter && { minter }) };
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
