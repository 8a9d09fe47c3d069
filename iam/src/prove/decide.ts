import { subjectOf } from '../evaluate/request.js';
import { foldName } from '../fold.js';
import { type Alternative, isEvaluated, named, type Reading, type Restriction } from './conditions.js';
import { confirm } from './confirm.js';
import type { Goal } from './goal.js';
import { LimitReached } from './joint.js';
import { restrictionId } from './other-keys.js';
import { type Speaker, type Speakers, speakersOf, statesOf, waysToEscape, waysToHold } from './path.js';
import type { Answer, ProofRequest, Question } from './question.js';
import { type Leaf, newMemo, type Reach, reach } from './reach.js';
import type { Reason } from './reason.js';
import { isTagKey, type TagStates } from './session.js';

/**
 * Decides whether the documents allow a request of the goal, for all values of all tags, all texts and all other keys: an
 * answer for each Allow statement by which they do or may. No answer proves that none of the goal's requests is allowed.
 */
export function decide(question: Question, goal: Goal): readonly Answer[] {
  const speakers = speakersOf(question);
  return speakers.allows.flatMap((allow): readonly Answer[] => {
    const found = decideAllow(question, goal, speakers, allow);
    return found === undefined ? [] : [found];
  });
}

/** The exploration of one Allow. */
interface Exploration {
  readonly question: Question;
  readonly allow: Speaker;
  readonly of: Reach;
  /** A variable of a Deny that no session has a value for: AWS leaves open whether the Deny then speaks. */
  readonly openVariable: string | undefined;
  /** The first request that could not be confirmed, and how many there were. */
  unconfirmed: Leaf | undefined;
  unconfirmedCount: number;
  steps: number;
}

function decideAllow(question: Question, goal: Goal, speakers: Speakers, allow: Speaker): Answer | undefined {
  const fixed = subjectOf({ action: question.action, resource: question.resource, context: question.fixed });
  const statement = allow.reference;
  const memo = question.memo ?? newMemo();
  const openVariable = speakers.denies
    .flatMap(({ variables }) => [...variables])
    .find((key) => !isTagKey(key) && !fixed.context.has(key));
  let unproved: Answer | undefined;
  try {
    for (const allows of oneOfEach(speakers.limits).map((limits) => [allow, ...limits])) {
      for (const states of statesFor(goal, allows, speakers.denies, {
        states: new Map(),
        texts: question.texts,
        fixed,
      })) {
        const reading: Reading = { states, texts: question.texts, fixed };
        const of: Reach = { reading, goal, memo };
        const exploration: Exploration = {
          ...{ question, allow, of, openVariable },
          ...{ unconfirmed: undefined, unconfirmedCount: 0, steps: 0 },
        };
        const request = explorePath(exploration, allows, speakers.denies);
        if (request !== undefined) return { kind: 'refuted', statement, request };
        if (exploration.unconfirmed !== undefined)
          unproved ??= { kind: 'unproved', statement, reason: reasonOf(exploration.unconfirmed, allow, openVariable) };
      }
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    return { kind: 'unproved', statement, reason: { kind: 'limit', detail: goal.id } };
  }
  return unproved;
}

/** One statement of each list. */
function oneOfEach(lists: readonly (readonly Speaker[])[]): readonly (readonly Speaker[])[] {
  let found: readonly (readonly Speaker[])[] = [[]];
  for (const list of lists) found = found.flatMap((head) => list.map((each) => [...head, each]));
  return found;
}

/** Every combination of states of the tags that matter. */
function statesFor(
  { texts }: Goal,
  allows: readonly Speaker[],
  denies: readonly Speaker[],
  reading: Reading,
): readonly TagStates[] {
  const session = typeof texts === 'object' && texts.session !== undefined ? [texts.session] : [];
  const keys = new Set([...session, ...[...allows, ...denies].flatMap(({ tags }) => [...tags])]);
  let found: readonly TagStates[] = [new Map()];
  for (const key of keys) {
    const own = statesOf(key, allows, reading);
    found = found.flatMap((states) => own.map((state) => new Map(states).set(key, state)));
    if (found.length > MOST_STEPS) throw new LimitReached();
  }
  return found;
}

function explorePath(
  exploration: Exploration,
  allows: readonly Speaker[],
  denies: readonly Speaker[],
): ProofRequest | undefined {
  const { question, of } = exploration;
  const held = allows.map((each) => waysToHold(each, question, of.reading));
  if (held.includes(undefined)) return undefined;
  const escapes = denies.map((each) => waysToEscape(each, question, of.reading));
  const choices = [...held.flatMap((ways) => ways ?? []), ...escapes]
    // Parts that leave no choice come first.
    .filter((ways) => !ways.some((way) => way.length === 0))
    .sort((a, b) => a.length - b.length);
  const open = [...held.flatMap((ways) => ways ?? []).flat(2)].filter(({ kind }) => kind === 'open');
  return explore(exploration, open, choices);
}

/** More ways through the Denies than this are not looked at. */
const MOST_STEPS = 5_000;

/** After so many requests that could not be confirmed no other is looked for: the statement is unproved. */
const MOST_UNCONFIRMED = 20;

/** Takes one way of each choice in turn, and gives up where no request is left. */
function explore(
  exploration: Exploration,
  restrictions: readonly Restriction[],
  choices: readonly (readonly Alternative[])[],
): ProofRequest | undefined {
  if (++exploration.steps > MOST_STEPS) throw new LimitReached();
  const { question, of } = exploration;
  const leaf = reach(of, of.reading.states, restrictions);
  if (leaf === undefined) return undefined;
  const ids = new Set(restrictions.map(restrictionId));
  const isMet = (ways: readonly Alternative[]): boolean =>
    ways.some((way) => way.every((each) => ids.has(restrictionId(each))));
  const next = choices.findIndex((ways) => !isMet(ways));
  if (next < 0) {
    const request = confirm(question, of, leaf, exploration.openVariable !== undefined);
    if (request !== undefined) return request;
    exploration.unconfirmed ??= leaf;
    exploration.unconfirmedCount += 1;
    return undefined;
  }
  for (const way of waysWorthTaking(choices, next, restrictions)) {
    if (exploration.unconfirmedCount >= MOST_UNCONFIRMED) return undefined;
    const request = explore(exploration, [...restrictions, ...way], choices.slice(next + 1));
    if (request !== undefined) return request;
  }
  return undefined;
}

/**
 * The ways of a choice; one alone where it is about keys of which nothing else speaks, because whatever else the request is,
 * it can take that one.
 */
function waysWorthTaking(
  choices: readonly (readonly Alternative[])[],
  at: number,
  restrictions: readonly Restriction[],
): readonly Alternative[] {
  const ways = choices[at] ?? [];
  const others = [...restrictions, ...choices.flatMap((each, i) => (i === at ? [] : each.flat()))];
  const free = ways.find(
    (way) =>
      way.length === 1 &&
      way.every((each) => each.kind === 'other' && !others.some((other) => keyOf(other) === keyOf(each))),
  );
  return free === undefined || ways.filter((way) => way.some((each) => keyOf(each) === keyOf(free[0]))).length > 1
    ? ways
    : [free];
}

const keyOf = (restriction: Restriction | undefined): string | undefined =>
  restriction?.kind === 'other' ? foldName(restriction.condition.key) : undefined;

/** Why a request that seems possible could not be shown. */
function reasonOf(
  { restrictions, texts }: Leaf,
  { statement, variables }: Speaker,
  openVariable: string | undefined,
): Reason {
  if (statement.unknown !== undefined) return { kind: 'unreadable', detail: statement.unknown };
  for (const each of restrictions) if (each.kind === 'open') return each.reason;
  const twice = texts.find((text) => text.twice !== undefined)?.twice;
  if (twice !== undefined) return { kind: 'two-places', detail: twice };
  const other = [...variables].find((key) => !isTagKey(key)) ?? openVariable;
  if (other !== undefined) return { kind: 'variable', detail: other };
  const conditions = restrictions.flatMap((each) => (each.kind === 'other' ? [each.condition] : []));
  const condition = conditions.find((each) => !isEvaluated(each)) ?? conditions[0];
  return { kind: 'operator', detail: condition === undefined ? 'Condition' : named(condition) };
}
