import { matchTokens } from './glob.js';
import { type Outcome, outcome } from './outcome.js';
import type { Subject } from './request.js';
import { type Doubt, resolved } from './resolve.js';
import { plainText, readText, type Token } from './text.js';

/** A policy value of a condition, read once, and compared with each value of the request. */
export type Comparison = (value: string, subject: Subject, doubt: Doubt) => Outcome;

export interface Operator {
  /** `StringNotLike` and the like: true of values that none of the policy's matches, and of a missing key. */
  readonly negated: boolean;
  compile(value: string, variables: boolean): Comparison;
}

/** The operators with documented semantics that are evaluated here; any other makes a statement unknown. */
export const operators: ReadonlyMap<string, Operator> = new Map([
  ...pair('StringEquals', 'StringNotEquals', text(false, false)),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', text(false, true)),
  ...pair('StringLike', 'StringNotLike', text(true, false)),
  ...pair('ArnEquals', 'ArnNotEquals', arn),
  ...pair('ArnLike', 'ArnNotLike', arn),
  ...pair(
    'NumericEquals',
    'NumericNotEquals',
    ordered(numberOf, (a, b) => a === b),
  ),
  ...pair(
    'NumericLessThan',
    undefined,
    ordered(numberOf, (a, b) => a < b),
  ),
  ...pair(
    'NumericLessThanEquals',
    undefined,
    ordered(numberOf, (a, b) => a <= b),
  ),
  ...pair(
    'NumericGreaterThan',
    undefined,
    ordered(numberOf, (a, b) => a > b),
  ),
  ...pair(
    'NumericGreaterThanEquals',
    undefined,
    ordered(numberOf, (a, b) => a >= b),
  ),
  ...pair(
    'DateEquals',
    'DateNotEquals',
    ordered(instantOf, (a, b) => a === b),
  ),
  ...pair(
    'DateLessThan',
    undefined,
    ordered(instantOf, (a, b) => a < b),
  ),
  ...pair(
    'DateLessThanEquals',
    undefined,
    ordered(instantOf, (a, b) => a <= b),
  ),
  ...pair(
    'DateGreaterThan',
    undefined,
    ordered(instantOf, (a, b) => a > b),
  ),
  ...pair(
    'DateGreaterThanEquals',
    undefined,
    ordered(instantOf, (a, b) => a >= b),
  ),
  ...pair('Bool', undefined, truth),
]);

type Compile = Operator['compile'];

function pair(name: string, opposite: string | undefined, compile: Compile): readonly (readonly [string, Operator])[] {
  const positive = [name, { negated: false, compile }] as const;
  return opposite === undefined ? [positive] : [positive, [opposite, { negated: true, compile }]];
}

const unknown: Comparison = () => 'unknown';

function text(wildcards: boolean, ignoreCase: boolean): Compile {
  return (value, variables) => {
    const tokens = readText(ignoreCase ? value.toLowerCase() : value, { variables, wildcards });
    if (tokens === undefined) return unknown;
    const plain = plainText(tokens);
    if (plain !== undefined) return (actual) => outcome((ignoreCase ? actual.toLowerCase() : actual) === plain);
    return (actual, subject, doubt) => {
      if (!resolved(tokens, subject, doubt)) return 'no';
      return outcome(
        matchTokens(tokens, ignoreCase ? actual.toLowerCase() : actual, ignoreCase ? lower(subject) : subject),
      );
    };
  };
}

/** The request with its values in lower case. */
const lower = (subject: Subject): Subject => ({
  ...subject,
  context: new Map(
    [...subject.context].map(([key, value]) => [key, typeof value === 'string' ? value.toLowerCase() : value]),
  ),
});

/** Six parts, each a pattern of its own: no wildcard reaches over a colon but those of the last part. */
function arn(value: string, variables: boolean): Comparison {
  const parts = arnParts(value);
  const patterns = parts?.map((part): readonly Token[] | undefined => readText(part, { variables, wildcards: true }));
  if (patterns === undefined || patterns.includes(undefined)) return unknown;
  // Most name one role.
  const plain = patterns.map((tokens = []) => plainText(tokens));
  if (!plain.includes(undefined)) {
    const whole = plain.join(':');
    return (actual) => outcome(actual === whole);
  }
  // Requests name few ARNs, many times.
  let last: { readonly arn: string; readonly parts: readonly string[] | undefined } = { arn: '', parts: undefined };
  return (actual, subject, doubt) => {
    if (last.arn !== actual) last = { arn: actual, parts: arnParts(actual) };
    const values = last.parts;
    if (values === undefined) return 'no';
    return outcome(
      patterns.every((pattern, i) => {
        const tokens = pattern ?? [];
        return resolved(tokens, subject, doubt) && matchTokens(tokens, values[i] ?? '', subject);
      }),
    );
  };
}

/** The parts of an ARN; undefined for a text of fewer than six. */
export function arnParts(value: string): readonly string[] | undefined {
  const parts = value.split(':');
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function ordered(read: (value: string) => number, holds: (actual: number, expected: number) => boolean): Compile {
  return (value) => {
    const expected = read(value);
    if (Number.isNaN(expected)) return unknown;
    return (actual) => {
      const given = read(actual);
      return Number.isNaN(given) ? 'unknown' : outcome(holds(given, expected));
    };
  };
}

function numberOf(value: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
}

/** ISO 8601, or seconds since 1970. */
function instantOf(value: string): number {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  return /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(value) ? Date.parse(value) : Number.NaN;
}

function truth(value: string): Comparison {
  const expected = value.toLowerCase();
  if (expected !== 'true' && expected !== 'false') return unknown;
  return (actual) => outcome(actual.toLowerCase() === expected);
}
