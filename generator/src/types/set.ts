import { NOTHING, type PlainKind } from './kind.js';

export interface SetType {
  readonly kind: 'set';
  readonly items: 'string' | 'number' | 'binary';
}

const MEMBERS = { string: 'string', number: 'number', binary: 'Uint8Array' } as const;

export const SET_ITEMS = Object.keys(MEMBERS) as readonly SetType['items'][];

export const set: PlainKind<SetType> = {
  otherWords: { set: '`set<string>`' },
  inferred: [
    { attribute: 'SS', word: 'set<string>' },
    { attribute: 'NS', word: 'set<number>' },
    { attribute: 'BS', word: 'set<binary>' },
  ],
  can: { contain: true, neverEmpty: true },
  inside: () => NOTHING,
  words: ({ items }) => `set<${items}>`,
  typescript({ items }) {
    const of = MEMBERS[items];
    return {
      output: `ReadonlySet<${of}>`,
      input: { runtime: 'SetInput', of },
      attribute: { runtime: 'SetAttribute', of },
    };
  },
  codec: ({ items }) => ({ codec: 'set', arguments: [items] }),
};
