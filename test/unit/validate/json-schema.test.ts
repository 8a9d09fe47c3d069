import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';

const SCHEMA = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../../schemas/tenantry.schema.json', import.meta.url)), 'utf8'),
) as AnySchemaObject;

interface Place {
  readonly path: string;
  readonly schema: AnySchemaObject;
}

/** Every schema that describes a value, with its JSON pointer. */
function places(schema: AnySchemaObject, path: string): Place[] {
  const inner = ['properties', 'definitions'].flatMap((keyword) =>
    Object.entries((schema[keyword] ?? {}) as { [name: string]: AnySchemaObject }).flatMap(([name, each]) =>
      places(each, `${path}/${keyword}/${name}`),
    ),
  );
  const values = ['items', 'additionalProperties'].flatMap((keyword) => {
    const each = schema[keyword] as AnySchemaObject | boolean | undefined;
    return typeof each === 'object' ? places(each, `${path}/${keyword}`) : [];
  });
  return [{ path, schema }, ...inner, ...values];
}

const ALL = places(SCHEMA, '#');

const isReference = ({ schema }: Place): boolean => schema.$ref !== undefined;

describe('schemas/tenantry.schema.json', () => {
  it('describes everything, in sentences', () => {
    const plain = ALL.filter((place) => !isReference(place));
    expect(plain.filter(({ schema }) => !/^.+[.]$/.test(String(schema.description))).map(({ path }) => path)).toEqual(
      [],
    );
    expect(plain.length).toBeGreaterThan(100);
  });

  it('says in words what a pattern wants, because messages say it so', () => {
    const patterns = ALL.filter(({ schema }) => schema.pattern !== undefined);
    expect(patterns.filter(({ schema }) => schema.patternErrorMessage === undefined).map(({ path }) => path)).toEqual(
      [],
    );
  });

  it('allows no property that it does not describe', () => {
    const open = ALL.filter(
      ({ schema }) =>
        schema.properties !== undefined && schema.additionalProperties !== false && schema.propertyNames === undefined,
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('has examples that it allows itself', () => {
    const ajv = new Ajv({ strict: false });
    const examples = ALL.flatMap(({ path, schema }) =>
      ((schema.examples ?? []) as unknown[]).map((example) => ({ path, schema, example })),
    );
    expect(examples.length).toBeGreaterThan(50);
    const wrong = examples.filter(
      ({ schema, example }) => !ajv.validate({ ...schema, definitions: SCHEMA.definitions }, example),
    );
    expect(wrong.map(({ path, example }) => `${path}: ${JSON.stringify(example)}`)).toEqual([]);
  });

  it('has an example of every property and of every named form of a value', () => {
    const named = ALL.filter(({ path }) => /\/(?:properties|definitions)\/\w+$/.test(path));
    const definitions = SCHEMA.definitions as { [name: string]: AnySchemaObject };
    const behind = ({ $ref }: AnySchemaObject): AnySchemaObject =>
      definitions[String($ref).replace('#/definitions/', '')] ?? {};
    const without = named.filter(({ schema }) => (schema.examples ?? behind(schema).examples) === undefined);
    expect(without.map(({ path }) => path)).toEqual([]);
    expect(named.length).toBeGreaterThan(120);
  });
});
