import { type CompiledStatement, compileDocument } from '../evaluate/compile.js';
import type { StatementReference } from '../evaluate/evaluate.js';
import { matchPrincipal } from '../evaluate/principal.js';
import { testActions } from '../evaluate/statement.js';
import { foldName } from '../fold.js';
import { type Alternative, alternatives, type Reading } from './conditions.js';
import { allHaveValues } from './patterns.js';
import type { ProofDocuments, Question } from './question.js';
import { textsKnown } from './reach.js';
import { isTagKey, type TagState } from './session.js';
import { resourceAlternatives, variablesIn } from './speaks.js';

/** A statement that may speak of the question's requests. */
export interface Speaker {
  readonly statement: CompiledStatement;
  readonly reference: StatementReference;
  /** By their keys in lower case. */
  readonly variables: ReadonlySet<string>;
  /** Tags of which it speaks, in lower case. */
  readonly tags: ReadonlySet<string>;
}

export interface Speakers {
  readonly allows: readonly Speaker[];
  /** For each limiting document the statements that let a request pass. */
  readonly limits: readonly (readonly Speaker[])[];
  readonly denies: readonly Speaker[];
}

const known = new WeakMap<CompiledStatement, Pick<Speaker, 'variables' | 'tags'>>();

function tagsOf(statement: CompiledStatement): Pick<Speaker, 'variables' | 'tags'> {
  const found = known.get(statement);
  if (found !== undefined) return found;
  const variables = variablesIn(statement);
  const keys = [...variables, ...statement.conditions.map(({ key }) => foldName(key))];
  const made = { variables, tags: new Set(keys.filter(isTagKey)) };
  known.set(statement, made);
  return made;
}

/** The statements that speak of an action and, as far as that needs no tag, of a resource and a principal. */
export function speakersOf(question: Question): Speakers {
  const { identity, resource, limits = [] } = question.documents satisfies ProofDocuments;
  const of = (document: ProofDocuments['identity'][number], source: StatementReference['source'], policy: number) =>
    compileDocument(document).flatMap((statement): readonly Speaker[] => {
      if (testActions(statement, foldName(question.action)) === 'no') return [];
      if (source === 'resource') {
        const { outcome, delegates } = matchPrincipal(statement.principal, question.principal);
        // A statement that names an account only lets the account decide.
        if (outcome === 'no' || (delegates && statement.effect === 'Allow')) return [];
      }
      const { index, sid } = statement;
      const reference = { source, policy, statement: index, ...(sid !== undefined && { sid }) };
      return [{ statement, reference, ...tagsOf(statement) }];
    });
  const granting = [
    ...identity.flatMap((document, i) => of(document, 'identity', i)),
    ...(resource === undefined ? [] : of(resource, 'resource', 0)),
  ];
  const limiting = limits.map((document, i) => of(document, 'session', i));
  const isAllow = ({ statement }: Speaker): boolean => statement.effect === 'Allow';
  return {
    allows: granting.filter(isAllow),
    limits: limiting.map((speakers) => speakers.filter(isAllow)),
    denies: [...granting, ...limiting.flat()].filter((speaker) => !isAllow(speaker)),
  };
}

/** For each element and condition of an Allow the ways in which it may hold; undefined where one surely does not. */
export function waysToHold(
  { statement, reference }: Speaker,
  question: Question,
  reading: Reading,
): readonly (readonly Alternative[])[] | undefined {
  const ofResource = reference.source === 'resource';
  const resource = resourceAlternatives(statement, true, question, reading, ofResource);
  // Of a statement that is not understood nothing is taken to narrow it.
  if (statement.unknown !== undefined) {
    const detail = statement.unknown;
    return resource.length === 0 ? undefined : [resource, [[{ kind: 'open', reason: { kind: 'unreadable', detail } }]]];
  }
  const ways = [resource, ...statement.conditions.map((condition) => alternatives(condition, true, reading))];
  return ways.some((each) => each.length === 0) ? undefined : ways;
}

/** The ways in which a Deny may not speak, of which one is enough: all where it is not sure to. */
export function waysToEscape(
  { statement, reference, variables }: Speaker,
  question: Question,
  reading: Reading,
): readonly Alternative[] {
  const ofResource = reference.source === 'resource';
  const sure =
    statement.unknown === undefined &&
    testActions(statement, foldName(question.action)) === 'yes' &&
    (ofResource
      ? matchPrincipal(statement.principal, question.principal).outcome === 'yes'
      : statement.principal === undefined) &&
    allHaveValues(variables, reading.states, textsKnown(reading));
  if (!sure) return [[]];
  return [
    ...resourceAlternatives(statement, false, question, reading, ofResource),
    ...statement.conditions.flatMap((condition) => alternatives(condition, false, reading)),
  ];
}

const STATES: readonly TagState[] = ['value', 'empty', 'absent'];

/** The states of a tag under which some Allows may hold, as far as their conditions on this tag alone tell. */
export function statesOf(key: string, allows: readonly Speaker[], reading: Reading): readonly TagState[] {
  const conditions = allows.flatMap(({ statement }) =>
    statement.unknown === undefined ? statement.conditions.filter((each) => foldName(each.key) === key) : [],
  );
  return STATES.filter((state) => {
    const states = new Map([[key, state]]);
    return conditions.every((condition) => alternatives(condition, true, { ...reading, states }).length > 0);
  });
}
