import type { Path } from '../diagnostics/path.js';
import type { Model } from '../model/model.js';
import type { Rule } from './rule.js';

interface Unsupported {
  /** What the message calls it. */
  readonly feature: string;
  /** Where the schema uses it. */
  readonly find: (model: Model) => readonly Path[];
}

const entityGrants = (model: Model) =>
  model.roles.flatMap((role) => role.grants.map((grant) => ({ role: role.name, grant })));

/**
 * What the language has and the emitters do not have yet. The model carries all of it: to open a feature up, remove
 * its row, and nothing else.
 */
export const NOT_SUPPORTED_YET: readonly Unsupported[] = [
  {
    feature: 'grants limited to attributes',
    find: (model) =>
      entityGrants(model).flatMap(({ role, grant }) =>
        grant.kind === 'entity' && grant.attributes !== undefined
          ? [['roles', role, 'grants', grant.entity, 'attributes']]
          : [],
      ),
  },
];

/** Refuses what would otherwise be ignored. */
export const supported: Rule = ({ model }, report) => {
  for (const { feature, find } of NOT_SUPPORTED_YET) {
    for (const path of find(model)) {
      report({
        code: 'schema.not-supported-yet',
        path,
        part: 'key',
        summary: `This version does not support ${feature} yet.`,
        why: 'It is refused rather than ignored.',
        hint: 'Remove it for now.',
      });
    }
  }
};
