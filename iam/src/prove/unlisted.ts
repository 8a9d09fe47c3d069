import { type CompiledStatement, compileDocument } from '../evaluate/compile.js';
import type { StatementReference } from '../evaluate/evaluate.js';
import { matchPrincipal } from '../evaluate/principal.js';
import { subjectOf } from '../evaluate/request.js';
import { type Chain, type CharacterClass, literal, many, one } from './chain.js';
import { alternatives, type Reading } from './conditions.js';
import { type BoundPattern, bound, patternsOf } from './patterns.js';
import type { Question } from './question.js';
import { findInOneOfEach } from './reach.js';
import { resourceAlternatives } from './speaks.js';

/** An Allow that means an action which no list knows. */
export interface UnlistedAction {
  readonly statement: StatementReference;
  /** In lower case: one of those that it means. */
  readonly action: string;
}

const LETTER: CharacterClass = { name: 'letter', named: '', has: (character) => /^[a-z0-9]$/.test(character) };

/**
 * The Allows of the identity policies that mean an action of a service beyond a list of those that are known, whatever their
 * conditions, unless Denies take it back from every session.
 */
export function findUnlisted(
  question: Omit<Question, 'action'>,
  service: string,
  listed: readonly string[],
): readonly UnlistedAction[] {
  const fixed = subjectOf({ action: '', resource: question.resource, context: question.fixed });
  const reading: Reading = { states: new Map(), texts: undefined, fixed };
  const whole: Question = { ...question, action: `${service}:*` };
  const { identity, resource, limits = [] } = question.documents;
  const speaks = (statement: CompiledStatement, ofResource: boolean): boolean =>
    resourceAlternatives(statement, true, whole, reading, ofResource).length > 0;
  const denies = [...identity, ...limits, ...(resource ? [resource] : [])].flatMap((document) =>
    compileDocument(document).filter((statement) => isSure(statement, document === resource, whole, reading)),
  );
  const never = [...listed.map((action) => literal(action.toLowerCase())), ...denies.flatMap((deny) => excluded(deny))];
  const only = denies.flatMap((deny) => included(deny));
  const any: Chain = [...literal(`${service}:`), one(LETTER), many(LETTER)];
  return identity.flatMap((document, policy) =>
    compileDocument(document).flatMap((statement): readonly UnlistedAction[] => {
      if (statement.effect !== 'Allow' || !speaks(statement, false)) return [];
      // Nothing is known of what it means.
      if (statement.actions === undefined) return [];
      const found = findInOneOfEach([...included(statement, 'Allow'), ...only], [], {
        including: [any],
        excluding: [...never, ...excluded(statement, 'Allow')],
      });
      const { index, sid } = statement;
      const reference = { source: 'identity' as const, policy, statement: index, ...(sid !== undefined && { sid }) };
      return found === undefined ? [] : [{ statement: reference, action: found.text }];
    }),
  );
}

/** Returns whether a Deny speaks of every session's requests on the resource, as far as its actions go. */
function isSure(statement: CompiledStatement, ofResource: boolean, question: Question, reading: Reading): boolean {
  return (
    statement.effect === 'Deny' &&
    statement.unknown === undefined &&
    (!ofResource || matchPrincipal(statement.principal, question.principal).outcome === 'yes') &&
    resourceAlternatives(statement, false, question, reading, ofResource).length === 0 &&
    statement.conditions.every((condition) => alternatives(condition, false, reading).length === 0)
  );
}

const actionPatterns = ({ actions }: CompiledStatement): readonly BoundPattern[] =>
  actions === undefined ? [] : bound(patternsOf(actions.texts), new Map(), new Map());

/** A Deny of `Action` leaves what these do not match; an Allow of `NotAction` means it. */
const excluded = (statement: CompiledStatement, of: 'Allow' | 'Deny' = 'Deny'): readonly Chain[] =>
  (statement.actions?.not === true) === (of === 'Allow')
    ? actionPatterns(statement).map((pattern) => pattern.steps())
    : [];

/** A Deny of `NotAction` leaves what these match; an Allow of `Action` means it. */
const included = (statement: CompiledStatement, of: 'Allow' | 'Deny' = 'Deny'): readonly (readonly BoundPattern[])[] =>
  (statement.actions?.not === true) === (of === 'Deny') ? [actionPatterns(statement)] : [];
