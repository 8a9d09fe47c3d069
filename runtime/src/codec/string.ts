import { isWellFormed } from '../key/well-formed.js';
import type { AttributeType, ReportValue } from './attribute.js';
import { refuse, refuseType, undecodable } from './refuse.js';
import { TEXT_FORMATS } from './text-form.js';

export interface StringLimits {
  /** In UTF-16 code units, as `length` counts. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression in JavaScript's `u` syntax. */
  readonly pattern?: string;
  readonly format?: keyof typeof TEXT_FORMATS;
}

/** A text. */
export function string(limits: StringLimits = {}): AttributeType {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, format } = limits;
  const pattern = limits.pattern === undefined ? undefined : new RegExp(limits.pattern, 'u');
  const form = format === undefined ? undefined : new RegExp(TEXT_FORMATS[format], 'u');
  const checked = (value: unknown, path: string, report: ReportValue): string | undefined => {
    const text = asText(value, path, report);
    if (text === undefined) return undefined;
    if (text.length < minLength) return refuse(report, path, `is shorter than ${characters(minLength)}`);
    if (text.length > maxLength) return refuse(report, path, `is longer than ${characters(maxLength)}`);
    if (pattern && !pattern.test(text)) return refuse(report, path, `does not match ${limits.pattern}`);
    if (form && !form.test(text)) return refuse(report, path, `is not a valid ${format}`);
    return text;
  };
  return {
    name: 'string',
    facets: limits,
    encode(value, path, report) {
      const text = checked(value, path, report);
      return text === undefined ? undefined : { S: text };
    },
    operand(value, path, report) {
      const text = asText(value, path, report);
      return text === undefined ? undefined : { S: text };
    },
    decode: (value, path) => value.S ?? undecodable(path, 'S', value),
    toKeyPart: checked,
    fromKeyPart: (text) => text,
  };
}

const characters = (count: number): string => (count === 1 ? '1 character' : `${count} characters`);

/** UTF-8 has no form for half of a surrogate pair: it would come back as another text. */
export function asText(value: unknown, path: string, report: ReportValue): string | undefined {
  if (typeof value !== 'string') return refuseType(report, path, 'a string', value);
  return isWellFormed(value) ? value : refuse(report, path, 'holds half of a surrogate pair');
}
