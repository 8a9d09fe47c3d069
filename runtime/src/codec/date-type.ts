import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DecodeFailed } from '../errors/decode-failed.js';
import type { AttributeType, ReportValue } from './attribute.js';
import type { Instant } from './instant.js';
import { decodeNumber } from './number.js';
import { refuse, undecodable } from './refuse.js';

/** ISO 8601 text sorts by time; epoch numbers are for items that other programs read. */
export type DateStore = 'iso' | 'epoch-seconds' | 'epoch-millis';

export interface DateForm {
  read(value: unknown): Instant;
  /** The one text that callers see for a time, and that stands in keys. */
  write(time: number): string;
  /** Texts that `read` and `write` surely give back as they are: most of what is stored, at a tenth of the time. */
  readonly canonical: RegExp;
}

/** Makes the types `datetime` and `date`. */
export function dateType(name: string, store: DateStore, form: DateForm): AttributeType {
  const read = (value: unknown, path: string, report: ReportValue): number | undefined => {
    const time = form.read(value);
    if (typeof time === 'string') return refuse(report, path, time);
    if (store !== 'epoch-seconds' || time % 1000 === 0) return time;
    return refuse(report, path, 'is more precise than a second, and is stored in seconds');
  };
  return {
    name,
    encode(value, path, report) {
      if (store === 'iso' && typeof value === 'string' && form.canonical.test(value)) return { S: value };
      const time = read(value, path, report);
      return time === undefined ? undefined : write(time);
    },
    decode(value, path) {
      if (store !== 'iso') return decodeEpoch(decodeNumber(value, path), path);
      const text = value.S;
      if (text !== undefined && form.canonical.test(text)) return text;
      const time = text === undefined ? undefined : form.read(text);
      if (typeof time !== 'number') return undecodable(path, `an ISO 8601 ${name}`, value);
      return form.write(time);
    },
    toKeyPart(value, path, report) {
      const time = read(value, path, report);
      return time === undefined ? undefined : form.write(time);
    },
    clock: (now) => form.write(store === 'epoch-seconds' ? now - (now % 1000) : now),
    fromKeyPart(text) {
      const time = form.read(text);
      return typeof time === 'number' && form.write(time) === text ? text : undefined;
    },
  };

  /** Rounds to milliseconds, because other programs store fractions of a second. */
  function decodeEpoch(stored: number, path: string): string {
    const date = new Date(Math.round(store === 'epoch-seconds' ? stored * 1000 : stored));
    const time = Number.isNaN(date.getTime()) ? 'is stored as a number that is not a time' : form.read(date);
    if (typeof time === 'number') return form.write(time);
    throw new DecodeFailed([{ path, message: time }]);
  }

  function write(time: number): AttributeValue {
    if (store === 'iso') return { S: form.write(time) };
    return { N: String(store === 'epoch-seconds' ? time / 1000 : time) };
  }
}
