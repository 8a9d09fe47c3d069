import { keyTemplate } from '@tenantry/runtime';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOLE, mayMeet, prefixIndex } from '../../../generator/src/keys/prefix-index.js';
import { templateLanguage } from '../../../generator/src/keys/template-language.js';
import { automaton } from '../../../generator/src/language/build-automaton.js';
import { commonText } from '../../../generator/src/language/common-text.js';
import { templateTexts } from '../../support/template-texts.js';

const outline = (text: string): string =>
  keyTemplate(text)
    .segments.map((segment) => (segment.kind === 'literal' ? segment.text : HOLE))
    .join('');

const find = (texts: readonly string[], text: string): readonly string[] =>
  mayMeet(prefixIndex(texts.map((each) => [outline(each), each])), outline(text));

it('finds what begins alike, up to where one ends or has a parameter', () => {
  const all = ['TENANT#{a}#ONE#{b}', 'TENANT#{a}#TWO#{b}', 'TENANT#{a}', 'USER#{a}', '{a}'];
  expect(find(all, 'TENANT#{x}#TWO#{y}').toSorted()).toEqual(['TENANT#{a}', 'TENANT#{a}#TWO#{b}', '{a}']);
  expect(find(all, 'USER#1').toSorted()).toEqual(['USER#{a}', '{a}']);
  expect(find(all, '{a}').toSorted()).toEqual(all.toSorted());
});

it('leaves out only templates that cannot meet', () => {
  const parameters = { attributes: [], scopeParameters: new Set<string>() };
  const language = (template: string) => automaton(templateLanguage(keyTemplate(template), parameters));
  let left = 0;
  fc.assert(
    fc.property(fc.uniqueArray(templateTexts, { maxLength: 8 }), templateTexts, (all, one) => {
      const found = new Set(find(all, one));
      for (const other of all) {
        if (found.has(other)) continue;
        left++;
        expect(commonText(language(one), language(other))).toBeUndefined();
      }
    }),
    { numRuns: 200 },
  );
  expect(left).toBeGreaterThan(100);
});
