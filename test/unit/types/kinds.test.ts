import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as runtime from '@tenantry/runtime/codegen-v1';
import { describe, expect, it } from 'vitest';
import type { Type } from '../../../generator/src/model/type.js';
import type { TypeText } from '../../../generator/src/types/kind.js';
import { ALL_KINDS, KINDS, kindOf } from '../../../generator/src/types/kinds.js';
import { OPTIONS } from '../../../generator/src/types/options.js';
import { standsInKeys } from '../../../generator/src/validate/key-types.js';
import { ROOT, sourceFiles } from '../../support/source-files.js';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const text = runtime.string();
const NESTED = {
  enum: [{ kind: 'enum', values: ['a'] }, runtime.enumeration('a')],
  list: [{ kind: 'list', items: { kind: 'string' } }, runtime.list(text)],
  map: [{ kind: 'map', fields: [] }, runtime.map({})],
  record: [{ kind: 'record', values: { kind: 'string' } }, runtime.record(text)],
  union: [{ kind: 'union', discriminator: 'kind', variants: [] }, runtime.union('kind', {})],
  reference: [{ kind: 'reference', name: 'A' }, runtime.lazy(() => runtime.map({}))],
} as const;

function sample(kind: Type['kind']): Type {
  if (kind in NESTED) return NESTED[kind as keyof typeof NESTED][0];
  return kindOf({ kind } as Type).word ?? (kind === 'set' ? { kind, items: 'string' } : ({ kind } as Type));
}

function codecOf(type: Type): runtime.AttributeType {
  const call = kindOf(type).codec?.(type);
  if (call === undefined) return NESTED[type.kind as keyof typeof NESTED][1];
  const codec = (runtime as unknown as { readonly [name: string]: (...given: unknown[]) => runtime.AttributeType })[
    call.codec
  ];
  return (codec as NonNullable<typeof codec>)(...call.arguments);
}

describe.each(ALL_KINDS)('the kind %s', (kind, record) => {
  const type = sample(kind);

  it('names a codec of the runtime, and stands in keys where that does', () => {
    expect(standsInKeys(type)).toBe(codecOf(type).toKeyPart !== undefined);
  });

  it('names types that generated code can import', () => {
    const entry = read('runtime/src/codegen-v1.ts');
    const { output, input, attribute } = kindOf(type).typescript?.(type) ?? {};
    const names = [output, input, attribute].filter(
      (each): each is Exclude<TypeText, string> => typeof each === 'object',
    );
    expect(names.filter(({ runtime: name }) => !new RegExp(`\\b${name}\\b`).test(entry))).toEqual([]);
  });

  it('has rows in the documentation', () => {
    if (record.word === undefined) return;
    for (const page of ['docs/schema.md', 'docs/stored-format.md'])
      expect(read(page).split('\n'), page).toContainEqual(expect.stringMatching(new RegExp(`^\\| [^|]*\`${kind}\``)));
    expect(record.words(record.word, () => '')).toBe(kind);
  });
});

describe('all kinds', () => {
  it('share no word with another language, or with each other', () => {
    const words = ALL_KINDS.flatMap(([, { otherWords = {} }]) => Object.keys(otherWords));
    expect(words.length).toBe(new Set(words).size);
    expect(words.filter((word) => KINDS[word as Type['kind']]?.word !== undefined)).toEqual([]);
    expect(words.filter((word) => word !== word.toLowerCase())).toEqual([]);
  });

  it('are what the JSON Schema says', () => {
    const { definitions } = JSON.parse(read('schemas/tenantry.schema.json')) as {
      readonly definitions: {
        readonly [name: string]: {
          readonly properties: { readonly [name: string]: { readonly description: string; readonly enum?: string[] } };
        };
      };
    };
    const words = ALL_KINDS.filter(([, { word }]) => word !== undefined).map(([kind]) => `\`${kind}\``);
    const stores = new Set(ALL_KINDS.flatMap(([, { stores: all = [] }]) => all));
    for (const name of ['element', 'attribute']) {
      const properties = definitions[name]?.properties ?? {};
      expect(properties.type?.description).toContain(`A type: ${words.join(', ')}, a name under`);
      expect(properties.store?.enum).toEqual([...stores]);
      expect(OPTIONS.filter((option) => properties[option] === undefined)).toEqual([]);
    }
    expect(OPTIONS.filter((option) => !ALL_KINDS.some(([, { options }]) => options?.includes(option)))).toEqual([]);
  });
});

/** Where the language asks for one kind by name, with the reason. Everything else is a property of the kind. */
const ASKED: { readonly [file: string]: string } = {
  'emit/typescript/codec-expression.ts': 'planned types',
  'emit/typescript/shape-declarations.ts': 'planned types',
  'emit/typescript/type-text.ts': 'planned types',
  'plan/plan-type.ts': 'makes planned types of those that the compiler knows to be nested',
  'policy/diff/attributes.ts': 'compares inside of named types and of unions',
  'types/pattern-problem.ts': 'only strings have patterns',
  'validate/rules/computed-attributes.ts': 'a template makes a string',
  'validate/rules/empty-parts.ts': 'only strings can be empty',
  'validate/rules/modifiers.ts': 'a template decides what a string is',
  'validate/rules/scope-parameters.ts': 'session tags are strings',
  'validate/rules/type-references.ts': 'unions have variants, with a string or an enum as their tag',
};

it('no other file decides by the kind of a type', () => {
  const names = ALL_KINDS.map(([kind]) => kind).join('|');
  // Formats of key parts are distinguished by a `kind`, too.
  const decision = new RegExp(`(?<!format\\.|typeof )\\bkind (?:===|!==) '(?:${names})'|switch \\(type\\.kind\\)`);
  const files = sourceFiles('generator/src').filter(({ text: source }) => decision.test(source));
  expect(files.map(({ path }) => path.replace('generator/src/', '')).sort()).toEqual(Object.keys(ASKED).sort());
});
