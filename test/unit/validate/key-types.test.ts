import * as runtime from '@tenantry/runtime/codegen-v1';
import { describe, expect, it } from 'vitest';
import type { Type } from '../../../generator/src/model/type.js';
import { standsInKeys } from '../../../generator/src/validate/key-types.js';

describe('standsInKeys', () => {
  const text = runtime.string();
  it.each([
    ['string', text],
    ['number', runtime.number()],
    ['integer', runtime.integer()],
    ['bigint', runtime.bigint()],
    ['decimal', runtime.decimal()],
    ['boolean', runtime.boolean()],
    ['binary', runtime.binary()],
    ['datetime', runtime.datetime()],
    ['date', runtime.date()],
    ['ttl', runtime.ttl()],
    ['enum', runtime.enumeration('a')],
    ['list', runtime.list(text)],
    ['set', runtime.set('string')],
    ['map', runtime.map({})],
    ['record', runtime.record(text)],
    ['json', runtime.json()],
    ['union', runtime.union('kind', {})],
  ] as const)('%s, as the runtime has it', (kind, codec) => {
    // Only the kind counts.
    expect(standsInKeys({ kind } as Type)).toBe(codec.toKeyPart !== undefined);
  });
});
