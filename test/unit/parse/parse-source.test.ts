import { describe, expect, it } from 'vitest';
import { parseSource } from '../../../generator/src/parse/parse-source.js';

const codes = (text: string): string[] =>
  parseSource('a.yaml', text).diagnostics.map(({ code, where }) => `${code} ${where?.line}:${where?.column}`);

describe('parseSource', () => {
  it('gives plain data without prototypes', () => {
    const { document, diagnostics } = parseSource(
      'a.yaml',
      '__proto__: {x: 1}\nconstructor: 2\nlist: [1, "2", true, null]\n',
    );
    expect(diagnostics).toEqual([]);
    expect(Object.getPrototypeOf(document?.root)).toBeNull();
    expect(Object.keys(document?.root ?? {})).toEqual(['__proto__', 'constructor', 'list']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it('expands aliases, the latest anchor of a name counting', () => {
    const { document } = parseSource('a.yaml', 'a: &x {v: 1}\nb: *x\nc: &x {v: 2}\nd: *x\n');
    expect(JSON.parse(JSON.stringify(document?.root))).toEqual({ a: { v: 1 }, b: { v: 1 }, c: { v: 2 }, d: { v: 2 } });
  });

  it.each([
    ['\ta: 1', ['schema.yaml 1:1']],
    ['a: 1\nb: [1\n', ['schema.yaml 3:1']],
    ['a: 1\n---\nb: 2', ['schema.yaml 2:1']],
    ['- a', ['schema.type 1:1']],
    ['', ['schema.empty 1:1']],
    ['---\n', ['schema.empty 1:1']],
    ['a: !x 1', ['schema.yaml 1:4']],
    ['a: {b: 1, b: 2}', ['schema.duplicate-name 1:11']],
    ['a: *x', ['schema.alias 1:4']],
    ['a: &x [*x]', ['schema.alias 1:8']],
    ['? {a: 1}\n: 1', ['schema.key 1:3']],
    ['a: "\0"', ['schema.yaml 1:5']],
    [`a: ${'['.repeat(100)}${']'.repeat(100)}`, ['schema.too-deep 1:68']],
    ['a: 1\r\nb: {c: 1,\r\n  c: 2}\r\n', ['schema.duplicate-name 3:3']],
  ] as [string, string[]][])('%j', (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it.each(['[', '[[', 'a: {', '- ', '? ', ': ', '-\t', '  ', '&a ', '!a ', '!a &b ', '? &a '])(
    'does not follow %j without end',
    (piece) => {
      for (const text of [
        piece.repeat(50_000),
        Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(i)}${piece}`).join('\n'),
      ]) {
        const { diagnostics } = parseSource('a.yaml', text);
        expect(diagnostics.map(({ code }) => code)).toContainEqual(
          expect.stringMatching(/^schema\.(too-deep|yaml|empty)$/),
        );
      }
    },
  );

  it('takes no text for depth', () => {
    const wide = ' '.repeat(300);
    const source = `a: |\n${wide}one\n${wide}two\nb: "[[[["\nc: ${'x'.repeat(300)}\n${wide}# comment\n${wide}\nd: {e: 1}\nf:${wide}{g: 1}\n`;
    expect(codes(source)).toEqual([]);
  });

  it.each([
    ['a: {b: T#{c}}', 'A `{` follows another value directly.'],
    ['a: {b: c[]}', 'A `[` follows another value directly.'],
    ['a: {b}#{c}', 'A `#` follows another value directly.'],
    ['a: "b" "c"', 'A quoted text follows another value directly.'],
    ['a: "b\n', 'A quote is not closed.'],
    ["a: 'b\n", 'A quote is not closed.'],
    ['a: {b: 1\nc: 2\n', 'A `{` or `[` is not closed here.'],
    ['a: {b: 1]}', 'A `{` or `[` is not closed here.'],
    ['a: {b: 1}}\n', 'This bracket closes nothing.'],
    ['a: {b: "1" c: 2}', 'A new line of a map or list begins inside of brackets.'],
    ['a: {"b" "c"}', 'A comma or a `:` is missing here.'],
    ['a: 1\nb\n', 'This line has no `:` between a name and a value.'],
    ['a:\n  b: 1\n c: 2\n', 'This line is indented unlike its neighbours.'],
    ['a: "\\d"', 'A double-quoted text contains an escape that YAML does not know.'],
    ['a: @b', 'A plain value cannot begin with this character.'],
    ['a: b: c', 'A map begins in the middle of a line or is indented below a value.'],
  ])('says what is wrong with %j', (text, summary) => {
    expect(parseSource('a.yaml', text).diagnostics).toMatchObject([{ code: 'schema.yaml', summary }]);
  });

  it('refuses what is too large before reading it', () => {
    expect(codes(`a: ${'x'.repeat(9_000_000)}`)).toEqual(['schema.too-large 1:1']);
  });

  it('stays quick with many aliases', () => {
    const aliases = Array.from({ length: 20_000 }, () => '*x').join(', ');
    const start = performance.now();
    expect(codes(`a: &x [1, 2, 3]\nb: [${aliases}]\n`)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
