import { ANY, alphabetOf, type Chain, type CharacterClass, reads, type Step, TAG } from './chain.js';
import { isTagKey } from './session.js';

/** A text is looked for in all of `including` and in none of `excluding`. */
export interface Search {
  /** At most one of them holds a step `owner`. */
  readonly including: readonly Chain[];
  readonly excluding: readonly Chain[];
  /** The variable whose value the owner's is not. */
  readonly session?: string;
  /** Values that are not the owner's. */
  readonly notOwner?: readonly string[];
  /** Requirements on the values of variables, each list a set of texts of which one must match or none may. */
  readonly values?: ReadonlyMap<string, ValueRules>;
  readonly mayBeEmpty?: boolean;
}

export interface ValueRules {
  readonly within: readonly (readonly Chain[])[];
  readonly without: readonly (readonly Chain[])[];
}

export interface Found {
  readonly text: string;
  readonly owner: string | undefined;
  readonly values: ReadonlyMap<string, string>;
  /** A variable that was read at a second place, where any text was taken for its value. */
  readonly twice: string | undefined;
}

/** Thrown where a search has too many states. */
export class LimitReached extends Error {}

/** More states than this are not looked at. */
const MOST_STATES = 20_000;

/** How a chain stands in a variable: not in one, in the one that all read together, in one that is read a second time. */
type Inside = 'no' | 'shared' | 'free';

interface Place {
  readonly at: number;
  readonly inside: Inside;
}

interface Value {
  readonly done: boolean;
  readonly text: string;
  /** For each list of the rules, the places in its chains. */
  readonly runs: readonly (readonly number[])[];
}

interface Node {
  readonly text: string;
  readonly places: readonly Place[];
  /** Places in excluding chains, as numbers. */
  readonly excluded: readonly number[];
  readonly values: ReadonlyMap<string, Value>;
  readonly owner: string | undefined;
  /** `tied`: owner and session began at the same place and neither has ended. */
  readonly tie: 'no' | 'tied' | 'apart';
  readonly twice: string | undefined;
}

/**
 * A shortest text of all including chains and of no excluding one, whose owner is not the session. Undefined proves that there
 * is none. Chains that begin a variable at the same place read one value; a second reading elsewhere is any text in an
 * including chain and no match in an excluding one. That is wider than what IAM matches, never narrower.
 */
export function findText(search: Search): Found | undefined {
  let alphabet: readonly string[] | undefined;
  const symbols = (): readonly string[] => (alphabet ??= symbolsOf(search));
  const seen = new Set<string>();
  let level: readonly Node[] = [passLiterals(search, startOf(search))];
  while (level.length > 0) {
    const next: Node[] = [];
    const queue = [...level];
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as Node;
      const id = idOf(search, node);
      if (seen.has(id)) continue;
      seen.add(id);
      if (seen.size > MOST_STATES) throw new LimitReached();
      if (isAccepted(search, node)) return foundOf(node);
      queue.push(...leaveLoops(search, node));
      for (const character of literalAt(search, node) ?? symbols()) next.push(...read(search, node, character));
    }
    level = next;
  }
  return undefined;
}

const symbolsOf = (search: Search): readonly string[] =>
  alphabetOf([
    ...search.including,
    ...search.excluding,
    ...[...(search.values?.values() ?? [])].flatMap(({ within, without }) => [...within, ...without].flat()),
    ...(search.notOwner ?? []).map(
      (text): Chain => [...text].map((character) => ({ kind: 'character', character, fold: false })),
    ),
  ]);

const startOf = (search: Search): Node => ({
  text: '',
  places: search.including.map((): Place => ({ at: 0, inside: 'no' })),
  excluded: closeExcluded(
    search,
    search.excluding.map((_, chain) => excludedAt(chain, 0, 0)),
  ),
  values: new Map(),
  owner: undefined,
  tie: 'no',
  twice: undefined,
});

/** Reads the text that all including chains begin with: there is nothing to choose. */
function passLiterals(search: Search, start: Node): Node {
  let node = start;
  for (;;) {
    const steps = node.places.map((place, chain) => stepAt(search, chain, place));
    const [first] = steps;
    if (first?.kind !== 'character' || first.fold) return node;
    if (!steps.every((step) => step?.kind === 'character' && !step.fold && step.character === first.character))
      return node;
    node = {
      ...node,
      text: node.text + first.character,
      places: node.places.map(({ at }): Place => ({ at: at + 1, inside: 'no' })),
      excluded: node.excluded.length === 0 ? [] : advanceExcluded(search, node, first.character, new Set()),
    };
  }
}

/** Equal for nodes that have the same future. Owners are told apart as far as they are compared with given values. */
const idOf = ({ notOwner = [] }: Search, { places, excluded, values, owner = '', tie, text }: Node): string =>
  JSON.stringify([
    places.map(({ at, inside }) => `${at}${inside[0]}`),
    excluded,
    [...values].map(([key, { done, runs }]) => [key, done, runs]),
    notOwner.map((value) => (value.startsWith(owner) ? owner.length : -1)),
    tie,
    text === '',
  ]);

const foundOf = ({ text, owner, values, twice }: Node): Found => ({
  text,
  owner,
  values: new Map([...values].map(([key, value]) => [key, value.text])),
  twice,
});

const stepAt = (search: Search, chain: number, { at }: Place): Step | undefined => search.including[chain]?.[at];

function isAccepted(search: Search, { places, excluded, text, tie, values }: Node): boolean {
  if (text === '' && !search.mayBeEmpty) return false;
  return (
    places.every(({ at, inside }, chain) => at === search.including[chain]?.length && inside === 'no') &&
    tie !== 'tied' &&
    [...values.values()].every(({ done }) => done) &&
    !excluded.some((state) => positionOf(state) === search.excluding[chainOf(state)]?.length)
  );
}

function leaveLoops(search: Search, node: Node): readonly Node[] {
  return node.places.flatMap((place, chain) => {
    const step = stepAt(search, chain, place);
    if (step?.kind !== 'class' || !step.loop) return [];
    return [{ ...node, places: node.places.with(chain, { at: place.at + 1, inside: 'no' }) }];
  });
}

/** The one character that can be read, where a literal leaves no choice. */
function literalAt(search: Search, { places }: Node): readonly string[] | undefined {
  for (const [chain, place] of places.entries()) {
    const step = stepAt(search, chain, place);
    if (step?.kind === 'character' && !step.fold) return [step.character];
  }
  return undefined;
}

const classOf = (key: string): CharacterClass => (isTagKey(key) ? TAG : ANY);

/** Every node behind a character. */
function read(search: Search, node: Node, character: string): readonly Node[] {
  const places: Place[] = [];
  let { owner, tie, twice } = node;
  const values = new Map(node.values);
  const began = new Set<string>();
  const endable = new Map<string, number[]>();
  const mayEnd = (id: string, chain: number): void => void endable.set(id, [...(endable.get(id) ?? []), chain]);
  let ownerBegan = false;
  for (const [chain, place] of node.places.entries()) {
    const step = stepAt(search, chain, place);
    if (step === undefined || !reads(step, character, true)) return [];
    if (step.kind === 'variable') {
      if (!classOf(step.key).has(character)) return [];
      const known = values.get(step.key);
      const starts = place.inside === 'no' && (known === undefined || began.has(step.key));
      if (starts && known === undefined) {
        began.add(step.key);
        values.set(step.key, { done: false, text: '', runs: startRuns(search.values?.get(step.key)) });
      }
      const shared = starts || place.inside === 'shared';
      if (!shared) twice = step.key;
      places.push({ at: place.at, inside: shared ? 'shared' : 'free' });
      mayEnd(shared ? step.key : `free ${chain}`, chain);
    } else if (step.kind === 'owner') {
      ownerBegan = place.inside === 'no';
      owner = (owner ?? '') + character;
      places.push({ at: place.at, inside: 'shared' });
      mayEnd('owner', chain);
    } else places.push({ at: step.kind === 'class' && step.loop ? place.at : place.at + 1, inside: 'no' });
  }
  for (const [key, value] of values) {
    if (value.done) continue;
    const runs = advance(search.values?.get(key), value.runs, character);
    if (runs === undefined) return [];
    values.set(key, { ...value, text: value.text + character, runs });
  }
  if (ownerBegan && search.session !== undefined && began.has(search.session)) tie = 'tied';
  const excluded = advanceExcluded(search, node, character, began);
  return ends(search, { ...node, text: node.text + character, places, owner, tie, twice, values, excluded }, endable);
}

/** For each thing that may end here, nodes in which it does and in which it goes on. */
function ends(search: Search, node: Node, endable: ReadonlyMap<string, readonly number[]>): readonly Node[] {
  let found: readonly { readonly node: Node; readonly ended: readonly string[] }[] = [{ node, ended: [] }];
  for (const [id, chains] of endable) {
    found = found.flatMap((each) => {
      const ended = endOne(search, each.node, id, chains);
      return ended === undefined ? [each] : [each, { node: ended, ended: [...each.ended, id] }];
    });
  }
  return found.flatMap(({ node: each, ended }) => {
    if (each.tie !== 'tied') return [each];
    const [owner, session] = [ended.includes('owner'), ended.includes(search.session ?? '')];
    // Read from the same place to the same place they are equal.
    if (owner && session) return [];
    return [owner || session ? { ...each, tie: 'apart' } : each];
  });
}

function endOne(search: Search, node: Node, id: string, chains: readonly number[]): Node | undefined {
  const places = node.places.map(
    (place, chain): Place => (chains.includes(chain) ? { at: place.at + 1, inside: 'no' } : place),
  );
  if (id === 'owner') {
    return search.notOwner?.includes(node.owner ?? '') ? undefined : { ...node, places };
  }
  const value = node.values.get(id);
  if (value === undefined) return { ...node, places };
  if (!isWithin(search.values?.get(id), value.runs)) return undefined;
  return {
    ...node,
    places,
    values: new Map(node.values).set(id, { ...value, done: true, runs: [] }),
    excluded: closeExcluded(
      search,
      node.excluded.map((state) =>
        inValue(state) && variableAt(search, state) === id
          ? excludedAt(chainOf(state), positionOf(state) + 1, 0)
          : state,
      ),
    ),
  };
}

/** No chain is longer: a partition key has 2,048 bytes. */
const PLACES = 4096;

/** A place in an excluding chain: the last bit says whether a value that is read is that of its variable. */
const excludedAt = (chain: number, at: number, reading: 0 | 1): number => (chain * PLACES + at) * 2 + reading;
const chainOf = (state: number): number => Math.floor(state / 2 / PLACES);
const positionOf = (state: number): number => Math.floor(state / 2) % PLACES;
const inValue = (state: number): boolean => state % 2 === 1;

function variableAt(search: Search, state: number): string | undefined {
  const step = search.excluding[chainOf(state)]?.[positionOf(state)];
  return step?.kind === 'variable' ? step.key : undefined;
}

function advanceExcluded(
  search: Search,
  { excluded }: Node,
  character: string,
  began: ReadonlySet<string>,
): readonly number[] {
  const moved: number[] = [];
  for (const state of excluded) {
    const [chain, at] = [chainOf(state), positionOf(state)];
    const step = search.excluding[chain]?.[at];
    if (step === undefined) continue;
    // Only a value that is known to be read here is known to match.
    if (step.kind === 'variable') {
      if (inValue(state) || began.has(step.key)) moved.push(excludedAt(chain, at, 1));
    } else if (reads(step, character, false)) {
      moved.push(excludedAt(chain, step.kind === 'class' && step.loop ? at : at + 1, 0));
    }
  }
  return closeExcluded(search, moved);
}

/** With every place that is reached by leaving loops. */
function closeExcluded(search: Search, states: readonly number[]): readonly number[] {
  if (states.length === 0) return states;
  const all = new Set<number>();
  for (let state of states) {
    all.add(state);
    for (;;) {
      const step = search.excluding[chainOf(state)]?.[positionOf(state)];
      if (step?.kind !== 'class' || !step.loop) break;
      state = excludedAt(chainOf(state), positionOf(state) + 1, 0);
      all.add(state);
    }
  }
  return [...all].sort((a, b) => a - b);
}

/** The lists of the rules in one row: those of which one must match, then those of which none may. */
const listsOf = ({ within, without }: ValueRules): readonly (readonly Chain[])[] => [...within, ...without];

function startRuns(rules: ValueRules | undefined): Value['runs'] {
  return rules === undefined
    ? []
    : listsOf(rules).map((list) =>
        closeRun(
          list,
          list.map((_, chain) => chain * PLACES),
        ),
      );
}

/** Undefined where a list of which one must match has none left. */
function advance(rules: ValueRules | undefined, runs: Value['runs'], character: string): Value['runs'] | undefined {
  if (rules === undefined) return runs;
  const moved = listsOf(rules).map((list, i) => {
    const including = i < rules.within.length;
    const places = (runs[i] ?? []).flatMap((place) => {
      const step = list[Math.floor(place / PLACES)]?.[place % PLACES];
      if (step === undefined || !reads(step, character, including)) return [];
      return [step.kind === 'class' && step.loop ? place : place + 1];
    });
    return closeRun(list, places);
  });
  return moved.some((places, i) => i < rules.within.length && places.length === 0) ? undefined : moved;
}

function closeRun(list: readonly Chain[], places: readonly number[]): readonly number[] {
  const all = new Set<number>();
  for (let place of places) {
    all.add(place);
    for (;;) {
      const step = list[Math.floor(place / PLACES)]?.[place % PLACES];
      if (step?.kind !== 'class' || !step.loop) break;
      all.add(++place);
    }
  }
  return [...all].sort((a, b) => a - b);
}

function isWithin(rules: ValueRules | undefined, runs: Value['runs']): boolean {
  if (rules === undefined) return true;
  return listsOf(rules).every((list, i) => {
    const matches = (runs[i] ?? []).some((place) => place % PLACES === list[Math.floor(place / PLACES)]?.length);
    return matches === i < rules.within.length;
  });
}
