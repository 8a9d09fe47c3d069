import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../iam/src/evaluate/text.js';
import { matching } from '../../support/document-terms.js';
import { textClasses } from '../../support/text-classes.js';

/** All texts over an alphabet up to a length, but the empty one. */
const texts = (alphabet: string, longest: number): readonly string[] => {
  let level = [''];
  const all: string[] = [];
  for (let i = 0; i < longest; i++) {
    level = level.flatMap((text) => [...alphabet].map((character) => text + character));
    all.push(...level);
  }
  return all;
};

const ALL = texts('abx', 7);

const token: fc.Arbitrary<Token> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'ab').map((text): Token => ({ kind: 'text', text })) },
  { weight: 2, arbitrary: fc.constantFrom<Token>({ kind: 'one' }, { kind: 'many' }) },
);
const list = fc.array(fc.array(token, { maxLength: 3 }), { minLength: 1, maxLength: 2 });

describe('texts of each class', () => {
  it('are of all classes that a search through all short texts finds, and no two of one', () => {
    fc.assert(
      fc.property(fc.array(list, { minLength: 1, maxLength: 3 }), (lists) => {
        const classOf = (text: string): string =>
          lists.map((patterns) => Number(matching(patterns, text).includes('1'))).join('');
        const found = textClasses(lists).map(classOf);
        expect(new Set(found).size).toBe(found.length);
        expect([...new Set(ALL.map(classOf))].sort()).toEqual([...found].sort());
      }),
      { numRuns: 200, seed: 20261126 },
    );
  });
});
