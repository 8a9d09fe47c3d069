import type { Model } from '../../model/model.js';
import type { PolicyDocument } from '../../policy/document.js';
import { minterPolicy } from '../../policy/minter-policy.js';
import { rolePolicy } from '../../policy/role-policy.js';
import { assumeRoleTrust } from '../../policy/trust-policy.js';

/** A file of policies; its path is relative to `output.policies`. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/** Every policy document of a model, per environment. The same model gives the same bytes. */
export function policyFiles(model: Model): readonly PolicyFile[] {
  return model.environments.flatMap((environment) => {
    const file = (name: string, document: PolicyDocument | undefined): readonly PolicyFile[] =>
      document === undefined ? [] : [{ path: `${environment.name}/${name}.json`, text: jsonText(document) }];
    return [
      ...(model.identity.assumeRole === undefined ? [] : file('minter.policy', minterPolicy(model, environment))),
      ...model.roles.flatMap((role) => [
        ...file(`${role.name}.policy`, rolePolicy(model, role, environment)),
        ...file(`${role.name}.trust.assume-role`, assumeRoleTrust(model, role, environment)),
      ]),
    ];
  });
}

/** Two spaces and a line feed: what a reviewer reads. Limits are measured without the white space. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
