import { foldName } from '../fold.js';
import { type Comparison, operators } from './operator.js';
import { both, either, negation, type Outcome, outcome } from './outcome.js';
import type { Subject } from './request.js';
import type { Doubt } from './resolve.js';

/** One operator over one condition key, read once. */
export interface CompiledCondition {
  readonly operator: string;
  readonly key: string;
  /** As the document has them, and whether `${…}` is read in them. */
  readonly values: readonly string[];
  readonly variables: boolean;
  test(subject: Subject, doubt: Doubt): Outcome;
}

/** Qualifier, operator, `IfExists`. */
export const OPERATOR: RegExp = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** The values of a key in a request. `several` holds a list even of one; a key given twice is `unclear`. */
type Given =
  | { readonly kind: 'absent' }
  | { readonly kind: 'single'; readonly value: string }
  | { readonly kind: 'several'; readonly values: readonly string[] }
  | { readonly kind: 'unclear' };

export function compileCondition(
  operator: string,
  key: string,
  values: readonly string[],
  variables: boolean,
): CompiledCondition {
  const lower = foldName(key);
  const test = tester(operator, values, variables);
  return { operator, key, values, variables, test: (subject, doubt) => test(given(subject, lower), subject, doubt) };
}

function given({ context }: Subject, key: string): Given {
  const value = context.get(key);
  if (value === undefined) return { kind: context.has(key) ? 'unclear' : 'absent' };
  if (typeof value === 'string') return { kind: 'single', value };
  return value.length === 0 ? { kind: 'absent' } : { kind: 'several', values: value };
}

type Test = (given: Given, subject: Subject, doubt: Doubt) => Outcome;

const unknown: Test = () => 'unknown';

function tester(name: string, values: readonly string[], variables: boolean): Test {
  const [, qualifier, base = '', ifExists] = OPERATOR.exec(name) ?? [];
  if (base === 'Null') return ifExists === undefined ? nullTester(qualifier, values) : unknown;
  const operator = operators.get(base);
  if (operator === undefined) return unknown;
  const comparisons = values.map((value) => operator.compile(value, variables));
  const holds = (value: string, subject: Subject, doubt: Doubt): Outcome => {
    const found = anyOf(comparisons, value, subject, doubt);
    return operator.negated ? negation(found) : found;
  };
  return (actual, subject, doubt) => {
    switch (actual.kind) {
      case 'unclear':
        return 'unknown';
      case 'absent':
        // `ForAnyValue` is false of a missing key and `IfExists` is true of it; AWS does not say which of them wins.
        if (qualifier === 'ForAnyValue') return ifExists === undefined ? 'no' : 'unknown';
        return outcome(qualifier === 'ForAllValues' || ifExists !== undefined || operator.negated);
      case 'single':
        return qualifier === 'ForAllValues'
          ? unlessEmpty([actual.value], holds(actual.value, subject, doubt))
          : holds(actual.value, subject, doubt);
      case 'several':
        // AWS asks for a set operator here and does not say what happens without one.
        if (qualifier === undefined) return 'unknown';
        return qualifier === 'ForAllValues'
          ? unlessEmpty(
              actual.values,
              actual.values.reduce<Outcome>((all, value) => both(all, holds(value, subject, doubt)), 'yes'),
            )
          : actual.values.reduce<Outcome>((any, value) => either(any, holds(value, subject, doubt)), 'no');
    }
  };
}

function anyOf(comparisons: readonly Comparison[], value: string, subject: Subject, doubt: Doubt): Outcome {
  let found: Outcome = 'no';
  for (const compare of comparisons) {
    found = either(found, compare(value, subject, doubt));
    if (found === 'yes') return found;
  }
  return found;
}

/** `ForAllValues` is true of an empty text as of a missing key, says AWS; a comparison may say otherwise. */
const unlessEmpty = (values: readonly string[], result: Outcome): Outcome =>
  result === 'no' && values.every((value) => value === '') ? 'unknown' : result;

/** `"true"`: the key is absent; `"false"`: it is there. */
function nullTester(qualifier: string | undefined, values: readonly string[]): Test {
  const wanted = new Set(values.map((value) => value.toLowerCase()));
  if ([...wanted].some((value) => value !== 'true' && value !== 'false')) return unknown;
  if (qualifier === 'ForAnyValue') return unknown;
  return (actual) => {
    if (actual.kind === 'unclear') return 'unknown';
    // AWS does not document Null with a set operator; read like other operators it is true of a missing key.
    if (qualifier === 'ForAllValues') return actual.kind !== 'absent' && wanted.has('false') ? 'yes' : 'unknown';
    const empty =
      actual.kind === 'single'
        ? actual.value === ''
        : actual.kind === 'several' && actual.values.every((v) => v === '');
    return empty ? 'unknown' : outcome(wanted.has(actual.kind === 'absent' ? 'true' : 'false'));
  };
}
