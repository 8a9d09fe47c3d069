import { DATE, DATE_STORES, type DateStore, dateCall, dateStore, isInstant, storeNotes } from './iso-8601.js';
import { NOTHING, type PlainKind } from './kind.js';

export interface DateType {
  readonly kind: 'date';
  readonly store: DateStore;
}

export const date: PlainKind<DateType> = {
  word: { kind: 'date', store: 'iso' },
  options: ['store'],
  stores: DATE_STORES,
  withOptions: (type, given) => ({ ...type, store: dateStore(given) }),
  default: {},
  generators: () => ['created', 'updated'],
  key: {
    suggested: true,
    language: () => DATE,
    characters: () => '0123456789-',
    pattern: 'yyyy-MM-dd',
    dates: 'day',
    order: () => 'by-value',
  },
  inferred: [
    {
      attribute: 'S',
      word: 'date',
      fits: (value) => /^\d{4}-\d\d-\d\d$/.test(String(value)) && isInstant(`${value}T00:00:00.000Z`),
    },
  ],
  inside: () => NOTHING,
  words: () => 'date',
  notes: ({ store }) => storeNotes(store),
  typescript: () => ({ output: 'string', attribute: { runtime: 'DateAttribute' } }),
  codec: ({ store }) => dateCall('date', store),
};
