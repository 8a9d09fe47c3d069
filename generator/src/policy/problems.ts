import type { Problem } from '../diagnostics/problem.js';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { roleName } from './arn.js';
import { backstopPolicy } from './backstop-policy.js';
import type { PolicyDocument } from './document.js';
import { rolePolicies } from './role-policy.js';
import { roleTrust } from './role-trust.js';
import { documentSize, LIMITS, MANAGED_POLICIES_PER_ROLE, ROLE_NAME } from './size.js';

/** Above this part of a limit a warning gives the numbers. */
const NEAR = 0.8;

/** What AWS would refuse of a model's policies, and what comes near. Each of a role's problems is reported for one environment. */
export function policyProblems(model: Model): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const environment of model.environments) {
    const problems = [
      ...model.roles.flatMap((role) => roleProblems(model, role, environment)),
      ...model.tables.flatMap((table) => {
        const backstop = backstopPolicy(model, table, environment);
        // This one counts with its white space.
        const size = backstop === undefined ? 0 : JSON.stringify(backstop, null, 2).length;
        return sizeProblem(
          ['tables', table.name],
          `The resource policy of the table ${table.name}`,
          size,
          LIMITS.resource,
        );
      }),
    ];
    for (const problem of problems) {
      const id = JSON.stringify([problem.code, problem.path]);
      if (!found.has(id)) found.set(id, problem);
    }
  }
  return [...found.values()];
}

function roleProblems(model: Model, role: Role, environment: Environment): readonly Problem[] {
  const path = ['roles', role.name];
  const policies = rolePolicies(model, role, environment);
  const trust = roleTrust(model, role, environment);
  const name = roleName(model, environment, role.name);
  const largest = Math.max(...policies.map(documentSize));
  return [
    // Where a policy was split, the parts are near the limit by design.
    ...(policies.length === 1 || largest > LIMITS.managed
      ? sizeProblem(path, `The policy of the role ${role.name}`, largest, LIMITS.managed)
      : []),
    ...countProblem(path, role, policies),
    ...(trust === undefined
      ? []
      : sizeProblem(path, `The trust policy of the role ${role.name}`, documentSize(trust), LIMITS.trust)),
    ...nameProblem(path, name),
  ];
}

function sizeProblem(path: readonly string[], what: string, size: number, limit: number): readonly Problem[] {
  if (size <= limit * NEAR) return [];
  const numbers = `${what} has ${size} of ${limit} characters`;
  if (size > limit) {
    return [
      {
        code: 'policy.too-large',
        path: [...path],
        part: 'key',
        summary: `${numbers}.`,
        why: 'AWS refuses it. A statement that covers batches cannot be split: a batch is allowed by one statement or not at all.',
        hint: 'Let entities share partition families, replace long enumerations in keys by plain strings, or split the role.',
      },
    ];
  }
  return [
    {
      code: 'policy.near-limit',
      severity: 'warning',
      path: [...path],
      part: 'key',
      summary: `${numbers} (${Math.round((100 * size) / limit)} %).`,
      why: 'A few more partition families or grants will not fit.',
      hint: 'Let entities share partition families, or split the role, before it is urgent.',
    },
  ];
}

const countProblem = (path: readonly string[], role: Role, policies: readonly PolicyDocument[]): readonly Problem[] =>
  policies.length <= MANAGED_POLICIES_PER_ROLE
    ? []
    : [
        {
          code: 'policy.too-large',
          path: [...path],
          part: 'key',
          summary: `The role ${role.name} needs ${policies.length} managed policies; a role takes ${MANAGED_POLICIES_PER_ROLE}.`,
          why: 'AWS would not attach the others, and requests that they allow would be denied.',
          hint: 'Let entities share partition families, or split the role.',
        },
      ];

const nameProblem = (path: readonly string[], name: string): readonly Problem[] =>
  name.length <= ROLE_NAME
    ? []
    : [
        {
          code: 'policy.role-name',
          path: [...path],
          part: 'key',
          summary: `The IAM role would be named ${name}, which has ${name.length} characters; IAM takes ${ROLE_NAME}.`,
          why: 'IAM would refuse the role.',
          hint: 'Shorten the name of the role or of the service.',
        },
      ];
