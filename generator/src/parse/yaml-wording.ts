import type { YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';

type Words = Pick<Diagnostic, 'summary' | 'hint'>;

const QUOTE_TEMPLATES = 'Put key templates in double quotes: "TENANT#{tenantId}".';

/** Our words for what the YAML parser says, by its code or the beginning of its message; the first one that fits. */
const WORDING: readonly (readonly [code: string, message: RegExp, words: Words])[] = [
  [
    'TAB_AS_INDENT',
    /./,
    { summary: 'A tab is used to indent this line.', hint: 'YAML indents with spaces: replace the tab by spaces.' },
  ],
  ['UNEXPECTED_TOKEN', /flow-map-start/, { summary: 'A `{` follows another value directly.', hint: QUOTE_TEMPLATES }],
  [
    'UNEXPECTED_TOKEN',
    /flow-seq-start/,
    {
      summary: 'A `[` follows another value directly.',
      hint: 'Put list types in quotes inside of braces: { tags: "string[]" }.',
    },
  ],
  ['UNEXPECTED_TOKEN', /flow-(?:map|seq)-end/, { summary: 'This bracket closes nothing.', hint: QUOTE_TEMPLATES }],
  [
    'UNEXPECTED_TOKEN',
    /quoted-scalar/,
    { summary: 'A quoted text follows another value directly.', hint: 'Put all of the value in one pair of quotes.' },
  ],
  [
    'UNEXPECTED_TOKEN',
    /./,
    { summary: 'The value goes on where it should end.', hint: 'Is a comma, a `:` or a quote missing before it?' },
  ],
  ['MISSING_CHAR', /^Comments/, { summary: 'A `#` follows another value directly.', hint: QUOTE_TEMPLATES }],
  ['MISSING_CHAR', /closing/, { summary: 'A quote is not closed.', hint: 'Look for the one that opens it above.' }],
  [
    'MISSING_CHAR',
    /Implicit map keys/,
    { summary: 'This line has no `:` between a name and a value.', hint: 'Write `name: value`.' },
  ],
  [
    'MISSING_CHAR',
    /between/,
    { summary: 'A comma or a `:` is missing here.', hint: 'Separate the parts of `{ … }` and `[ … ]` by commas.' },
  ],
  [
    'BAD_INDENT',
    /must start at the same column|Sequence item/,
    {
      summary: 'This line is indented unlike its neighbours.',
      hint: 'Parts of one map or list begin in the same column.',
    },
  ],
  [
    'BAD_INDENT',
    /end with a/,
    {
      summary: 'A `{` or `[` is not closed here.',
      hint: 'Close it with its own bracket, or indent what belongs to it.',
    },
  ],
  [
    'BLOCK_IN_FLOW',
    /./,
    {
      summary: 'A new line of a map or list begins inside of brackets.',
      hint: 'Is a comma or a `}` missing before it?',
    },
  ],
  [
    'BAD_SCALAR_START',
    /./,
    { summary: 'A plain value cannot begin with this character.', hint: 'Put the value in double quotes.' },
  ],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /./,
    {
      summary: 'A map begins in the middle of a line or is indented below a value.',
      hint: 'Put a value that contains `: ` in double quotes, or indent the line like the one before it.',
    },
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    /./,
    { summary: 'A name goes over more than one line.', hint: 'Is a `:` missing, or a quote not closed?' },
  ],
  [
    'TAG_RESOLVE_FAILED',
    /./,
    { summary: 'YAML tags are not part of the schema language.', hint: 'Remove the `!…` tag.' },
  ],
  [
    'BAD_DQ_ESCAPE',
    /./,
    {
      summary: 'A double-quoted text contains an escape that YAML does not know.',
      hint: 'Write a backslash twice, or use single quotes: patterns such as "\\d" are easier as \'\\d\'.',
    },
  ],
];

export function yamlWording({ code, message }: YAMLError): Words {
  const known = WORDING.find(([ofCode, pattern]) => ofCode === code && pattern.test(message));
  return (
    known?.[2] ?? {
      summary: `${message.replace(/\.$/, '')}.`,
      hint: 'Look at the indentation, the quotes and the brackets here.',
    }
  );
}
