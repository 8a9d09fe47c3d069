/** What other languages call our types, and what to write here. */
const WRITE: { readonly [word: string]: string } = {
  array: '`string[]`, or `{ list: … }`',
  list: '`string[]`, or `{ list: … }`',
  set: '`set<string>`',
  map: '`{ map: { … } }`',
  object: '`{ map: { … } }`, or a name under `types`',
  record: '`record<string>`, or `{ record: … }`',
  dictionary: '`record<string>`, or `{ record: … }`',
  enum: '`{ enum: [a, b] }`',
  union: '`{ union: { discriminator: …, variants: { … } } }`',
  any: '`json`',
  unknown: '`json`',
  text: '`string`',
  str: '`string`',
  int: '`integer`',
  long: '`bigint`',
  float: '`number`',
  double: '`number`',
  decimal: '`{ type: number, decimal: string }`',
  bool: '`boolean`',
  bytes: '`binary`',
  blob: '`binary`',
  buffer: '`binary`',
  timestamp: '`datetime`',
  instant: '`datetime`',
  'date-time': '`datetime`',
  time: '`datetime`',
  uuid: '`{ type: string, format: uuid }`',
  ulid: '`{ type: string, format: ulid }`',
  email: '`{ type: string, format: email }`',
  uri: '`{ type: string, format: uri }`',
  url: '`{ type: string, format: uri }`',
};

/** A hint for a word that means a type elsewhere. */
export function otherWord(word: string): string | undefined {
  const lower = word.toLowerCase();
  return Object.hasOwn(WRITE, lower) ? `Write ${WRITE[lower]}.` : undefined;
}
