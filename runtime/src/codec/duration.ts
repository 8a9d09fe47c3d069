import { DecodeFailed } from '../errors/decode-failed.js';
import type { AttributeType, ReportValue } from './attribute.js';
import { decodeNumber, type NumberLimits } from './number.js';
import { refuse, refuseType, undecodable } from './refuse.js';

/** ISO 8601 text keeps its units, years and months too; seconds sort and compare. */
export type DurationStore = 'iso' | 'seconds';

/** Source: RFC 3339, appendix A, which JSON Schema's format `duration` names; a unit between two others may be left out. */
const WEEKS = /^P(\d{1,9})W$/;
const UNITS =
  /^P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})D)?(?:T(?=.)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;

/** The seconds of years, months, days, hours, minutes and seconds; years and months have no fixed number of them. */
const SECONDS = [undefined, undefined, 86_400, 3600, 60, 1] as const;

/** The most that the units of a text can add up to, so that each value can be written as a text. */
const MOST = 86_400 * 999_999_999;

/** A length of time that callers see as ISO 8601 text, such as `PT1H30M`. Limits are in seconds. */
export function duration({
  store = 'iso',
  ...limits
}: NumberLimits & { readonly store?: DurationStore } = {}): AttributeType {
  const { min = 0, max = MOST } = limits;
  const seconds = (value: unknown, path: string, report: ReportValue): number | undefined => {
    const units = unitsOf(value, path, report);
    if (units === undefined) return undefined;
    if (units.some((count, i) => count > 0 && SECONDS[i] === undefined))
      return refuse(report, path, 'has years or months, which are no fixed number of seconds');
    return units.reduce((sum, count, i) => sum + count * (SECONDS[i] ?? 0), 0);
  };
  const checked = (value: unknown, path: string, report: ReportValue): number | undefined => {
    const sum = seconds(value, path, report);
    if (sum === undefined) return undefined;
    if (sum < min) return refuse(report, path, `is less than ${durationText(min)}`);
    return sum > max ? refuse(report, path, `is greater than ${durationText(max)}`) : sum;
  };
  const schema = { type: 'string', format: 'duration' };
  if (store === 'iso') {
    const asText = (value: unknown, path: string, report: ReportValue): string | undefined =>
      unitsOf(value, path, report) && (value as string);
    return {
      name: 'duration',
      schema,
      encode(value, path, report) {
        const text = asText(value, path, report);
        return text === undefined ? undefined : { S: text };
      },
      decode(value, path) {
        if (value.S === undefined) return undecodable(path, 'an ISO 8601 duration', value);
        return asText(value.S, path, fail);
      },
      toKeyPart: asText,
      fromKeyPart: (text) => (isDuration(text) ? text : undefined),
    };
  }
  return {
    name: 'duration',
    schema,
    encode: (value, path, report) => stored(checked(value, path, report)),
    operand: (value, path, report) => stored(seconds(value, path, report)),
    decode(value, path) {
      const sum = decodeNumber(value, path);
      return isSeconds(sum) ? durationText(sum) : refuse(fail, path, 'is stored as a number that is not a duration');
    },
    toKeyPart: (value, path, report) => checked(value, path, report)?.toString(),
    fromKeyPart: (text) =>
      /^(?:0|[1-9]\d*)$/.test(text) && isSeconds(Number(text)) ? durationText(Number(text)) : undefined,
  };
}

const fail: ReportValue = (problem) => {
  throw new DecodeFailed([problem]);
};

const stored = (sum: number | undefined): { N: string } | undefined =>
  sum === undefined ? undefined : { N: String(sum) };

const isSeconds = (sum: number): boolean => Number.isInteger(sum) && sum >= 0 && sum <= MOST;

const isDuration = (text: string): boolean => WEEKS.test(text) || UNITS.test(text);

/** The counts of years, months, days, hours, minutes and seconds. */
function unitsOf(value: unknown, path: string, report: ReportValue): readonly number[] | undefined {
  if (typeof value !== 'string') return refuseType(report, path, 'an ISO 8601 duration', value);
  const weeks = WEEKS.exec(value)?.[1];
  const units = weeks === undefined ? UNITS.exec(value)?.slice(1) : [0, 0, Number(weeks) * 7, 0, 0, 0];
  return (
    units?.map((count) => Number(count ?? 0)) ?? refuse(report, path, 'is not an ISO 8601 duration such as PT1H30M')
  );
}

/** `5400` → `PT1H30M`: the text of a number of seconds that reads return. */
function durationText(sum: number): string {
  const days = Math.floor(sum / 86_400);
  const counts = [Math.floor(sum / 3600) % 24, Math.floor(sum / 60) % 60, sum % 60];
  const time = ['H', 'M', 'S'].map((unit, i) => (counts[i] ? `${counts[i]}${unit}` : '')).join('');
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? (days > 0 ? '' : 'T0S') : `T${time}`}`;
}
