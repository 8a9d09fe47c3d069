import { ANYTHING, beginApart, type Chain, CLOSING, leadingText, literal, SOMETHING } from './chain.js';
import type { Needed, Reading, Restriction } from './conditions.js';
import type { Goal, GoalTexts } from './goal.js';
import { type Found, findText, LimitReached, type Search, type ValueRules } from './joint.js';
import { isPossible, restrictionId } from './other-keys.js';
import { type BoundPattern, bound, literalsOf } from './patterns.js';
import { stateId, type TagStates, textOf } from './session.js';

/** A request that some restrictions leave possible, as far as it was worked out. */
export interface Leaf {
  readonly states: TagStates;
  readonly restrictions: readonly Restriction[];
  /** The goal's text, and those that must be named besides; none where the request names no text. */
  readonly texts: readonly Found[];
}

/** Looks for requests of one goal; what was found for the same restrictions is remembered. */
export interface Reach {
  readonly reading: Reading;
  readonly goal: Goal;
  readonly memo: Memo;
}

/** A request of the goal under some restrictions. Undefined proves that there is none. */
export function reach(of: Reach, states: TagStates, restrictions: readonly Restriction[]): Leaf | undefined {
  const id = [of.goal.id, stateId(states), ...new Set(restrictions.map(restrictionId))].join('\n');
  const { leaves } = of.memo;
  if (leaves.has(id)) return leaves.get(id);
  const found = reachUnder(of, states, restrictions);
  leaves.set(id, found);
  return found;
}

function reachUnder(of: Reach, states: TagStates, restrictions: readonly Restriction[]): Leaf | undefined {
  if (isContradictory(of.goal, restrictions)) return undefined;
  // A tag that must be one of some literals is each of them in turn.
  for (const restriction of restrictions) {
    if (restriction.kind !== 'tag' || states.get(restriction.key) !== 'value') continue;
    const literals = restriction.within ? literalsOf(restriction.patterns) : undefined;
    if (literals === undefined) continue;
    for (const text of new Set(literals)) {
      if (text === '') continue;
      const found = reach(of, new Map(states).set(restriction.key, { literal: text }), restrictions);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const values = valueRules(of, states, restrictions);
  if (values === undefined || !isPossible(restrictions, of.reading.fixed)) return undefined;
  const texts = reachTexts(of, states, restrictions, values);
  return texts && { states, restrictions, texts };
}

function isContradictory({ texts }: Goal, restrictions: readonly Restriction[]): boolean {
  const present = restrictions.some(({ kind }) => ['all', 'none', 'some', 'some-not'].includes(kind));
  const asks = (presence: boolean): boolean =>
    restrictions.some((each) => each.kind === 'presence' && each.present === presence);
  const isAbsent = texts === 'absent' || asks(false);
  return isAbsent && (present || asks(true) || typeof texts === 'object');
}

/** By tag what its conditions require; undefined where no value meets that. */
export function valueRules(
  of: Reach,
  states: TagStates,
  restrictions: readonly Restriction[],
): ReadonlyMap<string, ValueRules> | undefined {
  const rules = new Map<string, TagRules>();
  for (const restriction of restrictions) {
    if (restriction.kind !== 'tag') continue;
    const { key, within, patterns } = restriction;
    const own = rules.get(key) ?? { within: [], without: [], id: '' };
    const list = bound(patterns, NO_STATES, textsKnown(of.reading)).map((pattern) => pattern.steps());
    const change = within ? { within: [...own.within, list] } : { without: [...own.without, list] };
    rules.set(key, { ...own, ...change, id: `${own.id} ${within} ${patterns.id}` });
  }
  for (const [key, own] of rules) if (sampleValue(of, states, key, own, []) === undefined) return undefined;
  return rules;
}

const NO_STATES: TagStates = new Map();

/** With what tells them from others. */
interface TagRules extends ValueRules {
  readonly id: string;
}

/** A value of a tag that its rules allow, and that is none of some others. */
export function sampleValue(
  { memo: { values } }: Reach,
  states: TagStates,
  key: string,
  rules: ValueRules | undefined,
  others: readonly string[],
): string | undefined {
  const given = textOf(states.get(key));
  const id = JSON.stringify([key, given, rules === undefined ? '' : (rules as TagRules).id, others]);
  if (values.has(id)) return values.get(id);
  const found = findText({
    including: [[{ kind: 'variable', key }], ...(given === undefined ? [] : [literal(given)])],
    excluding: others.map((other) => literal(other)),
    ...(rules && { values: new Map([[key, rules]]) }),
  })?.text;
  values.set(id, found);
  return found;
}

/** The values of keys that every request carries. */
const fixedTexts = new WeakMap<Reading, ReadonlyMap<string, string>>();

export function textsKnown(reading: Reading): ReadonlyMap<string, string> {
  const found =
    fixedTexts.get(reading) ??
    new Map([...reading.fixed.context].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
  fixedTexts.set(reading, found);
  return found;
}

function reachTexts(
  of: Reach,
  states: TagStates,
  restrictions: readonly Restriction[],
  values: ReadonlyMap<string, ValueRules>,
): readonly Found[] | undefined {
  const { goal, reading } = of;
  if (goal.texts === 'absent') return [];
  const needed = restrictions.flatMap((each): readonly Needed[] =>
    each.kind === 'some' || each.kind === 'some-not' ? [each] : [],
  );
  const asked = restrictions.some(({ kind }) => kind === 'presence' || kind === 'all' || kind === 'none');
  if (goal.texts === 'any' && !asked && needed.length === 0) return [];
  if (restrictions.some((each) => each.kind === 'presence' && !each.present)) return [];
  const wanted: GoalTexts = goal.texts === 'any' ? { chains: [SOMETHING] } : goal.texts;
  const lists = listsOf(restrictions, 'all', states, reading);
  const never = listsOf(restrictions, 'none', states, reading).flat();
  const search = { of, states, values, lists, never };
  // One text may be all that is needed.
  const alone = findOne(search, wanted, needed);
  if (alone !== undefined) return [alone];
  if (needed.length === 0 || reading.texts?.many !== true) return undefined;
  const first = findOne(search, wanted, []);
  if (first === undefined) return undefined;
  const others = needed.map((each) => findOne(search, { chains: [SOMETHING] }, [each]));
  return others.includes(undefined) ? undefined : [first, ...(others as readonly Found[])];
}

const listsOf = (
  restrictions: readonly Restriction[],
  kind: 'all' | 'none',
  states: TagStates,
  reading: Reading,
): readonly (readonly BoundPattern[])[] =>
  [...new Set(restrictions.flatMap((each) => (each.kind === kind ? [each.patterns] : [])))].map((patterns) =>
    bound(patterns, states, textsKnown(reading)),
  );

interface TextSearch {
  readonly of: Reach;
  readonly states: TagStates;
  readonly values: ReadonlyMap<string, ValueRules>;
  readonly lists: readonly (readonly BoundPattern[])[];
  readonly never: readonly BoundPattern[];
}

function findOne(search: TextSearch, wanted: GoalTexts, needed: readonly Needed[]): Found | undefined {
  const { of, states } = search;
  const own = wanted.session === undefined ? undefined : states.get(wanted.session);
  const chains = own === 'absent' || own === 'empty' ? [...wanted.chains, ...(wanted.nobodys ?? [])] : wanted.chains;
  const boundOf = (kind: Needed['kind']): readonly (readonly BoundPattern[])[] =>
    needed.filter((each) => each.kind === kind).map(({ patterns }) => bound(patterns, states, textsKnown(of.reading)));
  const lists = [...search.lists, ...boundOf('some')];
  const never = [...search.never, ...boundOf('some-not').flat()];
  for (const chain of chains) {
    const leading = leadingText(chain);
    const near = (patterns: readonly BoundPattern[]): readonly BoundPattern[] =>
      patterns.filter((pattern) => !beginApart(pattern.leading, leading));
    const choices = lists.map((list) =>
      near(list).filter((pattern) => own !== 'value' || !isClosed(pattern, chain, wanted.session ?? '')),
    );
    if (choices.some((list) => list.length === 0)) continue;
    const excluding = [...near(never).map((pattern) => pattern.steps()), ...(wanted.without ?? [])];
    const given = typeof own === 'object' ? own.literal : undefined;
    const found = findInOneOfEach(choices, [], {
      including: [chain],
      excluding,
      values: search.values,
      ...(wanted.session !== undefined && { session: wanted.session }),
      ...(given !== undefined && { notOwner: [given] }),
      ...(of.reading.texts?.mayBeEmpty && { mayBeEmpty: true }),
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

const MOST_CHOICES = 5_000;

/** A text in one pattern of each list: nearly always there is one list, of which few are near. */
export function findInOneOfEach(
  choices: readonly (readonly BoundPattern[])[],
  chosen: readonly Chain[],
  search: Search,
): Found | undefined {
  if (choices.reduce((product, list) => product * list.length, 1) > MOST_CHOICES) throw new LimitReached();
  const [first, ...rest] = choices;
  if (first === undefined) {
    const including = [...search.including, ...chosen.filter((chain) => chain !== ANYTHING)];
    return findText({ ...search, including });
  }
  for (const pattern of first) {
    const steps = pattern.steps();
    const next = chosen.includes(steps) ? chosen : [...chosen, steps];
    const found = findInOneOfEach(rest, next, search);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The lemma that decides nearly everything: where goal and pattern begin with the same text, then the value, and the value
 * ends in both where the text ends or at a character that it cannot hold, both read the same value, so the owner is no other.
 */
function isClosed({ tokens, fold }: BoundPattern, goal: Chain, session: string): boolean {
  const opening = leadingText(goal);
  const at = [...opening].length;
  const [owner, after] = goal.slice(at);
  if (owner?.kind !== 'owner' || fold) return false;
  const [first] = tokens;
  if (opening !== '' && (first?.kind !== 'text' || first.text !== opening)) return false;
  const [variable, next] = tokens.slice(opening === '' ? 0 : 1);
  if (variable?.kind !== 'variable' || variable.key !== session) return false;
  const closes = (character: string): boolean => CLOSING.has(character);
  const endsBoth =
    after === undefined ||
    (after.kind === 'class' && after.of === CLOSING && !after.loop) ||
    (after.kind === 'character' && closes(after.character));
  return endsBoth && (next === undefined || (next.kind === 'text' && closes([...next.text][0] ?? '')));
}

/** Results by all that they depend on. */
export interface Memo {
  readonly leaves: Map<string, Leaf | undefined>;
  readonly values: Map<string, string | undefined>;
}

export const newMemo = (): Memo => ({ leaves: new Map(), values: new Map() });
