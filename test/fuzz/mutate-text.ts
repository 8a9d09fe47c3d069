import type { Random } from './random.js';

const PIECES = [
  ...[
    '\t',
    '  ',
    '\n',
    '\r\n',
    ':',
    ': ',
    '- ',
    '? ',
    '#',
    ' #',
    '"',
    "'",
    '`',
    '|',
    '>',
    '&a ',
    '*a',
    '*',
    '!x ',
    '%',
    '@',
    '\\',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '{{',
    '${',
    '${x}',
    '*/',
    '//',
    '<<: ',
    '---\n',
    '...\n',
    '\uFEFF',
    '\u2028',
    '\u202E',
    '\0',
  ],
  ...[
    '__proto__',
    'constructor',
    'null',
    '~',
    'true',
    '1e999',
    '0x1F',
    '-0',
    '.inf',
    '.nan',
    '9007199254740993',
    '2026-01-01',
  ],
  ...[
    '{tenantId}',
    '{shard}',
    '{x:pad(3)}',
    '{a}{b}',
    '#{',
    '}#',
    'TENANT#',
    'string?',
    'set<string>',
    'string[]',
    'Address',
    '😀',
    'é',
    '\uD800',
  ],
];

/** The text with a piece taken out, put in, doubled or moved. */
export function mutateText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + 1 + random.below(random.pick([2, 8, 40, 400])));
  const span = text.slice(at, end);
  switch (random.below(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at);
    case 2:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(end);
    case 3:
      return text.slice(0, end) + span + text.slice(end);
    case 4: {
      const other = random.below(text.length + 1);
      return text.slice(0, other) + span + text.slice(other);
    }
    case 5: {
      const lines = text.split('\n');
      const line = random.below(lines.length);
      lines[line] = `${' '.repeat(random.below(9))}${(lines[line] ?? '').trimStart()}`;
      return lines.join('\n');
    }
    default: {
      const lines = text.split('\n');
      const [moved = ''] = lines.splice(random.below(lines.length), 1);
      lines.splice(random.below(lines.length + 1), 0, moved);
      return lines.join('\n');
    }
  }
}
