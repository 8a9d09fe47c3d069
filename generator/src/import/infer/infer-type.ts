import { ALL_KINDS } from '../../types/kinds.js';
import type { SampleValue } from '../nosql-workbench/workbench-model.js';
import type { DraftAttribute, DraftType } from './draft.js';
import { attributeName } from './words.js';

const JSON_TYPE: DraftType = { word: 'json' };
const MAXIMUM_DEPTH = 8;

/** The narrowest type that holds all samples; without a sample, what the model declares. */
export function inferType(samples: readonly SampleValue[], declared = 'S', depth = 0): DraftType {
  const typed = samples.filter(({ type }) => type !== 'NULL');
  const [first] = typed;
  if (first === undefined) return typeWithout(declared);
  if (typed.some(({ type }) => type !== first.type)) return JSON_TYPE;
  const values = typed.map(({ value }) => value);
  switch (first.type) {
    case 'M':
      return depth < MAXIMUM_DEPTH ? mapType(values, depth) : JSON_TYPE;
    case 'L':
      return listType(values);
    default:
      return narrowest(first.type, values);
  }
}

const INFERENCES = ALL_KINDS.flatMap(([, { inferred = [] }]) => inferred);

/** A kind only where writing each value again would give the same; else the one that takes all. */
function narrowest(attribute: string, values: readonly unknown[]): DraftType {
  const narrow = INFERENCES.find((each) => each.attribute === attribute && each.fits && values.every(each.fits));
  return narrow === undefined ? typeWithout(attribute) : { word: narrow.word };
}

/** Maps and lists of which nothing is known are `json`. */
function typeWithout(attribute: string): DraftType {
  const wide = INFERENCES.find((each) => each.attribute === attribute && each.fits === undefined);
  return wide === undefined ? JSON_TYPE : { word: wide.word };
}

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
