import { type CompiledStatement, compileDocument } from '../evaluate/compile.js';
import type { StatementReference } from '../evaluate/evaluate.js';
import { matchPrincipal } from '../evaluate/principal.js';
import { subjectOf } from '../evaluate/request.js';
import { readText } from '../evaluate/text.js';
import { foldName } from '../fold.js';
import { beginApart, type Chain, type CharacterClass, leadingText, literal, many, one } from './chain.js';
import { alternatives, type Reading } from './conditions.js';
import { type BoundPattern, bound, patternsOf } from './patterns.js';
import type { Question } from './question.js';
import { findInOneOfEach } from './reach.js';
import { resourceAlternatives } from './speaks.js';

/** Names of actions of one service: patterns such as `Get*`. */
export interface ActionNames {
  readonly service: string;
  /** All of the service where it is absent. */
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** An Allow that means one of some actions. */
export interface MeantAction {
  readonly statement: StatementReference;
  /** In lower case: one of those that it means. */
  readonly action: string;
}

const LETTER: CharacterClass = { name: 'letter', named: '', has: (character) => /^[a-z0-9]$/.test(character) };

/**
 * The Allows that mean one of some actions, whatever their conditions, unless Denies take all of these back from every session.
 * Without a resource any is meant.
 */
export function findMeant(
  question: Omit<Question, 'action' | 'texts' | 'resource'> & { readonly resource?: string },
  names: ActionNames,
): readonly MeantAction[] {
  const { resource = '*' } = question;
  const fixed = subjectOf({ action: '', resource, context: question.fixed });
  const reading: Reading = { states: new Map(), texts: undefined, fixed };
  const whole: Question = { ...question, resource, action: `${names.service}:*`, texts: undefined };
  const { identity, resource: policy, limits = [] } = question.documents;
  const documents = [
    ...identity.map((document, i) => ({ document, source: 'identity' as const, policy: i })),
    ...(policy === undefined ? [] : [{ document: policy, source: 'resource' as const, policy: 0 }]),
  ];
  const speaks = (statement: CompiledStatement, ofResource: boolean): boolean =>
    (question.resource === undefined || resourceAlternatives(statement, true, whole, reading, ofResource).length > 0) &&
    (!ofResource || matchPrincipal(statement.principal, question.principal).outcome !== 'no');
  const denies = [...documents, ...limits.map((document) => ({ document, source: 'session' as const }))].flatMap(
    ({ document, source }) =>
      compileDocument(document).filter((statement) => isSure(statement, source === 'resource', whole, reading)),
  );
  const never = [...namesOf(names.service, names.except ?? []), ...denies.flatMap((deny) => excluded(deny, 'Deny'))];
  // A text that is in the list is wholly excluded; one that only begins like it has more steps.
  const listed = new Set((names.except ?? []).map((name) => foldName(`${names.service}:${name}`)));
  const only = denies.flatMap((deny) => included(deny, 'Deny'));
  const wanted: readonly Chain[] =
    names.only === undefined
      ? [[...literal(`${names.service}:`), one(LETTER), many(LETTER)]]
      : namesOf(names.service, names.only);
  return documents.flatMap(({ document, source, policy: at }) =>
    compileDocument(document).flatMap((statement): readonly MeantAction[] => {
      const { effect, actions, index, sid } = statement;
      if (effect !== 'Allow' || actions === undefined || !speaks(statement, source === 'resource')) return [];
      for (const chain of wanted) {
        const leading = leadingText(chain);
        const near = included(statement, 'Allow').map((list) =>
          list.filter(
            (pattern) =>
              !(pattern.tokens.length === 1 && listed.has(pattern.leading)) && !beginApart(pattern.leading, leading),
          ),
        );
        const found = findInOneOfEach([...near, ...only], [], {
          including: [chain],
          excluding: [...never, ...excluded(statement, 'Allow')],
        });
        if (found === undefined) continue;
        const reference = { source, policy: at, statement: index, ...(sid !== undefined && { sid }) };
        return [{ statement: reference, action: found.text }];
      }
      return [];
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

const namesOf = (service: string, names: readonly string[]): readonly Chain[] =>
  patternChains(names.map((name) => readText(foldName(`${service}:${name}`), { variables: false, wildcards: true })));

const patternChains = (texts: Parameters<typeof patternsOf>[0]): readonly Chain[] =>
  bound(patternsOf(texts), new Map(), new Map()).map((pattern) => pattern.steps());

/** A Deny of `Action` leaves what these do not match; an Allow of `NotAction` means it. */
const excluded = ({ actions }: CompiledStatement, of: 'Allow' | 'Deny'): readonly Chain[] =>
  (actions?.not === true) === (of === 'Allow') ? patternChains(actions?.texts ?? []) : [];

/** A Deny of `NotAction` leaves what these match; an Allow of `Action` means it. */
const included = ({ actions }: CompiledStatement, of: 'Allow' | 'Deny'): readonly (readonly BoundPattern[])[] =>
  (actions?.not === true) === (of === 'Deny') ? [bound(patternsOf(actions?.texts ?? []), new Map(), new Map())] : [];
