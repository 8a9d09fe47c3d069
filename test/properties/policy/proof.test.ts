import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chain, reads, repeatSteps, someSteps, textSteps } from '../../../generator/src/policy/proof/chain.js';
import { commonText } from '../../../generator/src/policy/proof/common.js';
import { textOutside } from '../../../generator/src/policy/proof/outside.js';

/** All texts over an alphabet up to a length. */
const texts = (alphabet: string, longest: number): readonly string[] => {
  let level = [''];
  const all = [''];
  for (let i = 0; i < longest; i++) {
    level = level.flatMap((text) => [...alphabet].map((character) => text + character));
    all.push(...level);
  }
  return all;
};

const KEYS = texts('ab#', 6);

const literal = fc.constantFrom('#', 'a', 'b', 'a#', '#a', 'ab');

/** By definition, state by state. */
const holds = (chain: Chain, text: string, at = 0): boolean => {
  const step = chain[at];
  if (step === undefined) return text === '';
  if (step.loop && holds(chain, text, at + 1)) return true;
  const [first, ...rest] = text;
  return first !== undefined && reads(step, first) && holds(chain, rest.join(''), step.loop ? at : at + 1);
};

const chain: fc.Arbitrary<Chain> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: literal.map(textSteps) },
      fc.constantFrom<Chain>([{ class: 'any', loop: true }], [{ class: 'any', loop: false }], someSteps('tag')),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.flat());

describe('chains and a search through all short texts', () => {
  it('agree on what two have in common', () => {
    fc.assert(
      fc.property(chain, chain, (a, b) => {
        const common = commonText(a, b);
        if (common === undefined) expect(KEYS.some((key) => holds(a, key) && holds(b, key))).toBe(false);
        else expect([holds(a, common), holds(b, common)]).toEqual([true, true]);
      }),
      { numRuns: 2_000, seed: 20261104 },
    );
  }, 60_000);

  it('agree on what some leave out of one', () => {
    fc.assert(
      fc.property(chain, fc.array(chain, { maxLength: 3 }), (a, others) => {
        const outside = textOutside(a, others);
        const any = (text: string): boolean => others.some((other) => holds(other, text));
        if (outside === undefined) expect(KEYS.some((key) => key !== '' && holds(a, key) && !any(key))).toBe(false);
        else expect([holds(a, outside), any(outside)]).toEqual([true, false]);
      }),
      { numRuns: 2_000, seed: 20261105 },
    );
  }, 60_000);

  it('cover a template of a wide value behind a wildcard, whose sets of states are exponentially many', () => {
    const wide = (width: number): Chain => [
      ...textSteps('T#'),
      { class: 'any', loop: true },
      ...textSteps('#LOG#'),
      ...repeatSteps('any', width),
    ];
    expect(
      textOutside(
        wide(300),
        [wide(300)].map((other) => [...other, { class: 'any', loop: true }]),
      ),
    ).toBeUndefined();
    expect(textOutside(wide(40), [wide(41)])).toBe(`T##LOG#${'a'.repeat(40)}`);
  }, 20_000);
});
