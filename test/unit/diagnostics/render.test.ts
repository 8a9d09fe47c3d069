import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../generator/src/diagnostics/diagnostic.js';
import { renderGithub } from '../../../generator/src/diagnostics/render-github.js';
import { renderText } from '../../../generator/src/diagnostics/render-text.js';

const at = (line: number, column: number, length: number) => ({ file: 'a.yaml', line, column, length });

const diagnostic: Diagnostic = {
  code: 'key.unknown-attribute',
  severity: 'error',
  where: at(2, 7, 4),
  summary: 'There is no `x`.',
  why: 'It matters.',
  hint: 'Write `y`.',
  related: [{ where: at(1, 1, 5), note: 'first here' }],
};

const text = (diagnostics: readonly Diagnostic[], source: string, color = false): string =>
  renderText(diagnostics, { color, sources: new Map([['a.yaml', source]]) });

describe('renderText', () => {
  it('shows place, code, source line with carets, why, fix and related places', () => {
    expect(text([diagnostic], 'one: 1\r\ntwo:  name # x\r\n')).toBe(
      [
        'a.yaml:2:7 - error key.unknown-attribute: There is no `x`.',
        '',
        '  2 | two:  name # x',
        '    |       ^^^^',
        '',
        '  why: It matters.',
        '  fix: Write `y`.',
        '  see: a.yaml:1:1 first here',
        '',
      ].join('\n'),
    );
  });

  it('colours only when asked, and then changes nothing else', () => {
    const plain = text([diagnostic], 'one: 1\ntwo:  name');
    const coloured = text([diagnostic], 'one: 1\ntwo:  name', true);
    expect(plain).not.toContain('\u001B');
    expect(coloured).toContain('\u001B[31m');
    expect(
      coloured
        .split('\u001B')
        .map((piece) => piece.replace(/^\[\d+m/, ''))
        .join(''),
    ).toBe(plain);
  });

  it('writes hidden characters out, so that nothing can reorder or forge a line', () => {
    const adversarial = { ...diagnostic, summary: 'a\u202Eb\u001B[0mc\nd\u2028e' };
    const rendered = text([adversarial], 'one\nk:\t\u202E "na\u0007me"');
    expect(rendered).toContain('a\\u202Eb\\u001B[0mc\\u000Ad\\u2028e');
    for (const hidden of ['\u202E', '\u2028', '\u001B', '\u0007']) expect(rendered).not.toContain(hidden);
  });

  it('cuts long lines around the caret', () => {
    const line = `${'x'.repeat(300)}name${'y'.repeat(300)}`;
    const rendered = text([{ ...diagnostic, where: at(1, 301, 4) }], line).split('\n');
    expect(rendered[2]?.length).toBeLessThan(120);
    expect(rendered[2]?.slice(rendered[3]?.indexOf('^'), (rendered[3]?.lastIndexOf('^') ?? 0) + 1)).toBe('name');
  });

  it('does without a place, a source or any detail', () => {
    expect(text([{ code: 'schema.empty', severity: 'warning', where: undefined, summary: 'Nothing.' }], '')).toBe(
      'warning schema.empty: Nothing.\n',
    );
    expect(renderText([], { color: true, sources: new Map() })).toBe('');
  });
});

describe('renderGithub', () => {
  it('is one escaped workflow command each', () => {
    const where = { ...at(2, 7, 4), file: 'a,b:c.yaml' };
    expect(renderGithub([{ ...diagnostic, where, summary: '100 % wrong\r\nreally' }])).toBe(
      '::error file=a%2Cb%3Ac.yaml,line=2,col=7,endColumn=11,title=key.unknown-attribute::100 %25 wrong\\u000D\\u000Areally%0AIt matters.%0AWrite `y`.\n',
    );
  });

  it('writes hidden characters out', () => {
    expect(renderGithub([{ ...diagnostic, summary: 'a\u202Eb\u001B[0mc', hint: '\u2028' }])).toMatch(
      /::a\\u202Eb\\u001B\[0mc%0AIt matters\.%0A\\u2028\n$/,
    );
  });
});
