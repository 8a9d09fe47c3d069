import type { Random } from './random.js';

type Tree = unknown;
interface Holder {
  readonly map: { [key: string]: Tree };
  readonly key: string;
}

const NAMES = [
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'then',
    'get',
    'x-y',
    '1st',
    '',
    ' ',
    'é',
    '*/',
    '${x}',
    '`',
    '\u2028',
    '\u202E',
    '../..',
  ],
  ...[
    'Note',
    'note',
    'NOTE',
    'Date',
    'Service',
    'Member',
    'tenant',
    'user',
    'shard',
    '_type',
    'pk',
    'type',
    'enum',
    'map',
    'primary',
    'session-issuer',
  ],
];

const VALUES: readonly Tree[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e300,
    12,
    '',
    ' ',
    'x',
    'x'.repeat(3000),
    [],
    {},
    [[]],
    [null],
    [1, 'a'],
    { a: 1 },
    { '': '' },
  ],
  ...[
    'string',
    'string?',
    'string??',
    'string[][]',
    'set<string>',
    'set<x>',
    'record<json>',
    'record<',
    'Address',
    'Nothing',
    'datetime',
    'json',
  ],
  ...[
    'TENANT#{tenantId}',
    'TENANT#{tenantId}-x',
    'TENANT#{tenantId}#{x:pad(4)}',
    '{',
    '}',
    '{}',
    '{a',
    '{a}{b}',
    '{tenantId:lower}',
    "{at:yyyy-MM-dd'T'HH}",
  ],
  ...[
    'read',
    'write',
    'scan',
    ['read', 'write', 'scan'],
    { actions: ['query'], accessPatterns: ['primary'] },
    { actions: 'put', attributes: ['x'] },
  ],
  ...[
    'all',
    'keys-only',
    'ulid',
    'created',
    '90d',
    '^[A-Z]{2}$',
    '^(a+)+$',
    '[',
    '*/',
    '${process}',
    '`',
    '\u2028',
    'eu-west-1',
    '111122223333',
  ],
  { type: 'integer', min: 0, max: 9 },
  { enum: ['a', 'b', '*/'] },
  { list: { map: { x: 'string' } } },
  { union: { discriminator: 'kind', variants: { a: 'Address' } } },
  { type: 'string', compute: '{x}' },
  { key: { partition: 'TENANT#{tenantId}', sort: '{x}' }, attributes: { tenantId: 'string', x: 'string' } },
];

/** Changes one place of a tree: another value, another name, a copy, a removal. */
export function mutateTree(tree: Tree, random: Random): Tree {
  const copy = structuredClone(tree);
  const holders: Holder[] = [];
  collect(copy, holders);
  if (holders.length === 0) return random.pick(VALUES);
  const { map, key } = random.pick(holders);
  const other = random.pick(holders);
  switch (random.below(6)) {
    case 0:
      set(map, key, structuredClone(random.pick(VALUES)));
      break;
    case 1:
      delete map[key];
      break;
    case 2:
      set(map, random.pick(NAMES), map[key]);
      delete map[key];
      break;
    case 3:
      set(map, misspelt(key, random), map[key]);
      delete map[key];
      break;
    case 4:
      set(map, random.pick([other.key, random.pick(NAMES)]), structuredClone(map[key]));
      break;
    default:
      set(map, key, structuredClone(other.map[other.key]));
  }
  return copy;
}

/** Also for `__proto__`, which an assignment would not add. */
const set = (map: { [key: string]: Tree }, key: string, value: Tree): void => {
  Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
};

function collect(tree: Tree, holders: Holder[]): void {
  if (typeof tree !== 'object' || tree === null) return;
  for (const [key, value] of Object.entries(tree)) {
    // Lists are maps by index here.
    holders.push({ map: tree as { [key: string]: Tree }, key });
    collect(value, holders);
  }
}

function misspelt(name: string, random: Random): string {
  const at = random.below(name.length + 1);
  return random.pick([
    name.slice(0, at) + name.slice(at + 1),
    `${name.slice(0, at)}x${name.slice(at)}`,
    name.toUpperCase(),
    name.toLowerCase(),
  ]);
}
