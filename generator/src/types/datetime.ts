import { DATE_STORES, type DateStore, dateCall, dateStore, INSTANT, isInstant, storeNotes } from './iso-8601.js';
import { NOTHING, type PlainKind } from './kind.js';

export interface DateTimeType {
  readonly kind: 'datetime';
  readonly store: DateStore;
}

const MILLISECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const datetime: PlainKind<DateTimeType> = {
  word: { kind: 'datetime', store: 'iso' },
  otherWords: { timestamp: '`datetime`', instant: '`datetime`', 'date-time': '`datetime`', time: '`datetime`' },
  options: ['store'],
  stores: DATE_STORES,
  withOptions: (type, given) => ({ ...type, store: dateStore(given) }),
  default: {},
  generators: () => ['created', 'updated'],
  key: {
    suggested: true,
    language: () => INSTANT,
    characters: () => '0123456789-:.TZ',
    dates: 'minute',
    order: () => 'by-value',
  },
  inferred: [
    {
      attribute: 'S',
      word: 'datetime',
      fits: (value) => MILLISECONDS.test(String(value)) && isInstant(String(value)),
    },
  ],
  can: { tellTime: true },
  inside: () => NOTHING,
  words: () => 'datetime',
  notes: ({ store }) => storeNotes(store),
  typescript: () => ({
    output: 'string',
    input: { runtime: 'DateTimeInput' },
    attribute: { runtime: 'DateTimeAttribute' },
  }),
  codec: ({ store }) => dateCall('datetime', store),
};
