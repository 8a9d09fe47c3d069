import { keyTemplate, SESSION_TAG_CHARACTER } from '@tenantry/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chain, reads, repeatSteps, someSteps, textSteps } from '../../../generator/src/policy/proof/chain.js';
import { commonText } from '../../../generator/src/policy/proof/common.js';
import { foreignKey } from '../../../generator/src/policy/proof/foreign.js';
import { textOutside } from '../../../generator/src/policy/proof/outside.js';
import { matchTokens } from '../../../iam/src/evaluate/glob.js';
import type { Token } from '../../../iam/src/evaluate/text.js';

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

const IDS = texts('ab', 2).filter((id) => id !== '');
const KEYS = texts('ab#', 6);

const TAG: Token = { kind: 'variable', key: 'aws:principaltag/t', fallback: undefined };
const literal = fc.constantFrom('#', 'a', 'b', 'a#', '#a', 'ab');
const token: fc.Arbitrary<Token> = fc.oneof(
  { weight: 4, arbitrary: literal.map((text): Token => ({ kind: 'text', text })) },
  { weight: 1, arbitrary: fc.constantFrom<Token>({ kind: 'one' }, { kind: 'many' }) },
);
/** A pattern with the tag once, as every emitted one, and sometimes without. */
const pattern = fc
  .tuple(fc.array(token, { maxLength: 2 }), fc.boolean(), fc.array(token, { maxLength: 2 }))
  .map(([before, tied, after]) => [...before, ...(tied ? [TAG] : []), ...after]);
const prefix = fc
  .tuple(fc.option(literal, { nil: '' }), fc.option(literal, { nil: '' }))
  .map(([before, after]) => ({ before, after, template: keyTemplate(`${before}{t}${after}`) }));

const allows = (tokens: readonly Token[], session: string, key: string): boolean =>
  matchTokens(tokens, key, {
    action: '',
    resource: '',
    principal: undefined,
    context: new Map([['aws:principaltag/t', session]]),
  });

/** By definition: the owner's prefix, alone or closed by a character that no tag may hold, its own last one or the next. */
const owns = ({ before, after }: { before: string; after: string }, owner: string, key: string): boolean => {
  const own = before + owner + after;
  const rest = key.slice(own.length);
  const closed = after !== '' && !SESSION_TAG_CHARACTER.test(after.at(-1) ?? '');
  return key.startsWith(own) && (rest === '' || closed || !SESSION_TAG_CHARACTER.test(rest[0] ?? ''));
};

describe('the proof of isolation and a search through all short keys', () => {
  it('agree on 3,000 pairs of a pattern and a scope', () => {
    let [safe, unsafe, open] = [0, 0, 0];
    fc.assert(
      fc.property(pattern, prefix, (tokens, scope) => {
        const proof = foreignKey(tokens, 'T', scope.template);
        const found = IDS.some((session) =>
          KEYS.filter((key) => allows(tokens, session, key)).some((key) =>
            IDS.some((owner) => session !== owner && owns(scope, owner, key)),
          ),
        );
        if (proof.kind === 'open') {
          open++;
          return;
        }
        if (proof.kind !== 'foreign') {
          safe++;
          expect(found).toBe(false);
          return;
        }
        unsafe++;
        const session = tokens.includes(TAG) ? proof.session : `not${proof.owner}`;
        expect(session).not.toBe(proof.owner);
        expect(owns(scope, proof.owner, proof.key)).toBe(true);
        expect(allows(tokens, session, proof.key)).toBe(true);
      }),
      { numRuns: 3_000, seed: 20261103 },
    );
    expect(Math.min(safe, unsafe)).toBeGreaterThan(300);
    expect(open).toBeLessThan(30);
  }, 60_000);
});

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
        else expect([holds(a, common.text), holds(b, common.text)]).toEqual([true, true]);
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
