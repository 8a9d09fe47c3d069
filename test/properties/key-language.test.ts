import { buildKey, type KeyTemplate, parseKeyTemplate } from '@tenantry/runtime';
import * as runtime from '@tenantry/runtime/codegen-v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonKey } from '../../generator/src/keys/common-key.js';
import { templateLanguage } from '../../generator/src/keys/template-language.js';
import { accepts } from '../../generator/src/language/accepts.js';
import type { Field, Type } from '../../generator/src/model/type.js';
import type { AttributeType } from '../../runtime/src/codec/attribute.js';

/** A type in the model, its codec in the runtime, and values of it. */
interface Sample {
  readonly type: Type;
  readonly codec: AttributeType;
  readonly values: fc.Arbitrary<unknown>;
  readonly formats: readonly string[];
}

const SAMPLES: readonly Sample[] = [
  {
    type: { kind: 'string' },
    codec: runtime.string(),
    values: fc.string({ unit: 'grapheme', maxLength: 6 }),
    formats: ['', ':lower'],
  },
  {
    type: { kind: 'string', pattern: '^[A-Z]{2}-\\d+$' },
    codec: runtime.string({ pattern: '^[A-Z]{2}-\\d+$' }),
    values: fc.stringMatching(/^[A-Z]{2}-\d{1,4}$/),
    formats: [''],
  },
  {
    type: { kind: 'string', format: 'uuid' },
    codec: runtime.string({ format: 'uuid' }),
    values: fc.uuid(),
    formats: ['', ':lower'],
  },
  {
    type: { kind: 'string', format: 'ulid' },
    codec: runtime.string({ format: 'ulid' }),
    values: fc.ulid(),
    formats: [''],
  },
  {
    type: { kind: 'enum', values: ['on', 'Off', 'half-on'] },
    codec: runtime.enumeration('on', 'Off', 'half-on'),
    values: fc.constantFrom('on', 'Off', 'half-on'),
    formats: [''],
  },
  {
    type: { kind: 'integer', min: 0 },
    codec: runtime.integer({ min: 0 }),
    values: fc.nat(),
    formats: ['', ':pad(3)', ':pad(12)'],
  },
  { type: { kind: 'integer' }, codec: runtime.integer(), values: fc.integer(), formats: [''] },
  {
    type: { kind: 'number' },
    codec: runtime.number(),
    values: fc.double({ noNaN: true, noDefaultInfinity: true }),
    formats: [''],
  },
  {
    type: { kind: 'bigint' },
    codec: runtime.bigint(),
    values: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    formats: ['', ':pad(38)'],
  },
  {
    type: { kind: 'datetime', store: 'iso' },
    codec: runtime.datetime(),
    values: fc.date({ noInvalidDate: true }),
    formats: ['', ':yyyy', ':yyyy-MM', ':yyyy-MM-dd', ":yyyy-MM-dd'T'HH", ":yyyy-MM-dd'T'HH:mm"],
  },
  {
    type: { kind: 'date', store: 'iso' },
    codec: runtime.date(),
    values: fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(0, 10)),
    formats: ['', ':yyyy', ':yyyy-MM'],
  },
];

const field = (name: string, type: Type): Field => ({
  ...{ name, storedName: name, type, optional: false, readonly: false, hidden: false, sensitive: false },
});

const literal = fc.constantFrom('#', 'NOTE#', '|', '##x#', 'a', 'T');

/** A template over some attributes with values for them. */
const keys = fc
  .array(
    fc.tuple(
      literal,
      fc
        .constantFrom(...SAMPLES)
        .chain((sample) => fc.tuple(fc.constant(sample), fc.constantFrom(...sample.formats), sample.values)),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((pieces) => {
    const text = pieces.map(([before, [, format]], i) => `${before}{p${i}${format}}`).join('');
    const parts = pieces.map(
      ([, [{ codec }, , value]], i) => [`p${i}`, codec.toKeyPart?.(value, 'p', () => {})] as const,
    );
    const template = parseKeyTemplate(text) as KeyTemplate;
    return {
      template,
      key: buildKey(template, Object.fromEntries(parts), 'partition', () => {}),
      parameters: {
        attributes: pieces.map(([, [{ type }]], i) => field(`p${i}`, type)),
        scopeParameters: new Set<string>(),
      },
    };
  });

describe('the language of a template', () => {
  it('holds every key that the runtime builds', () => {
    let built = 0;
    fc.assert(
      fc.property(keys, ({ template, key, parameters }) => {
        if (key === undefined) return;
        built += 1;
        expect([template.text, key, accepts(templateLanguage(template, parameters), key)]).toEqual([
          template.text,
          key,
          true,
        ]);
      }),
      { numRuns: 500, seed: 1 },
    );
    expect(built).toBeGreaterThan(200);
  });

  it('meets another one where the runtime builds the same key for both', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        if (a.key === undefined || a.key !== b.key) return;
        const one = { partition: a.template, sort: undefined, parameters: a.parameters };
        const other = { partition: b.template, sort: undefined, parameters: b.parameters };
        expect(commonKey(one, other)).toBeDefined();
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('gives witnesses that both make', () => {
    fc.assert(
      fc.property(keys, keys, (a, b) => {
        const one = { partition: a.template, sort: undefined, parameters: a.parameters };
        const other = { partition: b.template, sort: undefined, parameters: b.parameters };
        const common = commonKey(one, other)?.partition;
        if (common === undefined) return;
        expect(accepts(templateLanguage(a.template, a.parameters), common)).toBe(true);
        expect(accepts(templateLanguage(b.template, b.parameters), common)).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
