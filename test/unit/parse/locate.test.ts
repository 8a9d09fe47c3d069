import { describe, expect, it } from 'vitest';
import type { Path } from '../../../generator/src/diagnostics/path.js';
import { parseSource } from '../../../generator/src/parse/parse-source.js';
import type { Part, TextRange } from '../../../generator/src/parse/schema-document.js';

/** The source text that a path is located at. */
function found(source: string, path: Path, part?: Part, range?: TextRange): string {
  const { document } = parseSource('a.yaml', source);
  const { line, column, length } = document?.locate(path, part, range) ?? { line: 0, column: 0, length: 0 };
  const text = source.replace(/^\uFEFF/, '').split(/\r?\n/)[line - 1] ?? '';
  return text.slice(column - 1, column - 1 + length);
}

describe('locate', () => {
  it.each([
    ['a: one\nb: two\n', ['b'], 'two'],
    ['a: {b: [x, "y z"]}', ['a', 'b', 1], '"y z"'],
    ['a:\n  - b: 1\n    c: two\n', ['a', 0, 'c'], 'two'],
    ["a: 'it''s'\n", ['a'], "'it''s'"],
    ['a: &x {b: deep}\nc: *x\n', ['c', 'b'], 'deep'],
    ['a: &x {b: deep}\nc: *x\n', ['c'], '*x'],
    ['a: |\n  first\n  second\n', ['a'], '|'],
    ['a: "first\n  second"\n', ['a'], '"first'],
    ['\uFEFFa: one\r\nb:  two\r\n', ['b'], 'two'],
    ['? a\n: one\n', ['a'], 'one'],
    ['a: {b: {c: 1}}', ['a', 'b'], '{c: 1}'],
  ] as [string, Path, string][])('%j %j is %s', (source, path, expected) => {
    expect(found(source, path)).toBe(expected);
  });

  it('points at the name when asked, for block maps, and where there is no value', () => {
    expect(found('a: one\n', ['a'], 'key')).toBe('a');
    expect(found('"quoted name": one\n', ['quoted name'], 'key')).toBe('"quoted name"');
    expect(found('a:\n  b: 1\n', ['a'])).toBe('a');
    expect(found('a:\nb: 1\n', ['a'])).toBe('a');
    expect(found('a:\n  - b: 1\n', ['a', 0])).toBe('b');
  });

  it('falls back to the nearest ancestor that exists', () => {
    expect(found('a:\n  b: 1\n', ['a', 'x', 'y'])).toBe('a');
    expect(found('a: 1\n', ['x'])).toBe('a');
  });

  it('points inside a string where it is written one to one, else at all of it', () => {
    const range = { offset: 2, length: 3 };
    expect(found('a: "T#{b}#"', ['a'], 'value', range)).toBe('{b}');
    expect(found("a: 'T#{b}#'", ['a'], 'value', range)).toBe('{b}');
    expect(found('a: T#{b}#', ['a'], 'value', range)).toBe('{b}');
    expect(found('a: "\\u0054#{b}#"', ['a'], 'value', range)).toBe('"\\u0054#{b}#"');
  });
});
