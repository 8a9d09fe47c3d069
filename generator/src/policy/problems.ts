import { documentSize, LIMITS, MANAGED_POLICIES_PER_ROLE, type PolicyDocument } from '@tenantry/iam';
import type { Problem } from '../diagnostics/problem.js';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { accessProblems } from './access/access-problems.js';
import { guardrailPolicy } from './guardrail-policy.js';
import { rolePolicies } from './role-policy.js';
import { roleTrust } from './role-trust.js';
import { sessionIssuerPolicy } from './session-issuer-policy.js';

/** Above this part of a limit a warning gives the numbers. */
const NEAR = 0.8;

/**
 * Finds policies that AWS would refuse, or that come near its limits. Each of a role's problems is reported for one
 * environment.
 */
export function policyProblems(model: Model): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const environment of model.environments) {
    const problems = [
      ...model.roles.flatMap((role) => roleProblems(model, role, environment)),
      ...model.tables.flatMap((table) => {
        const guardrail = guardrailPolicy(model, table, environment);
        // This one counts in bytes, with its white space.
        const size = guardrail === undefined ? 0 : Buffer.byteLength(JSON.stringify(guardrail, null, 2));
        return sizeProblem(['tables', table.name], 'resource', `The resource policy of the table ${table.name}`, size);
      }),
    ];
    const sessionIssuer = sessionIssuerPolicy(model, environment);
    if (sessionIssuer !== undefined) {
      const size = documentSize(sessionIssuer);
      problems.push(
        ...sizeProblem(['identity', 'assumeRole'], 'sessionIssuer', 'The policy of the session issuer', size),
      );
    }
    for (const problem of problems) {
      const id = JSON.stringify([problem.code, problem.path]);
      if (!found.has(id)) found.set(id, problem);
    }
  }
  const [first] = model.environments;
  return [...found.values(), ...(first === undefined ? [] : accessProblems(model, first))];
}

function roleProblems(model: Model, role: Role, environment: Environment): readonly Problem[] {
  const path = ['roles', role.name];
  const policies = rolePolicies(model, role, environment);
  const trust = roleTrust(model, role, environment);
  const largest = Math.max(...policies.map(documentSize));
  return [
    // Where a policy was split, the parts are near the limit by design.
    ...(policies.length === 1 || largest > LIMITS.managed
      ? sizeProblem(path, 'managed', `The policy of the role ${role.name}`, largest)
      : []),
    ...countProblem(path, role, policies),
    ...(trust === undefined
      ? []
      : sizeProblem(path, 'trust', `The trust policy of the role ${role.name}`, documentSize(trust))),
  ];
}

/** The parts of each kind of policy, and so what makes it smaller. */
const WORDING = {
  managed: {
    limit: LIMITS.managed,
    why: 'A statement that covers batches cannot be split: a batch is allowed by one statement or not at all.',
    grows: 'A few more partition families or grants will not fit.',
    hint: 'Let entities share partition families, replace long enumerations in keys by plain strings, or split the role.',
  },
  trust: {
    limit: LIMITS.trust,
    raised: LIMITS.trustRaised,
    why: 'A role has one trust policy, for all ways to a session together.',
    grows: 'A few more principals, audiences or tags will not fit.',
    hint: 'Leave out a way of `identity`, trust fewer principals, give tags shorter names, or split the role.',
  },
  sessionIssuer: {
    limit: LIMITS.managed,
    why: 'It names every role, so that it lets nobody begin a session of another one.',
    grows: 'A few more roles will not fit.',
    hint: 'Give the service a shorter name, or split it into two schemas with a session issuer each.',
  },
  resource: {
    limit: LIMITS.resource,
    why: 'A table has one resource policy, for all roles together.',
    grows: 'A few more roles or scopes will not fit.',
    hint: 'Give the roles that can share them the same tags, or give some entities a table of their own.',
  },
} as const satisfies { readonly [kind: string]: Wording };

interface Wording {
  readonly limit: number;
  /** The limit that AWS accepts on request. */
  readonly raised?: number;
  readonly why: string;
  readonly grows: string;
  readonly hint: string;
}

function sizeProblem(
  path: readonly string[],
  kind: keyof typeof WORDING,
  what: string,
  size: number,
): readonly Problem[] {
  const { limit, why, grows, hint, raised = limit }: Wording = WORDING[kind];
  if (size <= limit * NEAR) return [];
  const numbers = `${what} has ${size} of ${limit} characters`;
  const problem = { path: [...path], part: 'key', hint } as const;
  if (size > limit && size <= raised)
    return [
      {
        ...problem,
        code: 'policy.near-limit',
        severity: 'warning',
        summary: `${numbers}; the quota can be raised to ${raised}.`,
        why: `AWS refuses it until the account's quota is raised. ${why}`,
      },
    ];
  return size > raised
    ? [{ ...problem, code: 'policy.too-large', summary: `${numbers}.`, why: `AWS refuses it. ${why}` }]
    : [
        {
          ...problem,
          code: 'policy.near-limit',
          severity: 'warning',
          summary: `${numbers} (${Math.round((100 * size) / limit)} %).`,
          why: grows,
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
          summary: `The role ${role.name} needs ${policies.length} managed policies; a role can have ${MANAGED_POLICIES_PER_ROLE}.`,
          why: 'AWS would not attach the others, and requests that they allow would be denied.',
          hint: 'Let entities share partition families, or split the role.',
        },
      ];
