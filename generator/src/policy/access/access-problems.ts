import type { Problem } from '../../diagnostics/problem.js';
import type { Environment, Model } from '../../model/model.js';
import { rolePolicies } from '../role-policy.js';
import { noCaches, roleCase } from '../verify/role-case.js';
import { unaccepted, unusedAcceptances } from './acceptance.js';
import { accessDifferences, inWords } from './differences.js';
import { effectiveAccess } from './effective-access.js';

/**
 * Reports what IAM must let a role do beyond its grants, until the role acknowledges it, and acknowledgements of what is not so.
 * Environments differ in names only, so one is looked at.
 */
export function accessProblems(model: Model, environment: Environment): readonly Problem[] {
  const caches = noCaches();
  const access = model.roles.flatMap((role) =>
    effectiveAccess(roleCase(model, environment, role, rolePolicies(model, role, environment), caches)),
  );
  return [
    ...accessDifferences(unaccepted(access)).map(({ role, on, actions, reason, suggestions, attribute }): Problem => {
      const entities = [...new Set(on.map((each) => each.replace(/\..*$/, '')))];
      const named = attribute === undefined ? '' : `, attributes: [${attribute}]`;
      const entity = entities.length === 1 ? entities[0] : `[${entities.join(', ')}]`;
      return {
        code: 'policy.wider-than-granted',
        severity: 'warning',
        path: ['roles', role],
        part: 'key',
        summary: `\`${role}\` may also ${inWords(actions)} ${attribute === undefined ? '' : `\`${attribute}\` of `}${inWords(on)}.`,
        why: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
        hint: `${suggestions.length === 1 ? `${suggestions[0]} Or acknowledge` : 'Acknowledge'} it: accept: [{ entity: ${entity}, actions: [${actions.join(', ')}]${named}, because: "…" }].`,
      };
    }),
    ...unusedAcceptances(model, access).map(
      ({ role, index, what }): Problem => ({
        code: 'policy.unused-acceptance',
        severity: 'warning',
        path: ['roles', role, 'accept', index],
        summary: `\`${role}\` accepts access to \`${what}\` that is not wider than granted.`,
        why: 'Access that becomes wider later would be accepted unseen.',
        hint: 'Remove it.',
      }),
    ),
  ];
}
