import type { CompiledCondition } from '../evaluate/condition.js';
import { readText, type Token } from '../evaluate/text.js';
import { ANY, type Chain, literal, many, one } from './chain.js';
import { isTagKey, type TagStates, textOf } from './session.js';

/** A list of patterns as a document has them. */
export interface Patterns {
  /** Equal only for the same list. */
  readonly id: number;
  /** An undefined one is none that IAM documents. */
  readonly list: readonly (readonly Token[] | undefined)[];
  /** Compared without case. */
  readonly fold: boolean;
  /** The keys of its variables, in lower case. */
  readonly variables: ReadonlySet<string>;
}

let made = 0;

export function patternsOf(list: Patterns['list'], fold = false): Patterns {
  const variables = list.flatMap((tokens) =>
    (tokens ?? []).flatMap((token) => (token.kind === 'variable' ? [token.key] : [])),
  );
  made += 1;
  return { id: made, list, fold, variables: new Set(variables) };
}

export const literalPatterns = (texts: readonly string[]): Patterns =>
  patternsOf(texts.map((text): readonly Token[] => (text === '' ? [] : [{ kind: 'text', text }])));

const ofConditions = new WeakMap<CompiledCondition, Patterns>();

/** The patterns of a condition under an operator for texts. */
export function conditionPatterns(condition: CompiledCondition, wildcards: boolean, fold: boolean): Patterns {
  const known = ofConditions.get(condition);
  if (known !== undefined) return known;
  const { values, variables } = condition;
  const found = patternsOf(
    values.map((value) => readText(value, { variables, wildcards })),
    fold,
  );
  ofConditions.set(condition, found);
  return found;
}

/** The only texts that match, where there are few: no wildcard, no variable, no case. */
export function literalsOf({ list, fold }: Patterns): readonly string[] | undefined {
  if (fold) return undefined;
  const texts = list.map((tokens) => {
    if (tokens === undefined || tokens.length > 1) return undefined;
    const [token] = tokens;
    return token === undefined ? '' : token.kind === 'text' ? token.text : undefined;
  });
  return texts.includes(undefined) ? undefined : (texts as readonly string[]);
}

/** A pattern whose variables are bound: `tokens` has the values of those that are known. */
export interface BoundPattern {
  readonly tokens: readonly Token[];
  /** Compared without case. */
  readonly fold: boolean;
  /** The text before its first wildcard or variable. */
  readonly leading: string;
  steps(): Chain;
}

const ofStates = new WeakMap<Patterns, Map<string, readonly BoundPattern[]>>();

/**
 * The patterns as a session with such tags has them: those with a tag that it lacks match nothing. `known` are the values of
 * further keys, the same for every request.
 */
export function bound(
  patterns: Patterns,
  states: TagStates,
  known: ReadonlyMap<string, string>,
): readonly BoundPattern[] {
  const cache = ofStates.get(patterns) ?? new Map<string, readonly BoundPattern[]>();
  ofStates.set(patterns, cache);
  const id = [...patterns.variables]
    .map((key) => {
      const state = states.get(key);
      return typeof state === 'object' ? JSON.stringify(state.literal) : (state ?? JSON.stringify(known.get(key)));
    })
    .join();
  const found = cache.get(id) ?? patterns.list.flatMap((tokens) => bindTokens(tokens, patterns.fold, states, known));
  cache.set(id, found);
  return found;
}

/** Stands for a text that cannot be read: it may be any. */
const UNREADABLE: BoundPattern = {
  tokens: [{ kind: 'many' }],
  fold: false,
  leading: '',
  steps: () => [many(ANY, false)],
};

function bindTokens(
  tokens: readonly Token[] | undefined,
  fold: boolean,
  states: TagStates,
  known: ReadonlyMap<string, string>,
): readonly BoundPattern[] {
  if (tokens === undefined) return [UNREADABLE];
  let found: readonly (readonly Token[])[] = [[]];
  for (const token of tokens) {
    const choices = token.kind === 'variable' ? bindVariable(token, states, known) : [token];
    found = found.flatMap((head) => choices.map((choice) => append(head, choice)));
  }
  return found.map((each) => boundPattern(each, fold));
}

function bindVariable(
  token: Token & { kind: 'variable' },
  states: TagStates,
  known: ReadonlyMap<string, string>,
): readonly Token[] {
  const { key, fallback } = token;
  const state = states.get(key);
  const text = textOf(state) ?? known.get(key);
  if (text !== undefined) return [{ kind: 'text', text }];
  const otherwise: readonly Token[] = fallback === undefined ? [] : [{ kind: 'text', text: fallback }];
  if (state === 'absent') return otherwise;
  const free: Token = { kind: 'variable', key, fallback: undefined };
  return state === 'value' ? [free] : [free, ...otherwise];
}

/** Texts that meet become one. */
function append(head: readonly Token[], token: Token): readonly Token[] {
  const last = head.at(-1);
  if (token.kind === 'text' && token.text === '') return head;
  return token.kind === 'text' && last?.kind === 'text'
    ? [...head.slice(0, -1), { kind: 'text', text: last.text + token.text }]
    : [...head, token];
}

function boundPattern(tokens: readonly Token[], fold: boolean): BoundPattern {
  const [first] = tokens;
  let steps: Chain | undefined;
  return {
    tokens,
    fold,
    leading: !fold && first?.kind === 'text' ? first.text : '',
    steps: () => {
      steps ??= tokens.flatMap((token) => stepsOf(token, fold));
      return steps;
    },
  };
}

function stepsOf(token: Token, fold: boolean): Chain {
  switch (token.kind) {
    case 'text':
      return literal(token.text, fold);
    case 'one':
      return [one(ANY)];
    case 'many':
      return [many(ANY)];
    case 'variable':
      // In any case: the value is not the text that is read.
      return fold ? [one(ANY, false), many(ANY, false)] : [{ kind: 'variable', key: token.key }];
  }
}

/** Returns whether each variable of some patterns surely has a value that is not empty. */
export const allHaveValues = (
  variables: Iterable<string>,
  states: TagStates,
  known: ReadonlyMap<string, string>,
): boolean =>
  [...variables].every((key) => {
    const state = states.get(key);
    return isTagKey(key) ? state === 'value' || (textOf(state) ?? '') !== '' : (known.get(key) ?? '') !== '';
  });
