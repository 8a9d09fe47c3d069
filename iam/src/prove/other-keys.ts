import { type CompiledCondition, OPERATOR } from '../evaluate/condition.js';
import type { Subject } from '../evaluate/request.js';
import { readText } from '../evaluate/text.js';
import { foldName } from '../fold.js';
import type { Restriction } from './conditions.js';

type Other = Restriction & { readonly kind: 'other' };

/** A value of a key in a request: undefined where it is absent. */
type Candidate = string | readonly string[] | undefined;

/**
 * Returns false where conditions on one key contradict each other. Where the values that are tried may not be all that
 * matter, they are taken to be possible.
 */
export function isPossible(restrictions: readonly Restriction[], fixed: Subject): boolean {
  return [...byKey(restrictions)].every(
    ([key, of]) => of.length < 2 || !isDecidable(of) || valueFor(key, of, fixed) !== 'none',
  );
}

/** Values for the keys of the conditions; of a key whose conditions no candidate meets none. */
export function sampleContext(
  restrictions: readonly Restriction[],
  subject: Subject,
): { readonly [key: string]: string | readonly string[] } {
  return Object.fromEntries(
    [...byKey(restrictions)].flatMap(([key, of]) => {
      const value = valueFor(key, of, subject);
      return value === 'none' || value.value === undefined ? [] : [[key, value.value] as const];
    }),
  );
}

function byKey(restrictions: readonly Restriction[]): ReadonlyMap<string, readonly Other[]> {
  const found = new Map<string, Other[]>();
  for (const each of restrictions) {
    if (each.kind !== 'other') continue;
    const key = foldName(each.condition.key);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return found;
}

/** Where these are all, the candidates are one of each class of values that the conditions can tell apart. */
const DECIDABLE = /^(?:String(?:Not)?(?:Equals|Like)|Bool|Null)(?:IfExists)?$/;

const isDecidable = (of: readonly Other[]): boolean =>
  of.every(
    ({ condition: { operator, values } }) =>
      DECIDABLE.test(operator) &&
      values.every((value) => !/[$]/.test(value) && (!operator.includes('Like') || !/[*?]/.test(value))),
  );

function valueFor(key: string, of: readonly Other[], subject: Subject): { readonly value: Candidate } | 'none' {
  const several = of.some(({ condition }) => OPERATOR.exec(condition.operator)?.[1] !== undefined);
  const texts = [...new Set(of.flatMap(({ condition }) => textsOf(condition, subject)))];
  const lists: readonly Candidate[] = several
    ? [...texts.map((text) => [text]), ...texts.flatMap((a) => texts.map((b) => [a, b])), texts]
    : texts;
  // An empty text counts as missing and as there.
  const candidates: readonly Candidate[] = [undefined, ...lists, ''];
  const meets = (sure: boolean) => (value: Candidate) => {
    const context = new Map(subject.context);
    if (value === undefined) context.delete(key);
    else context.set(key, value);
    return of.every(({ condition, holds }) => {
      const result = condition.test({ ...subject, context }, { unresolved: false });
      return result === 'unknown' ? !sure : (result === 'yes') === holds;
    });
  };
  const sure = candidates.findIndex(meets(true));
  const found = sure >= 0 ? sure : candidates.findIndex(meets(false));
  return found < 0 ? 'none' : { value: candidates[found] };
}

/** Texts that a condition names, those beside them, and another one. */
function textsOf({ operator, values, variables }: CompiledCondition, { context }: Subject): readonly string[] {
  const wildcards = /Like|Arn/.test(operator);
  const named = values.map((value) => {
    const tokens = readText(value, { variables, wildcards }) ?? [];
    return tokens
      .map((token) => {
        if (token.kind === 'text') return token.text;
        const own = token.kind === 'variable' ? context.get(token.key) : 'x';
        return typeof own === 'string' ? own : 'x';
      })
      .join('');
  });
  if (operator.includes('Numeric')) {
    return named.flatMap((text) => [text, String(Number(text) - 1), String(Number(text) + 1)]);
  }
  if (operator.includes('Date')) return named.flatMap(datesNear);
  if (operator.includes('Bool')) return ['true', 'false', 'another-value'];
  return [...named, 'another-value'];
}

function datesNear(text: string): readonly string[] {
  const seconds = /^\d+$/.test(text) ? Number(text) : Date.parse(text) / 1000;
  return Number.isNaN(seconds) ? [] : [text, ...[-1, 1].map((by) => String(Math.floor(seconds) + by))];
}

const ids = new WeakMap<object, number>();
let made = 0;

function idOf(object: object): number {
  const known = ids.get(object);
  if (known !== undefined) return known;
  made += 1;
  ids.set(object, made);
  return made;
}

/** Equal only for restrictions that require the same. */
export function restrictionId(restriction: Restriction): string {
  switch (restriction.kind) {
    case 'presence':
      return `presence ${restriction.present}`;
    case 'tag':
      return `tag ${restriction.key} ${restriction.within} ${restriction.patterns.id}`;
    case 'other':
      return `other ${idOf(restriction.condition)} ${restriction.holds}`;
    case 'open':
      return `open ${restriction.reason.kind}`;
    default:
      return `${restriction.kind} ${restriction.patterns.id}`;
  }
}
