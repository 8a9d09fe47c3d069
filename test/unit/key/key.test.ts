import { buildKey, type KeyProblem, keyTemplate, matchKey, SESSION_TAG_CHARACTER } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';

function build(text: string, parts: { [name: string]: string }, role: 'partition' | 'sort' = 'sort') {
  const problems: KeyProblem[] = [];
  const key = buildKey(keyTemplate(text), parts, role, (problem) => problems.push(problem));
  return { key, problems: problems.map(({ path, message }) => `${path} ${message}`) };
}

describe('keyTemplate', () => {
  it('closes a parameter by each character that no session tag may hold', () => {
    const last = [...Array(0x3000).keys()].map((code) => String.fromCodePoint(code)).concat('\u{1F600}', '\u{20000}');
    const literals = last.filter((character) => !'{}'.includes(character));
    for (const character of literals)
      expect(keyTemplate(`x${character}{id}`).delimiters === '', character).toBe(SESSION_TAG_CHARACTER.test(character));
  });
});

describe('buildKey', () => {
  it('writes literals, parts and formats', () => {
    expect(
      build('A#{x}#{n:pad(4)}#{m:lower}#{d:yyyy-MM}', { x: 'x', n: '42', m: 'MiX', d: '2026-06-01T00:00:00.000Z' }).key,
    ).toBe('A#x#0042#mix#2026-06');
    expect(build('{d:yyyy}-{x}', { d: '2026-06-01', x: 'x' }).key).toBe('2026-x');
  });

  it.each([
    ['{x}#{y}', { x: '', y: 'b' }, 'x is empty'],
    ['{x}#{y}', { y: 'b' }, 'x is missing'],
    ['{x}#{y}', { x: 'a#b', y: 'b' }, 'x holds "#"'],
    ['USER#{y}', { y: 'a#b' }, 'y holds "#"'],
    ['{x:lower}x{y}', { x: 'X', y: 'b' }, 'x holds "x"'],
    ['{d:yyyy-MM}-{y}', { d: '2026-06-01', y: 'b' }, 'd holds "-"'],
    ['{n:pad(2)}', { n: '' }, 'n is empty'],
    ['{n:pad(2)}', { n: '100' }, 'n has more than the 2 digits'],
    ['{n:pad(2)}', { n: '-1' }, 'n must be a non-negative integer'],
    ['{n:pad(2)}', { n: '1.5' }, 'n must be a non-negative integer'],
    ['{x}', { x: '\ud800' }, 'x holds U+0000, U+10FFFF or half of a surrogate pair'],
    ['{x}', { x: 'é'.repeat(513) }, 'x makes the sort key {x} longer than 1024 bytes'],
  ])('refuses %s of %j', (text, parts, problem) => {
    const { key, problems } = build(text, parts as { [name: string]: string });
    expect(key).toBeUndefined();
    expect(problems.join('\n')).toContain(problem);
  });

  it('reports every part', () => {
    expect(build('{x}#{y}', { x: '#', y: '' }).problems).toHaveLength(2);
  });

  it('takes 2048 bytes in a partition', () => {
    expect(build('{x}', { x: 'x'.repeat(2048) }, 'partition').key).toHaveLength(2048);
    expect(build('{x}', { x: 'x'.repeat(2049) }, 'partition').key).toBeUndefined();
  });
});

describe('matchKey', () => {
  it.each([
    ['TENANT#{t}', 'TENANT#acme', { t: 'acme' }],
    ['TENANT#{t}', 'TENANT#acme#RES#x', undefined],
    ['TENANT#{t}', 'TENANT#', undefined],
    ['TENANT#{t}', 'XENANT#a', undefined],
    ['{n:pad(4)}', '0042', { n: '42' }],
    ['{n:pad(4)}', '0000', { n: '0' }],
    ['{n:pad(4)}', '42', undefined],
    ['{m:lower}', 'Ab', undefined],
    ['{a}#{a}', 'x#x', { a: 'x' }],
    ['{a}#{a}', 'x#y', undefined],
    ['CLUB', 'CLUB', {}],
    ['CLUB', 'CLUBS', undefined],
  ])('%s reads %s', (text, key, parts) => {
    expect(matchKey(keyTemplate(text), key)).toEqual(parts);
  });
});
