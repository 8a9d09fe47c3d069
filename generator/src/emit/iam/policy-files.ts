import type { PolicyDocument } from '@tenantry/iam';
import type { Model } from '../../model/model.js';
import { accessMarkdown } from '../../policy/access/access-markdown.js';
import { type EnvironmentDocuments, policyDocuments } from '../../policy/documents.js';
import { TRUST_WAYS } from '../../policy/role-trust.js';
import { type Verification, verify } from '../../policy/verify/verify.js';
import { jsonText } from '../print/json-text.js';
import { guardrailFile, identityFile, sessionFile, sessionIssuerFile, trustFile } from './file-names.js';
import { policyFunctions } from './policy-functions.js';

/** A file of policies; its path is relative to `output.policies`. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
  /** Reviewed like the schema: its diff shows a change of access. */
  readonly review?: true;
}

/** Returns every policy document of a model, per environment, and `access.md` about them. The same model gives the same bytes. */
export const policyFiles = (model: Model, verification: Verification = verify(model)): readonly PolicyFile[] => [
  ...policyDocumentFiles(model),
  { path: 'access.md', text: accessMarkdown(model, verification), review: true },
];

export const policyDocumentFiles = (model: Model): readonly PolicyFile[] => [
  ...policyDocuments(model).flatMap(environmentFiles),
  { path: 'policies.ts', text: policyFunctions(model) },
];

/** Returns the JSON files of one environment. */
function environmentFiles({
  environment,
  sessionIssuer,
  roles,
  guardrails,
}: EnvironmentDocuments): readonly PolicyFile[] {
  const file = (name: string, document: PolicyDocument | undefined): readonly PolicyFile[] =>
    document === undefined ? [] : [{ path: `${environment}/${name}`, text: jsonText(document) }];
  return [
    ...file(sessionIssuerFile(), sessionIssuer),
    ...Object.entries(guardrails).flatMap(([table, document]) => file(guardrailFile(table), document)),
    ...roles.flatMap(({ role, identity, trust, session, sessionIssuer: own }) => [
      ...identity.flatMap((document, part) => file(identityFile(role, part), document)),
      ...TRUST_WAYS.flatMap((way) => file(trustFile(role, way), trust[way])),
      ...file(sessionFile(role), session),
      ...file(sessionIssuerFile(role), own),
    ]),
  ];
}
