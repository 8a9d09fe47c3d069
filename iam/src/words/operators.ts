import { nearestWord } from './nearest.js';

/** Operators that have a negation, by that. Source: IAM User Guide, "IAM JSON policy elements: Condition operators". */
const WITH_NEGATION = [
  ['StringEquals', 'StringNotEquals'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ['StringLike', 'StringNotLike'],
  ['NumericEquals', 'NumericNotEquals'],
  ['DateEquals', 'DateNotEquals'],
  ['IpAddress', 'NotIpAddress'],
  ['ArnEquals', 'ArnNotEquals'],
  ['ArnLike', 'ArnNotLike'],
] as const;

const WITHOUT = [
  'NumericLessThan',
  'NumericLessThanEquals',
  'NumericGreaterThan',
  'NumericGreaterThanEquals',
  'DateLessThan',
  'DateLessThanEquals',
  'DateGreaterThan',
  'DateGreaterThanEquals',
  'Bool',
  'BinaryEquals',
] as const;

const NEGATED: ReadonlySet<string> = new Set(WITH_NEGATION.map(([, negation]) => negation));

/** Every operator but for its quantifier and `IfExists`. */
export const OPERATORS: readonly string[] = [...WITH_NEGATION.flat(), ...WITHOUT, 'Null'];

export const QUANTIFIERS = ['ForAllValues', 'ForAnyValue'] as const;

/** An operator as a condition has it. */
export interface ReadOperator {
  readonly base: string;
  /** `StringNotLike` and the like: true of a missing key. */
  readonly negated: boolean;
  readonly quantifier?: (typeof QUANTIFIERS)[number];
  readonly ifExists: boolean;
}

const FORM = /^(?:(?<quantifier>ForAllValues|ForAnyValue):)?(?<base>[A-Za-z]+?)(?<ifExists>IfExists)?$/;

/** Reads an operator; undefined for one that IAM does not have. `NullIfExists` is none: a key's absence is what `Null` asks for. */
export function readOperator(text: string): ReadOperator | undefined {
  const { quantifier, base = '', ifExists } = FORM.exec(text)?.groups ?? {};
  if (!OPERATORS.includes(base) || (base === 'Null' && ifExists !== undefined)) return undefined;
  const found = QUANTIFIERS.find((each) => each === quantifier);
  return { base, negated: NEGATED.has(base), ...(found && { quantifier: found }), ifExists: ifExists !== undefined };
}

/** Returns the operator that a misspelt one most likely means, with its quantifier and ending. */
export function nearestOperator(text: string): string | undefined {
  const [, prefix = '', base = text, suffix = ''] = /^(?:([^:]*:))?(.*?)(IfExists)?$/i.exec(text) ?? [];
  const quantifier =
    prefix === ''
      ? ''
      : nearestWord(
          prefix,
          QUANTIFIERS.map((each) => `${each}:`),
        );
  const operator = OPERATORS.includes(base) ? base : nearestWord(base, OPERATORS);
  const head = QUANTIFIERS.some((each) => `${each}:` === prefix) ? prefix : quantifier;
  if (operator === undefined || head === undefined) return undefined;
  return `${head}${operator}${suffix === '' || operator === 'Null' ? '' : 'IfExists'}`;
}
