import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtracking } from '../../../generator/src/language/backtracking.js';
import { contains } from '../../../generator/src/language/char-set.js';
import type { Language } from '../../../generator/src/language/language.js';
import { regularExpression } from '../../../generator/src/language/regular-expression.js';
import { TEXT_FORMATS } from '../../../runtime/src/codec/text-form.js';

describe('patterns that no text makes slow', () => {
  it.each([
    ...Object.values(TEXT_FORMATS),
    '^[A-Z0-9-]{3,8}$',
    '^INV-\\d{4,}$',
    '^[a-z0-9]+(?:-[a-z0-9]+)*$',
    '^(?:\\d{1,3}\\.){3}\\d{1,3}$',
    '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$',
    '^#[0-9a-f]{3}(?:[0-9a-f]{3})?$',
    '^(?=.*\\d)(?=.*[a-z])[a-z0-9]{8,64}$',
    '^-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?$',
    '^(?:AF|AL|DZ|US|UY)$',
    '[A-Z]+',
    'foo',
    '^\\p{L}+$',
    '^[a-z]{1,64}[a-z0-9]{1,64}$',
    '^\\d+(?:,\\d+)*$',
    '^(?:(?!--)[a-z-])+$',
  ])('%s', (pattern) => expect(backtracking(pattern)).toEqual({ kind: 'harmless' }));
});

describe('patterns that some text keeps busy', () => {
  it.each([
    '^(a+)+$',
    '^(a*)*$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^(?:a|b|ab)*c$',
    '^([a-z]+-?)+$',
    '^(\\w+\\s?)*$',
    '^(a?b?)*$',
    '^((a|b)+c?)+$',
    '^(?:a(?:b?|c?))*$',
    '^(a{1,2}){30}$',
    '^(?:.*,)+x$',
    '(x+x+)+y',
    '^(?=(a+)+$)',
    '^(?:(?:a+)+b)?$',
  ])('%s is exponential', (pattern) => expect(backtracking(pattern, 30)).toEqual({ kind: 'exponential' }));

  it.each(['^.+@.+$', '^a*a*$', 'x+y', '^\\s*.*\\s*$', '^[^@]+@[^@]+\\.[^@]+$', '(?=.*a)b', '^(?:(?!.*b)a)+$'])(
    '%s is slow without a length',
    (pattern) => {
      const found = backtracking(pattern);
      if (found.kind !== 'slow') throw new Error(`${pattern} is ${found.kind}`);
      expect(backtracking(pattern, found.length)).toEqual({ kind: 'harmless' });
      expect(backtracking(pattern, found.length * 2).kind).toBe('slow');
    },
  );

  it('counts repetitions that have a length of their own', () => {
    expect(backtracking(`^${'a?'.repeat(26)}a{26}$`).kind).toBe('slow');
    expect(backtracking(`^${'[a-z]{1,64}'.repeat(6)}$`).kind).toBe('slow');
  });

  it.each(['^(a)\\1$', '^(?<q>["\']).*\\k<q>$', `^${'(?:a|b)*'.repeat(90)}$`])('%s is not told', (pattern) =>
    expect(backtracking(pattern).kind).toMatch(/unknown|slow/),
  );
});

/** The places that an engine which tries every way looks at before it says that a text does not match. */
function steps(pattern: string, text: string, most: number): number {
  let count = 0;
  type Go = (at: number) => boolean;
  const match = (part: Language, at: number, then: Go): boolean => {
    count += 1;
    if (count > most) return true;
    switch (part.kind) {
      case 'sequence':
        return part.parts.reduceRight<Go>((next, each) => (i) => match(each, i, next), then)(at);
      case 'choice':
        return part.options.some((option) => match(option, at, then));
      case 'repeat':
      case 'times': {
        const body: Language = part.kind === 'repeat' ? { ...part, min: 1, max: 1 } : part.body;
        const round = (n: number, from: number, i: number): boolean => {
          count += 1;
          if (count > most) return true;
          if (n > part.min && i === from) return false;
          const more = part.max === undefined || n < part.max;
          if (more && one(body, i, (next) => round(n + 1, i, next))) return true;
          return n >= part.min && then(i);
        };
        return round(0, -1, at);
      }
      default:
        throw new Error(part.kind);
    }
  };
  const one = (body: Language, at: number, then: Go): boolean => {
    if (body.kind !== 'repeat') return match(body, at, then);
    const character = text[at];
    return character !== undefined && contains(body.set, character) && then(at + 1);
  };
  for (const { body } of regularExpression(pattern)?.alternatives ?? []) match(body, 0, (at) => at === text.length);
  return count;
}

describe('a random pattern that is called harmless', () => {
  const atom: fc.Memo<string> = fc.memo((n) =>
    n > 1
      ? fc.oneof(
          leaf,
          fc.tuple(choice(n - 1)).map(([text]) => `(?:${text})`),
        )
      : leaf,
  );
  const leaf = fc.constantFrom('a', 'b', '[ab]', 'ab', '.');
  const term = (n: number) =>
    fc.tuple(atom(n), fc.constantFrom('', '', '?', '*', '+', '{2}', '{1,3}', '{0,9}')).map((all) => all.join(''));
  const alternative = (n: number) => fc.array(term(n), { minLength: 1, maxLength: 3 }).map((all) => all.join(''));
  const choice = (n: number) => fc.array(alternative(n), { minLength: 1, maxLength: 2 }).map((all) => all.join('|'));

  it('looks at few places of the texts that make others slow', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(choice(3), (body) => {
        const pattern = `^(?:${body})$`;
        const { kind } = backtracking(pattern, 25);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (kind !== 'harmless') return;
        for (const unit of ['a', 'b', 'ab', 'aab'])
          expect([pattern, unit, steps(pattern, `${unit.repeat(24 / unit.length)}!`, 1_000_000)]).toEqual([
            pattern,
            unit,
            expect.toSatisfy((count: number) => count < 1_000_000),
          ]);
      }),
      { numRuns: Number(process.env.RUNS ?? 150), seed: 3 },
    );
    expect(kinds.get('harmless')).toBeGreaterThan(30);
    expect(kinds.get('exponential')).toBeGreaterThan(10);
  });
});
