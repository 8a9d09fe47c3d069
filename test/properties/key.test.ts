import { buildKey, keyTemplate, matchKey } from '@tenantry/runtime';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../runtime/src/key/compare.js';
import { type KeyRange, type SortCondition, sortRange } from '../../runtime/src/key/range.js';

const silent = (): void => {};

/** Few characters, near the delimiters and the ends of Unicode, so that collisions are likely. */
const character = fc.constantFrom(
  'a',
  'b',
  '#',
  '!',
  ' ',
  '\u0001',
  '\u007f',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10fffe}',
);
const part = fc.string({ unit: character, minLength: 1, maxLength: 3 });
const templates = ['{x}', '{x}#{y}', 'P#{x}#{y}', 'P#{x}#Q#{y}#{z}', 'P#{x}!#{y}#E', '{x}#E', 'P#{x}'].map(keyTemplate);
const template = fc.constantFrom(...templates);
const parts = fc.record({ x: part, y: part, z: part });

describe('build and match', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(template, parts, (t, p) => {
        const key = buildKey(t, p, 'sort', silent);
        if (key === undefined) return;
        const wanted = Object.fromEntries(t.parameters.map(({ name }) => [name, p[name as 'x']]));
        expect(matchKey(t, key)).toEqual(wanted);
      }),
    );
  });

  it('match nothing that build does not make', () => {
    fc.assert(
      fc.property(
        template,
        fc.string({ unit: fc.oneof(character, fc.constantFrom('P', 'Q', 'E')), maxLength: 9 }),
        (t, text) => {
          const found = matchKey(t, text);
          if (found !== undefined) expect(buildKey(t, found, 'sort', silent)).toBe(text);
        },
      ),
    );
  });

  it('order as UTF-8 bytes', () => {
    const text = fc.string({ unit: character, maxLength: 4 });
    fc.assert(
      fc.property(
        text,
        text,
        (a, b) => Math.sign(compareKeys(a, b)) === Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))),
      ),
    );
  });
});

/** Answers as DynamoDB does: keys are bytes. */
function holds(range: KeyRange, key: string): boolean {
  const compare = (text: string): number => Buffer.compare(Buffer.from(key), Buffer.from(text));
  switch (range.kind) {
    case 'all':
      return true;
    case 'between':
      return compare(range.low) >= 0 && compare(range.high) <= 0;
    case 'begins_with':
      return key.startsWith(range.value);
    case '=':
      return compare(range.value) === 0;
    case '<':
      return compare(range.value) < 0;
    case '<=':
      return compare(range.value) <= 0;
    case '>':
      return compare(range.value) > 0;
    case '>=':
      return compare(range.value) >= 0;
  }
}

describe('sortRange', () => {
  const kinds = ['eq', 'lt', 'le', 'gt', 'ge', 'between'] as const;
  const keys = fc.array(parts, { minLength: 5, maxLength: 30 });

  /** Brute force: the bound is a whole key or all keys that begin with its text; compare in the order of DynamoDB. */
  it('gives exactly the keys of the template that fulfil the condition', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        template,
        fc.constantFrom(...kinds),
        parts,
        parts,
        fc.nat(2),
        fc.nat(2),
        keys,
        (t, kind, p, q, cutP, cutQ, all) => {
          const [low, high] = [cut(t, p, cutP), cut(t, q, cutQ)];
          const condition: SortCondition =
            kind === 'between' ? { kind, parts: low.parts, high: high.parts } : { kind, parts: low.parts };
          const range = sortRange(t, condition, silent);
          if (range === undefined) return;
          // The bounds themselves are the interesting keys.
          for (const each of [p, q, ...all]) {
            const key = buildKey(t, each, 'sort', silent);
            if (key === undefined) continue;
            compared++;
            const inLow = begins(key, low);
            const inHigh = begins(key, high);
            const belowLow = !inLow && Buffer.compare(Buffer.from(key), Buffer.from(low.text)) < 0;
            const belowHigh = !inHigh && Buffer.compare(Buffer.from(key), Buffer.from(high.text)) < 0;
            const wanted = {
              eq: inLow,
              lt: belowLow,
              le: belowLow || inLow,
              gt: !belowLow && !inLow,
              ge: !belowLow,
              between: !belowLow && (belowHigh || inHigh),
            }[kind];
            expect({ key, held: holds(range, key) }).toEqual({ key, held: wanted });
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it('never leaves the literal that the template begins with', () => {
    const texts = fc.string({ unit: fc.oneof(character, fc.constantFrom('O', 'P', 'Q')), maxLength: 5 });
    fc.assert(
      fc.property(
        template,
        fc.constantFrom(...kinds),
        parts,
        parts,
        fc.nat(2),
        texts,
        (t, kind, p, q, count, other) => {
          const first = t.segments[0];
          const own = first?.kind === 'literal' ? first.text : '';
          const low = cut(t, p, count).parts;
          const condition: SortCondition =
            kind === 'between' ? { kind, parts: low, high: cut(t, q, count).parts } : { kind, parts: low };
          const range = sortRange(t, condition, silent);
          if (range === undefined || other.startsWith(own) || other === '') return;
          expect(holds(range, other)).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  /** The leading parameters of a template, at least one, and the text that they begin a key with. */
  function cut(t: (typeof templates)[number], p: { [name: string]: string }, count: number) {
    const names = t.parameters.slice(0, Math.max(1, count)).map(({ name }) => name);
    let text = '';
    let complete = true;
    for (const segment of t.segments) {
      if (segment.kind === 'parameter' && !names.includes(segment.name)) {
        complete = false;
        break;
      }
      text += segment.kind === 'literal' ? segment.text : p[segment.name];
    }
    return { parts: Object.fromEntries(names.map((name) => [name, p[name]])), text, complete };
  }

  const begins = (key: string, bound: { text: string; complete: boolean }): boolean =>
    bound.complete ? key === bound.text : key.startsWith(bound.text);
});
