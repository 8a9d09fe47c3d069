import type { Model } from '../../model/model.js';
import type { PolicyDocument } from '../../policy/document.js';
import { type EnvironmentDocuments, policyDocuments } from '../../policy/documents.js';
import { TRUST_WAYS } from '../../policy/role-trust.js';
import { policyFunctions } from './policy-functions.js';

/** A file of policies; its path is relative to `output.policies`. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** Every policy document of a model per environment, and the same as functions. The same model gives the same bytes. */
export const policyFiles = (model: Model): readonly PolicyFile[] => [
  ...policyDocuments(model).flatMap(environmentFiles),
  { path: 'policies.ts', text: policyFunctions(model) },
];

/** The JSON files of one environment: the names that `readPolicyFiles` reads. */
export function environmentFiles({
  environment,
  minter,
  roles,
  backstops,
}: EnvironmentDocuments): readonly PolicyFile[] {
  const file = (name: string, document: PolicyDocument | undefined): readonly PolicyFile[] =>
    document === undefined ? [] : [{ path: `${environment}/${name}.json`, text: jsonText(document) }];
  return [
    ...file('minter.policy', minter),
    ...Object.entries(backstops).flatMap(([table, document]) => file(`${table}.backstop`, document)),
    ...roles.flatMap(({ role, identity, trust, session }) => [
      ...identity.flatMap((document, i) => file(`${role}.policy${i === 0 ? '' : `.${i + 1}`}`, document)),
      ...TRUST_WAYS.flatMap((way) => file(`${role}.trust.${way}`, trust[way])),
      ...file(`${role}.session`, session),
    ]),
  ];
}

/** Two spaces and a line feed: what a reviewer reads. Limits are measured without the white space. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
