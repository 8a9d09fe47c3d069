import {
  DYNAMODB_ACTION_CLASSES,
  DYNAMODB_ACTIONS,
  decide,
  findMeant,
  INDEX_ACTIONS,
  KEYED_ACTIONS,
  type Memo,
  newMemo,
  type Question,
  WRITING_ACTIONS,
} from '@tenantry/iam';
import type { Scope } from '../../model/model.js';
import { deriveRequiredAccess } from '../derive-required-access.js';
import { guardedRoles, meantActions } from '../guardrail-access.js';
import { roleTags } from '../trust-policy.js';
import { actionKinds } from '../verify/distinct-actions.js';
import type { Finding } from '../verify/finding.js';
import type { RoleCase } from '../verify/role-case.js';
import { applies, type Target } from '../verify/targets.js';
import { foreignGoals, KEYLESS, outsideGoal, publicGoals, type TenantGoal } from './goals.js';
import { askerOf } from './role.js';
import { counterexampleOf, did, GOALS, whyNot } from './wording.js';

/**
 * Finds requests that a resource policy lets through and must not, from a role that was given everything: proved like a
 * role's own policies. The first finding tells that it is wrong.
 */
export function guardrailOpenings(subject: RoleCase): readonly Finding[] {
  const { resource, identity } = subject;
  const memo = newMemo();
  const used = usedScopes(subject);
  const spared = describedBy(subject);
  const kindOf = actionKinds([...identity, ...(resource ? [resource] : [])]);
  for (const target of subject.targets) {
    // An index that somebody adds later is within the table, too.
    if (target.kind !== 'table' && !target.arn.includes('/index/')) continue;
    const [unknown] = unknownActions(subject, target);
    if (unknown !== undefined) return [unknown];
    const asked = new Set<string>();
    for (const action of DYNAMODB_ACTIONS.filter((each) => applies(each, target) && !spared.has(each))) {
      const id = JSON.stringify([kindOf(action), INDEX_ACTIONS.has(action), WRITING_ACTIONS.has(action)]);
      if (asked.has(id)) continue;
      asked.add(id);
      for (const goal of goalsOf(subject, action, used)) {
        const [first] = openings(subject, { action, target, of: goal, memo });
        if (first !== undefined) return [first];
      }
    }
  }
  return [];
}

function goalsOf({ model }: RoleCase, action: string, used: readonly Scope[]): readonly TenantGoal[] {
  if (!KEYED_ACTIONS.includes(action)) return [KEYLESS];
  return [
    KEYLESS,
    ...foreignGoals(model),
    ...(WRITING_ACTIONS.has(action) ? publicGoals(model) : []),
    outsideGoal(used),
  ];
}

/** Returns the tables that a statement of the role names, and those of statements that the same Deny names. */
function describedBy({ model, role }: RoleCase): ReadonlySet<string> {
  const meant = model.tables.flatMap(({ name: table }) =>
    guardedRoles(model, table)
      .filter((roles) => roles.some((each) => each.name === role.name))
      .flatMap((roles) => meantActions(model, roles, table)),
  );
  return new Set(meant.filter((action) => DYNAMODB_ACTION_CLASSES.get(action) === 'describing'));
}

/** Actions that AWS adds later are denied like those of today. */
function unknownActions(subject: RoleCase, { arn }: Target): readonly Finding[] {
  const except = DYNAMODB_ACTIONS.map((action) => action.slice('dynamodb:'.length));
  return findMeant({ ...askerOf(subject), resource: arn }, { service: 'dynamodb', except }).map(({ action }) => ({
    ...{ code: 'guardrail.wider', environment: subject.environment.name, role: subject.role.name },
    summary: `The guardrail lets a session call ${action}, an action that Tenantry does not know, on ${arn}.`,
    counterexample: {
      ...{ session: {}, other: {}, action, resource: arn, expected: 'denied', actual: 'allowed' },
    },
  }));
}

/** The scopes of which the roles with the same tags have grants: one statement speaks of all of them. */
function usedScopes({ model, tags }: RoleCase): readonly Scope[] {
  const alike = model.roles.filter((role) => roleTags(model, role).join() === tags.join());
  const used = new Set(
    alike.flatMap((role) => deriveRequiredAccess(model, role)).flatMap(({ scope }) => scope?.name ?? []),
  );
  return model.scopes.filter(({ name }) => used.has(name));
}

interface Opening {
  readonly action: string;
  readonly target: Target;
  readonly of: TenantGoal;
  readonly memo: Memo;
}

function openings(subject: RoleCase, { action, target, of, memo }: Opening): readonly Finding[] {
  const question: Question = {
    ...askerOf(subject),
    ...{ action, resource: target.arn, texts: { key: 'dynamodb:LeadingKeys', many: true } },
    memo,
  };
  const about = { code: 'guardrail.wider' as const, environment: subject.environment.name, role: subject.role.name };
  return decide(question, of.goal).map((answer) =>
    answer.kind === 'refuted'
      ? {
          ...about,
          summary: `The guardrail lets a session ${did(of, question, answer.request)}.`,
          counterexample: counterexampleOf(subject, of.scope, answer.request),
        }
      : {
          ...about,
          summary: `It is not shown that the guardrail keeps a session from being able to ${GOALS[of.kind](of)}. ${whyNot(answer.reason)}`,
        },
  );
}
