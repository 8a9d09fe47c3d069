import { codecCall, NOTHING, type PlainKind } from './kind.js';

/** Epoch seconds; without a value it is `after` seconds from the write. */
export interface TtlType {
  readonly kind: 'ttl';
  readonly after?: number;
}

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The seconds of a text such as `90d`, whose form the schema's shape has checked. */
const secondsOf = (text: string): number => Number(text.slice(0, -1)) * (SECONDS[text.slice(-1)] as number);

export const ttl: PlainKind<TtlType> = {
  word: { kind: 'ttl' },
  options: ['after'],
  withOptions: (type, { after }) => (after === undefined ? type : { ...type, after: secondsOf(after) }),
  can: { expire: true },
  inside: () => NOTHING,
  words: () => 'ttl',
  notes: ({ after }) => (after === undefined ? [] : [[`${inWords(after)} after the write`]]),
  typescript: () => ({ output: 'number', attribute: { runtime: 'NumberAttribute' } }),
  codec: (type) => codecCall('ttl', type),
  ownDefault: ({ after }) => (after === undefined ? undefined : `${after} seconds after the write`),
};

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** Seconds in the largest unit that counts them exactly. */
function inWords(seconds: number): string {
  const [size, name] = UNITS.find(([each]) => seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
