import type { Random } from './random.js';

/** Text that ends, opens or hides what it stands in, where it is not escaped. */
const ADVERSARIAL: readonly string[] = [
  '*/ process.exit(1); /*',
  '*/',
  '// x',
  '${process.exit(1)}',
  '`',
  "'; process.exit(1); '",
  '"',
  '\\',
  '\\u002a/',
  '\u2028process.exit(1)',
  '\u2029',
  '\r\nprocess.exit(1)\r\n',
  '\u202E\u2066evil\u2069',
  '\u200B',
  '\uFEFF',
  '\0',
  '\u001B[2J',
  '\uD800',
  '</script><script>alert(1)</script>',
  '--> <b>x</b> <!--',
  '{{x}} {{{x}}}',
  '{%x%} ${{ x }} %{x} <%= x %>',
  '| a | b |\n\n# c\n```',
  '!Sub x',
  '@deprecated',
  '__proto__',
  'constructor',
  '$&$1',
  '😀 é ß İ',
];

const FREE_TEXT: ReadonlySet<string> = new Set(['description', 'deprecated', 'contains', 'pattern', 'name', 'tag']);

interface Place {
  readonly map: { [key: string]: unknown };
  readonly key: string;
}

/** Places of a schema that hold any text, also descriptions that are not there yet. */
function freeTexts(tree: unknown, found: Place[], inEnum = false): void {
  if (typeof tree !== 'object' || tree === null) return;
  const map = tree as { [key: string]: unknown };
  if (['type', 'attributes', 'grants', 'entities', 'partitionKey'].some((key) => Object.hasOwn(map, key)))
    found.push({ map, key: 'description' });
  for (const [key, value] of Object.entries(map)) {
    if (typeof value === 'string' && (inEnum || FREE_TEXT.has(key))) found.push({ map, key });
    freeTexts(value, found, key === 'enum' || key === 'projection');
  }
}

/** The tree with adversarial text at one of its places for free text. */
export function withAdversarialText(tree: unknown, random: Random): unknown {
  const copy = structuredClone(tree);
  const places: Place[] = [];
  freeTexts(copy, places);
  if (places.length === 0) return copy;
  const { map, key } = random.pick(places);
  const before = typeof map[key] === 'string' ? (map[key] as string) : '';
  map[key] = random.pick(['', before]) + random.pick(ADVERSARIAL) + random.pick(['', 'x', random.pick(ADVERSARIAL)]);
  return copy;
}

/** A piece of YAML that is as large, as deep or as multiplied as a few characters can make it. */
export function bomb(random: Random): string {
  const size = random.pick([40, 300, 3_000, 20_000]);
  switch (random.below(6)) {
    case 0:
      return `"${'x'.repeat(1_000_000)}"`;
    case 1:
      return random.pick(['[', '{a: ', '- ', '? ', '{', '[[', '"', '*a', '&a ', '{{']).repeat(size);
    case 2:
      return `\n${Array.from({ length: Math.min(size, 1_000) }, (_, i) => `${' '.repeat(i)}a:`).join('\n')}`;
    case 3: {
      const levels = Array.from({ length: 1 + random.below(40) }, (_, i) => `a${i + 1}: &b${i + 1} [*b${i}, *b${i}]`);
      return `\na0: &b0 [x]\n${levels.join('\n')}\n`;
    }
    case 4:
      return `\ntypes: { A: ${'{ map: { a: '.repeat(size)}string${' } }'.repeat(size)} }\n`;
    default:
      return random.pick(['x: y\n', 'a,', '😀', '{a}', '#', 'string[]', '[]', '\u202E']).repeat(size);
  }
}
