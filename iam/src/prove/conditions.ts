import { type CompiledCondition, OPERATOR } from '../evaluate/condition.js';
import { operators } from '../evaluate/operator.js';
import type { Outcome } from '../evaluate/outcome.js';
import type { Subject } from '../evaluate/request.js';
import { foldName } from '../fold.js';
import { conditionPatterns, type Patterns } from './patterns.js';
import type { Reason } from './reason.js';
import { isTagKey, type TagStates, textOf } from './session.js';

/** One thing that must hold of a request so that a condition holds, or fails. */
export type Restriction =
  | { readonly kind: 'presence'; readonly present: boolean }
  /** Every text is one of these, none is, some is, some is not. */
  | { readonly kind: 'all' | 'none'; readonly patterns: Patterns }
  | Needed
  | { readonly kind: 'tag'; readonly key: string; readonly within: boolean; readonly patterns: Patterns }
  | { readonly kind: 'other'; readonly condition: CompiledCondition; readonly holds: boolean }
  /** Nothing is known, so nothing is required. */
  | { readonly kind: 'open'; readonly reason: Reason };

/** Some text is, or is not, one of these. */
export interface Needed {
  readonly kind: 'some' | 'some-not';
  readonly patterns: Patterns;
}

/** Restrictions that hold together. */
export type Alternative = readonly Restriction[];

/** The key whose texts a goal is about. */
export interface TextKey {
  /** A condition key; of `resource` the ARN is the text. */
  readonly key: string;
  /** A request may have several. */
  readonly many: boolean;
  readonly mayBeEmpty?: boolean;
}

/** The facts that conditions are read against. */
export interface Reading {
  readonly states: TagStates;
  readonly texts: TextKey | undefined;
  /** The context that every such request carries, by keys in lower case; `undefined` for keys that none carries. */
  readonly fixed: Subject;
}

const FREE: readonly Alternative[] = [[]];
const NEVER: readonly Alternative[] = [];
const open = (reason: Reason): readonly Alternative[] => [[{ kind: 'open', reason }]];

const ABSENT: Alternative = [{ kind: 'presence', present: false }];
const PRESENT: Alternative = [{ kind: 'presence', present: true }];

/** The ways in which a condition may hold, or may fail: none where it surely does not. Never fewer than IAM has. */
export function alternatives(condition: CompiledCondition, holds: boolean, reading: Reading): readonly Alternative[] {
  const key = foldName(condition.key);
  if (reading.texts !== undefined && key === foldName(reading.texts.key))
    return ofTexts(condition, holds, reading.texts);
  if (isTagKey(key)) return ofTag(condition, key, holds, reading);
  if (reading.fixed.context.has(key)) return decided(condition, reading.fixed, holds);
  return [[{ kind: 'other', condition, holds }]];
}

interface TextOperator {
  readonly qualifier: string | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  readonly patterns: Patterns;
}

const TEXT = /^String(Not)?(?:(Equals)(IgnoreCase)?|Like)$/;

/** Undefined for operators that are not about texts. */
function textOperator(condition: CompiledCondition): TextOperator | undefined {
  const [, qualifier, base = '', ifExists] = OPERATOR.exec(condition.operator) ?? [];
  const [matched, not, equals, ignoreCase] = TEXT.exec(base) ?? [];
  if (matched === undefined) return undefined;
  const patterns = conditionPatterns(condition, equals === undefined, ignoreCase !== undefined);
  return { qualifier, ifExists: ifExists !== undefined, negated: not !== undefined, patterns };
}

function ofTexts(condition: CompiledCondition, holds: boolean, texts: TextKey): readonly Alternative[] {
  if (condition.operator === 'Null') return ofNull(condition, holds, texts);
  const operator = textOperator(condition);
  if (operator === undefined) return open(unevaluated(condition));
  const { qualifier, ifExists, negated, patterns } = operator;
  if (qualifier === undefined && texts.many) return open({ kind: 'unqualified', detail: named(condition) });
  // `ForAllValues` is said to be true of an empty text; a comparison may say otherwise.
  const unsure = texts.mayBeEmpty && qualifier === 'ForAllValues' ? FREE : NEVER;
  return [...unsure, ...setAlternatives(qualifier ?? 'single', ifExists, negated, patterns, holds)];
}

/** The table of set operators. Without one there is one text at most, and "all" is "some". */
function setAlternatives(
  qualifier: string,
  ifExists: boolean,
  negated: boolean,
  patterns: Patterns,
  holds: boolean,
): readonly Alternative[] {
  const every: Alternative = [{ kind: negated ? 'none' : 'all', patterns }];
  if (qualifier === 'ForAllValues') {
    return holds ? [ABSENT, every] : [[{ kind: negated ? 'some' : 'some-not', patterns }]];
  }
  if (qualifier === 'ForAnyValue') {
    const any: Alternative = [{ kind: negated ? 'some-not' : 'some', patterns }];
    const noneOf: Alternative = [{ kind: negated ? 'all' : 'none', patterns }];
    // AWS leaves open what IfExists means here, so of a missing key it may hold and may fail.
    return holds ? [any, ...(ifExists ? [ABSENT] : [])] : [ABSENT, noneOf];
  }
  const opposite: Alternative = [{ kind: negated ? 'all' : 'none', patterns }];
  const trueIfAbsent = ifExists || negated;
  return holds ? [every, ...(trueIfAbsent ? [ABSENT] : [])] : [opposite, ...(trueIfAbsent ? [] : [ABSENT])];
}

function ofNull(condition: CompiledCondition, holds: boolean, { mayBeEmpty }: TextKey): readonly Alternative[] {
  const wanted = nullValues(condition);
  if (wanted === undefined) return open(unevaluated(condition));
  // An empty text counts as both.
  const present: Alternative = mayBeEmpty ? [] : PRESENT;
  return [
    ...(wanted.has('true') === holds ? [ABSENT] : []),
    ...(wanted.has('false') === holds || mayBeEmpty ? [present] : []),
  ];
}

function nullValues({ values }: CompiledCondition): ReadonlySet<string> | undefined {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  return [...wanted].every((value) => value === 'true' || value === 'false') ? wanted : undefined;
}

function ofTag(condition: CompiledCondition, key: string, holds: boolean, reading: Reading): readonly Alternative[] {
  const state = reading.states.get(key);
  if (state !== 'value') return ofKnownTag(condition, key, holds, reading);
  if (condition.operator === 'Null') {
    const wanted = nullValues(condition);
    return wanted === undefined ? open(unevaluated(condition)) : wanted.has('false') === holds ? FREE : NEVER;
  }
  const operator = textOperator(condition);
  if (operator === undefined) return open(unevaluated(condition));
  if (operator.patterns.variables.size > 0) return open({ kind: 'other-tag', detail: named(condition) });
  return [[{ kind: 'tag', key, within: operator.negated !== holds, patterns: operator.patterns }]];
}

/** The tag is not there, or its text is known. */
function ofKnownTag(
  condition: CompiledCondition,
  key: string,
  holds: boolean,
  { states, fixed }: Reading,
): readonly Alternative[] {
  const text = textOf(states.get(key));
  const context = new Map(fixed.context);
  if (text !== undefined) context.set(key, text);
  for (const variable of textOperator(condition)?.patterns.variables ?? []) {
    const value = textOf(states.get(variable));
    if (value !== undefined) context.set(variable, value);
    else if (states.get(variable) !== 'absent' && !fixed.context.has(variable)) {
      return open({ kind: 'other-tag', detail: named(condition) });
    }
  }
  // AWS leaves open what an empty or missing tag does: both are tried.
  if (isEvaluated(condition) && condition.test({ ...fixed, context }, { unresolved: false }) === 'unknown') return FREE;
  return decided(condition, { ...fixed, context }, holds);
}

function decided(condition: CompiledCondition, subject: Subject, holds: boolean): readonly Alternative[] {
  const result: Outcome = condition.test(subject, { unresolved: false });
  if (result === 'unknown') return open(unevaluated(condition));
  return (result === 'yes') === holds ? FREE : NEVER;
}

export const named = ({ operator, key }: CompiledCondition): string => `${operator} ${key}`;

/** Tells a list that lacks its set operator from an operator that is not evaluated. */
function unevaluated(condition: CompiledCondition): Reason {
  const detail = `${named(condition)}${isEvaluated(condition) ? '' : ', an operator that is not evaluated'}`;
  return { kind: 'operator', detail };
}

/** Returns whether the evaluator knows the operator. */
export function isEvaluated({ operator }: CompiledCondition): boolean {
  const [, qualifier, base = '', ifExists] = OPERATOR.exec(operator) ?? [];
  return operators.has(base) || (base === 'Null' && qualifier === undefined && ifExists === undefined);
}
