import { buildPart, fits, type KeyParts, type ReportKeyProblem } from './build.js';
import { compareKeys } from './compare.js';
import { FIRST_CHARACTER, LAST_CHARACTER, partProblem } from './part.js';
import type { KeyTemplate } from './template.js';

/** What a caller asks of a sort key, in parameters of its template. Leading parameters stand for all keys that begin with them. */
export type SortCondition =
  | { readonly kind: 'any' }
  | { readonly kind: 'eq' | 'lt' | 'le' | 'gt' | 'ge' | 'beginsWith'; readonly parts: KeyParts }
  | { readonly kind: 'between'; readonly low: KeyParts; readonly high: KeyParts };

/** The one sort-key condition that DynamoDB takes beside the partition key. */
export type KeyRange =
  | { readonly kind: 'all' }
  | { readonly kind: '=' | '<' | '<=' | '>' | '>='; readonly value: string }
  | { readonly kind: 'begins_with'; readonly value: string }
  | { readonly kind: 'between'; readonly low: string; readonly high: string };

/**
 * The keys of this template, and of no other with another literal prefix, that fulfil the condition in DynamoDB's order.
 * `BETWEEN` is inclusive at both ends; an exclusive bound is said by the nearest text that no key of the template equals.
 */
export function sortRange(
  template: KeyTemplate,
  condition: SortCondition,
  report: ReportKeyProblem,
): KeyRange | undefined {
  const range = rangeOf(template, condition, report);
  if (range === undefined) return undefined;
  const texts = range.kind === 'all' ? [] : range.kind === 'between' ? [range.low, range.high] : [range.value];
  if (!texts.every((text) => fits(template, text, 'sort', report))) return undefined;
  if (range.kind !== 'between' || compareKeys(range.low, range.high) <= 0) return range;
  return void report({
    path: template.parameters[0]?.name ?? '',
    message: 'has a lower bound above its upper bound: swap them',
  });
}

function rangeOf(template: KeyTemplate, condition: SortCondition, report: ReportKeyProblem): KeyRange | undefined {
  const own = ownPrefix(template);
  if (condition.kind === 'any') {
    if (template.parameters.length === 0) return { kind: '=', value: own };
    return own === '' ? { kind: 'all' } : { kind: 'begins_with', value: own };
  }
  if (condition.kind === 'beginsWith') {
    const value = openPrefix(template, condition.parts, report);
    return value === undefined ? undefined : { kind: 'begins_with', value };
  }
  if (condition.kind === 'between') {
    const low = leading(template, condition.low, report);
    const high = leading(template, condition.high, report);
    return low && high && { kind: 'between', low: low.text, high: upTo(high) };
  }
  const bound = leading(template, condition.parts, report);
  if (bound === undefined) return undefined;
  switch (condition.kind) {
    case 'eq':
      return { kind: bound.complete ? '=' : 'begins_with', value: bound.text };
    case 'ge':
      return own === ''
        ? { kind: '>=', value: bound.text }
        : { kind: 'between', low: bound.text, high: own + LAST_CHARACTER };
    case 'le':
      return own === '' ? { kind: '<=', value: upTo(bound) } : { kind: 'between', low: own, high: upTo(bound) };
    case 'gt':
      return own === ''
        ? { kind: '>', value: upTo(bound) }
        : { kind: 'between', low: after(bound), high: own + LAST_CHARACTER };
    case 'lt':
      return own === '' ? { kind: '<', value: bound.text } : { kind: 'between', low: own, high: before(bound) };
  }
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

function leading(template: KeyTemplate, parts: KeyParts, report: ReportKeyProblem): Bound | undefined {
  const given = givenParameters(template, parts, report);
  if (given === undefined) return undefined;
  let text = '';
  let left = given;
  for (const segment of template.segments) {
    if (segment.kind === 'literal') {
      text += segment.text;
      continue;
    }
    if (left-- === 0) return { text, complete: false };
    const part = buildPart(template, segment, parts[segment.name], report);
    if (part === undefined) return undefined;
    text += part;
  }
  return { text, complete: true };
}

/** Like `leading`, but the last given part is itself a beginning: no literal closes it, and it is not formatted. */
function openPrefix(template: KeyTemplate, parts: KeyParts, report: ReportKeyProblem): string | undefined {
  const given = givenParameters(template, parts, report);
  if (given === undefined) return undefined;
  let text = '';
  let left = given;
  for (const segment of template.segments) {
    if (segment.kind === 'literal') {
      text += segment.text;
      continue;
    }
    if (left === 0) break;
    const value = parts[segment.name] as string;
    if (--left === 0) {
      const written = segment.format.kind === 'lower' ? value.toLowerCase() : value;
      const problem =
        segment.format.kind === 'pad'
          ? 'is a padded number, which has no beginning: use ge and le'
          : partProblem(template, written);
      if (problem !== undefined) return void report({ path: segment.name, message: problem });
      return text + written;
    }
    const part = buildPart(template, segment, value, report);
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
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
