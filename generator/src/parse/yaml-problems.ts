import type { YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourcePositions } from './source-positions.js';

/** Our words for what the YAML parser says; its own words where they are clear. */
const WORDING: { readonly [code: string]: Pick<Diagnostic, 'summary' | 'hint'> } = {
  TAB_AS_INDENT: {
    summary: 'A tab is used to indent this line.',
    hint: 'YAML indents with spaces: replace the tab by spaces.',
  },
  BAD_SCALAR_START: {
    summary: 'A plain value cannot begin with this character.',
    hint: 'Put the value in double quotes.',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    summary: 'A map begins in the middle of a line or is indented below a value.',
    hint: 'Put a value that holds `: ` in double quotes, or indent the line like the one before it.',
  },
  MULTILINE_IMPLICIT_KEY: {
    summary: 'A name goes over more than one line.',
    hint: 'Is a `:` missing, or a quote not closed?',
  },
  TAG_RESOLVE_FAILED: { summary: 'YAML tags are not part of the schema language.', hint: 'Remove the `!…` tag.' },
  BAD_DQ_ESCAPE: {
    summary: 'A double-quoted text holds an escape that YAML does not know.',
    hint: 'Write a backslash twice, or use single quotes: patterns such as "\\d" are easier as \'\\d\'.',
  },
};

const COMMENT_TOUCHES = 'Comments must be separated';

/**
 * The parser's complaints: every tab, else the first one alone, because what follows it is mostly a consequence.
 */
export function yamlProblems(errors: readonly YAMLError[], positions: SourcePositions): Diagnostic[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const tabs = sorted.filter(({ code }) => code === 'TAB_AS_INDENT');
  return (tabs.length > 0 ? tabs : sorted.slice(0, 1)).map((error) => {
    const where = positions.at(error.pos[0], error.pos[1]);
    return { code: 'schema.yaml', severity: 'error', where, ...wording(error) };
  });
}

function wording(error: YAMLError): Pick<Diagnostic, 'summary' | 'hint'> {
  if (error.message.startsWith(COMMENT_TOUCHES)) {
    return {
      summary: 'A `#` follows another value directly.',
      hint: 'Put key templates in double quotes: "{userId}#{month}".',
    };
  }
  if (error.code === 'UNEXPECTED_TOKEN' && error.message.includes('flow-seq-start')) {
    return {
      summary: 'A `[` follows another value directly.',
      hint: 'Put list types in quotes inside of braces: { tags: "string[]" }.',
    };
  }
  return WORDING[error.code] ?? { summary: `${error.message.replace(/\.$/, '')}.` };
}
