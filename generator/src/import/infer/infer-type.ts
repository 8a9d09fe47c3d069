import type { SampleValue } from '../nosql-workbench/workbench-model.js';
import type { DraftAttribute, DraftType } from './draft.js';
import { attributeName } from './words.js';

const STRING: DraftType = { word: 'string' };
const JSON_TYPE: DraftType = { word: 'json' };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const MAXIMUM_DEPTH = 8;

/** The narrowest type that holds all samples; without a sample, what the model declares. */
export function inferType(samples: readonly SampleValue[], declared = 'S', depth = 0): DraftType {
  const typed = samples.filter(({ type }) => type !== 'NULL');
  const [first] = typed;
  if (first === undefined) return typeWithout(declared);
  if (typed.some(({ type }) => type !== first.type)) return JSON_TYPE;
  const values = typed.map(({ value }) => value);
  switch (first.type) {
    case 'S':
      return textType(values);
    case 'N':
      return { word: values.every(isWhole) ? 'integer' : 'number' };
    case 'M':
      return depth < MAXIMUM_DEPTH ? mapType(values, depth) : JSON_TYPE;
    case 'L':
      return listType(values);
    default:
      return typeWithout(first.type);
  }
}

/** Maps and lists of which nothing is known are `json`. */
function typeWithout(type: string): DraftType {
  const words: { readonly [type: string]: string } = {
    S: 'string',
    N: 'number',
    B: 'binary',
    BOOL: 'boolean',
    SS: 'set<string>',
    NS: 'set<number>',
    BS: 'set<binary>',
  };
  return { word: (Object.hasOwn(words, type) ? words[type] : undefined) ?? 'json' };
}

/** `datetime` and `date` only where writing the value again would give the same text. */
function textType(values: readonly unknown[]): DraftType {
  if (values.every((value) => INSTANT.test(String(value)) && isReal(String(value)))) return { word: 'datetime' };
  return values.every((value) => /^\d{4}-\d\d-\d\d$/.test(String(value)) && isReal(`${value}T00:00:00.000Z`))
    ? { word: 'date' }
    : STRING;
}

const isReal = (instant: string): boolean => {
  const time = new Date(instant);
  return !Number.isNaN(time.getTime()) && time.toISOString() === instant;
};

const isWhole = (value: unknown): boolean => Number.isSafeInteger(Number(value));

function listType(values: readonly unknown[]): DraftType {
  const items = values.flatMap((value) => (Array.isArray(value) ? (value as SampleValue[]) : []));
  if (items.length === 0 || items.some(({ type }) => type !== 'S' && type !== 'N' && type !== 'BOOL')) return JSON_TYPE;
  const type = inferType(items);
  return 'word' in type && type.word !== 'json' ? { word: `${type.word}[]` } : JSON_TYPE;
}

function mapType(values: readonly unknown[], depth: number): DraftType {
  const maps = values.filter((value) => value instanceof Map) as ReadonlyMap<string, SampleValue>[];
  const names = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  const fields = names.map((stored): DraftAttribute => {
    const samples = maps.flatMap((map) => map.get(stored) ?? []);
    const name = attributeName(stored, '');
    const optional = samples.length < maps.length || samples.some(({ type }) => type === 'NULL');
    return { name, ...(name !== stored && { stored }), type: inferType(samples, 'S', depth + 1), optional };
  });
  // A map of which names cannot be fields, or with one name for two of them, is any JSON.
  const plain =
    fields.every(({ name }) => name !== '') && new Set(fields.map(({ name }) => name)).size === fields.length;
  return plain && fields.length > 0 ? { map: fields } : JSON_TYPE;
}
