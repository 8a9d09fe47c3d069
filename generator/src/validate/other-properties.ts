/** Words that other languages have for our properties, and what to write here. */
const WRITE: { readonly [word: string]: readonly [property: string, hint: string] } = {
  required: ['optional', 'Attributes are required unless they say `optional: true`.'],
  nullable: ['optional', 'Write `optional: true`.'],
  null: ['optional', 'Write `optional: true`.'],
  values: ['enum', 'Write `{ enum: [a, b] }`.'],
  oneOf: ['union', 'Write `{ union: { discriminator: …, variants: { … } } }`, or `{ enum: [a, b] }`.'],
  items: ['list', 'Write `{ list: string }`, or `string[]`.'],
  properties: ['map', 'Write `{ map: { … } }`.'],
  fields: ['map', 'Write `{ map: { … } }`.'],
  regex: ['pattern', 'Write `pattern`.'],
  minimum: ['min', 'Write `min`.'],
  maximum: ['max', 'Write `max`.'],
  immutable: ['readonly', 'Write `readonly: true`.'],
  secret: ['sensitive', 'Write `sensitive: true`.'],
  private: ['hidden', 'Write `hidden: true`.'],
  column: ['name', 'Write `name`.'],
  computed: ['compute', 'Write `compute`, with a template over other attributes.'],
  expires: ['after', 'Write `{ type: ttl, after: 90d }`.'],
  pk: ['partitionKey', 'Write `partitionKey`.'],
  hashKey: ['partitionKey', 'Write `partitionKey`.'],
  sk: ['sortKey', 'Write `sortKey`.'],
  sort: ['sortKey', 'Write `sortKey`.'],
  rangeKey: ['sortKey', 'Write `sortKey`.'],
  timeToLive: ['ttl', 'Write `ttl`.'],
  gsi: ['indexes', 'Write `indexes`.'],
  permissions: ['grants', 'Write `grants`.'],
  allow: ['grants', 'Write `grants`.'],
  scopes: ['tags', 'Write `tags`.'],
};

/** A hint for a word that is a property elsewhere, where ours stands at the same place. */
export function otherProperty(word: string, known: readonly string[]): string | undefined {
  const [property, hint] = Object.hasOwn(WRITE, word) ? (WRITE[word] ?? []) : [];
  return property !== undefined && known.includes(property) ? hint : undefined;
}
