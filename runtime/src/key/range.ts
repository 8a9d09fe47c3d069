import { buildPart, fits, type KeyParts, type ReportKeyProblem } from './build.js';
import { compareKeys } from './compare.js';
import { FIRST_CHARACTER, LAST_CHARACTER, partProblem } from './part.js';
import type { KeyTemplate, Parameter } from './template.js';

/** A condition on a sort key, in parameters of its template. Leading parameters stand for all keys that begin with them. */
export interface SortCondition {
  readonly kind: 'eq' | 'lt' | 'le' | 'gt' | 'ge' | 'beginsWith' | 'between';
  readonly parts: KeyParts;
  /** The upper bound of `between`. */
  readonly high?: KeyParts;
}

/** The one sort-key condition that DynamoDB takes beside the partition key. */
export type KeyRange =
  | { readonly kind: 'all' }
  | { readonly kind: '=' | '<' | '<=' | '>' | '>='; readonly value: string }
  | { readonly kind: 'begins_with'; readonly value: string }
  | { readonly kind: 'between'; readonly low: string; readonly high: string };

/** All keys of this template, and of no other with another literal prefix. */
export function wholeRange(template: KeyTemplate): KeyRange {
  const value = ownPrefix(template);
  if (template.parameters.length === 0) return { kind: '=', value };
  return value === '' ? { kind: 'all' } : { kind: 'begins_with', value };
}

/**
 * The keys of this template, and of no other with another literal prefix, that fulfil the condition in DynamoDB's order.
 * `BETWEEN` is inclusive at both ends; an exclusive bound is said by the nearest text that no key of the template equals.
 */
export function sortRange(
  template: KeyTemplate,
  { kind, parts, high }: SortCondition,
  report: ReportKeyProblem,
): KeyRange | undefined {
  const from = leading(template, parts, report, kind === 'beginsWith');
  const to = high ? leading(template, high, report) : from;
  if (from === undefined || to === undefined) return undefined;
  const range = rangeOf(ownPrefix(template), kind, from, to);
  const texts = range.kind === 'between' ? [range.low, range.high] : [range.value];
  if (!texts.every((text) => fits(template, text, 'sort', report))) return undefined;
  if (range.kind !== 'between' || compareKeys(range.low, range.high) <= 0) return range;
  return void report({
    path: template.parameters[0]?.name ?? '',
    message: 'has a lower bound above its upper bound: swap them',
  });
}

const COMPARATORS = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function rangeOf(
  own: string,
  kind: SortCondition['kind'],
  bound: Bound,
  to: Bound,
): Exclude<KeyRange, { kind: 'all' }> {
  const { text } = bound;
  if (kind === 'between') return { kind, low: text, high: upTo(to) };
  if (kind === 'eq' || kind === 'beginsWith') return { kind: bound.complete ? '=' : 'begins_with', value: text };
  const closed = kind === 'ge' || kind === 'lt';
  if (own === '') return { kind: COMPARATORS[kind], value: closed ? text : upTo(bound) };
  return kind === 'ge' || kind === 'gt'
    ? { kind: 'between', low: closed ? text : after(bound), high: own + LAST_CHARACTER }
    : { kind: 'between', low: own, high: closed ? before(bound) : upTo(bound) };
}

/** The literal that all keys of the template begin with. */
export function ownPrefix({ segments }: KeyTemplate): string {
  return segments[0]?.kind === 'literal' ? segments[0].text : '';
}

/** A key, or the text that all keys with these leading parts begin with: up to and with the literal behind them. */
interface Bound {
  readonly text: string;
  readonly complete: boolean;
}

/** The last text of the bound: no part holds U+10FFFF, so every longer key sorts before. */
const upTo = ({ text, complete }: Bound): string => (complete ? text : text + LAST_CHARACTER);

/** Inclusive, and behind all keys of the bound. No key goes on with U+0000, so U+0001 is the next there can be. */
const after = ({ text, complete }: Bound): string => text + (complete ? FIRST_CHARACTER : LAST_CHARACTER);

/** Inclusive, and before all keys of the bound. An incomplete key is no key itself, so it bounds its successors. */
function before({ text, complete }: Bound): string {
  if (!complete) return text;
  const characters = [...text];
  const last = characters.pop()?.codePointAt(0) ?? 0;
  if (last <= 1) return characters.join('');
  const previous = last === 0xe000 ? 0xd7ff : last - 1;
  return characters.join('') + String.fromCodePoint(previous) + LAST_CHARACTER;
}

/** `open`: the last given part is itself a beginning, so no literal closes it, and it is not formatted. */
function leading(template: KeyTemplate, parts: KeyParts, report: ReportKeyProblem, open = false): Bound | undefined {
  let left = givenParameters(template, parts, report);
  if (left === undefined) return undefined;
  let text = '';
  for (const segment of template.segments) {
    if (segment.kind === 'literal') {
      text += segment.text;
      continue;
    }
    if (left-- === 0) return { text, complete: false };
    const last = open && left === 0;
    const part = (last ? beginning : buildPart)(template, segment, parts[segment.name], report);
    if (part === undefined) return undefined;
    text += part;
    if (last) return { text, complete: false };
  }
  return { text, complete: !open };
}

function beginning(
  template: KeyTemplate,
  { name, format }: Parameter,
  value: string | undefined,
  report: ReportKeyProblem,
): string | undefined {
  const text = format.kind === 'lower' ? (value as string).toLowerCase() : (value as string);
  const problem =
    format.kind === 'pad' ? 'is a padded number, which has no beginning: use ge and le' : partProblem(template, text);
  return problem === undefined ? text : void report({ path: name, message: problem });
}

/** How many parameters are given; one that is given behind one that is not cannot be part of a prefix. */
function givenParameters(
  { text, parameters }: KeyTemplate,
  parts: KeyParts,
  report: ReportKeyProblem,
): number | undefined {
  const first = parameters.findIndex(({ name }) => parts[name] === undefined);
  if (first < 0) return parameters.length;
  if (first === 0)
    return void report({
      path: parameters[0]?.name ?? '',
      message: `is missing: a condition on the key ${text} begins with it`,
    });
  const late = parameters.slice(first).find(({ name }) => parts[name] !== undefined);
  if (late === undefined) return first;
  const message = `is given without ${parameters[first]?.name}, which stands before it in the key ${text}: give that too`;
  return void report({ path: late.name, message });
}
