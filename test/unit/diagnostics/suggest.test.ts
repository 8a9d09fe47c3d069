import { describe, expect, it } from 'vitest';
import { suggest, suggestion } from '../../../generator/src/diagnostics/suggest.js';

describe('suggest', () => {
  it.each([
    ['atributes', ['attributes', 'description'], 'attributes'],
    ['tenantid', ['tenantId', 'tenant'], 'tenantId'],
    ['uild', ['ulid', 'uuid'], 'ulid'],
    ['gsi3', ['gsi1', 'lsi1'], 'gsi1'],
    ['x', ['y'], 'y'],
  ])('%s → %s', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected);
  });

  it('is silent when nothing is close, and never repeats the word', () => {
    expect(suggest('Nothing', ['attributes', 'key'])).toBeUndefined();
    expect(suggest('key', ['key'])).toBeUndefined();
    expect(suggest('x'.repeat(1_000_000), ['y'.repeat(1_000_000), 'x'])).toBeUndefined();
  });

  it('lists what is known instead', () => {
    expect(suggestion('zzzzzz', ['a', 'b'], 'words')).toBe('Known words: `a`, `b`.');
    expect(suggestion('zzzzzz', [], 'words')).toBe('There are no words yet.');
  });
});
