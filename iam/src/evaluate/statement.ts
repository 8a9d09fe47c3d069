import { foldName } from '../fold.js';
import type { CompiledStatement, Listed } from './compile.js';
import { matchTokens } from './glob.js';
import { both, either, negation, type Outcome, outcome } from './outcome.js';
import { matchPrincipal } from './principal.js';
import type { Subject } from './request.js';
import { type Doubt, resolved } from './resolve.js';

/** True if a statement speaks of a request, and where not, the first part that does not. */
export interface StatementResult {
  readonly outcome: Outcome;
  readonly part: 'principal' | 'resource' | 'condition' | 'statement';
  /** The operator and key of a condition, or what could not be evaluated. */
  readonly detail?: string;
  /** A resource policy named the caller's account, which only delegates: the caller's own policy must allow as well. */
  readonly delegates?: boolean;
}

/** A statement that may speak of the request's action. */
export interface SpeakingStatement {
  readonly statement: CompiledStatement;
  readonly speaks: Outcome;
}

/** `resourcePolicy`: principals count, and an absent `Resource` (of a trust policy) means the policy's own resource. */
export function testStatement(
  { statement, speaks }: SpeakingStatement,
  subject: Subject,
  resourcePolicy: boolean,
): StatementResult {
  const principal = resourcePolicy
    ? matchPrincipal(statement.principal, subject.principal)
    : { outcome: outcome(statement.principal === undefined), delegates: false };
  // A principal has no place in an identity policy: IAM refuses such a document.
  if (principal.outcome === 'no' && resourcePolicy) return { outcome: 'no', part: 'principal' };
  const doubt: Doubt = { unresolved: false };
  const resource = testResources(statement.resources, subject, resourcePolicy, doubt);
  if (resource === 'no' && statement.unknown === undefined) return { outcome: 'no', part: 'resource' };
  let all: Outcome = both(both(speaks, principal.outcome === 'no' ? 'unknown' : principal.outcome), resource);
  let detail = all === 'unknown' ? 'an element that is not evaluated here' : undefined;
  for (const condition of statement.conditions) {
    const result = condition.test(subject, doubt);
    if (result === 'yes') continue;
    const named = `${condition.operator} ${condition.key}`;
    if (result === 'no') return { outcome: 'no', part: 'condition', detail: named };
    all = both(all, result);
    detail = named;
  }
  if (statement.unknown !== undefined) return { outcome: 'unknown', part: 'statement', detail: statement.unknown };
  if (all === 'yes' && doubt.unresolved) {
    return { outcome: 'unknown', part: 'statement', detail: 'a variable without a value' };
  }
  return {
    outcome: all,
    part: 'statement',
    ...(detail !== undefined && { detail }),
    ...(principal.delegates && { delegates: true }),
  };
}

/** Returns whether a statement speaks of an action on a resource at all, whatever its conditions. */
export function touches(statement: CompiledStatement, action: string, resource: string): Outcome {
  const subject: Subject = { action: foldName(action), resource, principal: undefined, context: new Map() };
  const actions = testActions(statement, subject.action);
  if (actions === 'no') return 'no';
  const doubt: Doubt = { unresolved: false };
  const resources = testResources(statement.resources, subject, false, doubt);
  return doubt.unresolved ? 'unknown' : both(actions, resources);
}

/** Returns whether a statement names an action, given in lower case. `Action` has no variables, so nothing else counts. */
export function testActions({ actions }: CompiledStatement, action: string): Outcome {
  if (actions === undefined) return 'unknown';
  const { not, texts } = actions;
  let found: Outcome = 'no';
  for (const text of texts) {
    const result = text === undefined ? 'unknown' : outcome(matchTokens(text, action, NOTHING));
    if (result !== 'no') found = either(found, result);
  }
  return not ? negation(found) : found;
}

const NOTHING: Subject = { action: '', resource: '', principal: undefined, context: new Map() };

function testResources(listed: Listed | undefined, subject: Subject, resourcePolicy: boolean, doubt: Doubt): Outcome {
  if (listed === undefined) return resourcePolicy ? 'yes' : 'unknown';
  let found: Outcome = 'no';
  listed.texts.forEach((tokens, i) => {
    if (tokens === undefined) found = either(found, 'unknown');
    else {
      const matched = resolved(tokens, subject, doubt) && matchTokens(tokens, subject.resource, subject);
      found = either(found, !matched ? 'no' : listed.loose[i] ? 'unknown' : 'yes');
    }
  });
  return listed.not ? negation(found) : found;
}
