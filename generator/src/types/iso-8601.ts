import { charSet } from '../language/char-set.js';
import { choice, exactly, type Language, repeat, sequence } from '../language/language.js';
import type { CodecCall, Note } from './kind.js';
import type { TypeOptions } from './options.js';

export type DateStore = 'iso' | 'epoch-seconds' | 'epoch-millis';

export const DATE_STORES: readonly DateStore[] = ['iso', 'epoch-seconds', 'epoch-millis'];

/** Another rule reports a word that is none of them. */
export const dateStore = ({ store }: TypeOptions): DateStore => DATE_STORES.find((each) => each === store) ?? 'iso';

/** ISO 8601 is what the codec stores unless it is told otherwise. */
export const dateCall = (codec: string, store: DateStore): CodecCall => ({
  codec,
  arguments: store === 'iso' ? [] : [{ store }],
});

export const storeNotes = (store: DateStore): readonly Note[] =>
  store === 'iso' ? [] : [[`stored as ${store.replace('-', ' ')}`]];

const digits = (count: number): Language => repeat(charSet('0-9'), count, count);
const between = (from: string, to: string): Language => repeat(charSet(`${from}-${to}`), 1, 1);
const text = exactly;

const MONTH = choice(sequence(text('0'), between('1', '9')), sequence(text('1'), between('0', '2')));
const DAY = choice(
  sequence(text('0'), between('1', '9')),
  sequence(between('1', '2'), digits(1)),
  sequence(text('3'), between('0', '1')),
);
const HOUR = choice(sequence(between('0', '1'), digits(1)), sequence(text('2'), between('0', '3')));
const SIXTY = sequence(between('0', '5'), digits(1));
const TIME = sequence(HOUR, text(':'), SIXTY, text(':'), SIXTY, text('.'), digits(3), text('Z'));

/** `2026-06-01`. */
export const DATE: Language = sequence(digits(4), text('-'), MONTH, text('-'), DAY);

/** `2026-06-01T09:30:00.000Z`. */
export const INSTANT: Language = sequence(DATE, text('T'), TIME);

/** Returns whether a text is an instant that JavaScript writes in the same way. */
export function isInstant(instant: string): boolean {
  const time = new Date(instant);
  return !Number.isNaN(time.getTime()) && time.toISOString() === instant;
}
