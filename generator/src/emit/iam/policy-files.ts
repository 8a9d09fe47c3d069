import type { PolicyDocument } from '@tenantry/iam';
import type { Model } from '../../model/model.js';
import { accessMarkdown } from '../../policy/access/access-markdown.js';
import { type EnvironmentDocuments, policyDocuments } from '../../policy/documents.js';
import { TRUST_WAYS } from '../../policy/role-trust.js';
import { type Verification, verify } from '../../policy/verify/verify.js';
import { policyFunctions } from './policy-functions.js';

/** A file of policies; its path is relative to `output.policies`. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
  /** Reviewed like the schema: its diff shows a change of access. */
  readonly review?: true;
}

/** Every policy document of a model, per environment, and `access.md` about them. The same model gives the same bytes. */
export function policyFiles(model: Model, verification: Verification = verify(model)): readonly PolicyFile[] {
  const documents = policyDocuments(model);
  return [
    ...documents.flatMap(environmentFiles),
    { path: 'policies.ts', text: policyFunctions(model) },
    { path: 'access.md', text: accessMarkdown(model, verification), review: true },
  ];
}

/** The JSON files of one environment: the names that `readPolicyFiles` reads. */
function environmentFiles({
  environment,
  sessionIssuer,
  roles,
  guardrails,
}: EnvironmentDocuments): readonly PolicyFile[] {
  const file = (name: string, document: PolicyDocument | undefined): readonly PolicyFile[] =>
    document === undefined ? [] : [{ path: `${environment}/${name}.json`, text: jsonText(document) }];
  return [
    ...file('session-issuer.policy', sessionIssuer),
    ...Object.entries(guardrails).flatMap(([table, document]) => file(`${table}.guardrail`, document)),
    ...roles.flatMap(({ role, identity, trust, session, sessionIssuer: own }) => [
      ...identity.flatMap((document, i) => file(`${role}.policy${i === 0 ? '' : `.${i + 1}`}`, document)),
      ...TRUST_WAYS.flatMap((way) => file(`${role}.trust.${way}`, trust[way])),
      ...file(`${role}.session`, session),
      ...file(`session-issuer.${role}.policy`, own),
    ]),
  ];
}

/** Two spaces and a line feed: what a reviewer reads. Limits are measured without the white space. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
