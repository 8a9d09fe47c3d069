import { keyTemplate } from '@tenantry/runtime';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cannotMeet } from '../../../generator/src/keys/cannot-meet.js';
import { templateLanguage } from '../../../generator/src/keys/template-language.js';
import { automaton } from '../../../generator/src/language/build-automaton.js';
import { commonText } from '../../../generator/src/language/common-text.js';
import { templateTexts } from '../../support/template-texts.js';

const of = (a: string, b: string): boolean => cannotMeet(keyTemplate(a), keyTemplate(b));

it('tells templates apart by their literals, also behind parameters', () => {
  expect(of('TENANT#{a}', 'USER#{a}')).toBe(true);
  expect(of('TENANT#{a}#ONE#{b}', 'TENANT#{x}#TWO#{b}')).toBe(true);
  expect(of('TENANT#{a}#ONE', 'TENANT#{a}#ONE#{b}')).toBe(false); // a prefix: only a proof can tell
  expect(of('TENANT#{a}#ONE', 'TENANT#{a}|TWO')).toBe(false); // a part may go on behind the other's end
  expect(of('{a}', 'TENANT#{a}')).toBe(false);
});

it('never says so of templates with a key in common', () => {
  let said = 0;
  fc.assert(
    fc.property(templateTexts, templateTexts, (a, b) => {
      if (!of(a, b)) return;
      said++;
      const parameters = { attributes: [], scopeParameters: new Set<string>() };
      const language = (template: string) => automaton(templateLanguage(keyTemplate(template), parameters));
      expect(commonText(language(a), language(b))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
  expect(said).toBeGreaterThan(50);
});
