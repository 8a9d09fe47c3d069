import {
  type AttributeLike,
  type AttributeType,
  attributeOf,
  type ReportValue,
  type UnionParts,
} from '../codec/attribute.js';
import { isRecord } from '../codec/map.js';
import { refuse } from '../codec/refuse.js';

/**
 * The value of a type from its JSON form: arrays become sets, texts bigints and bytes. What is of another form is left as
 * it is, so that the type refuses it by its own words.
 */
export function fromJson(type: AttributeType, value: unknown, path: string, report: ReportValue): unknown {
  const { name, element, facets } = type;
  if (name === 'bigint') return bigintOf(value, path, report);
  if (name === 'binary') return bytesOf(value, path, report);
  if (Array.isArray(value) && element !== undefined) {
    const members = value.map((each, i) => fromJson(element, each, `${path}[${i}]`, report));
    return name.startsWith('set<') ? new Set(members) : members;
  }
  if (!isRecord(value)) return value;
  if (name.startsWith('record<')) return fieldsFrom(value, () => facets as AttributeType, path, report);
  if (name === 'map') return mapFrom(type, value, path, report);
  return type.union ? unionFrom(type.union, value, path, report) : value;
}

/** The fields of a map, by their names in the schema. */
export type MapFacets = { readonly [name: string]: AttributeLike };

type Fields = { readonly [name: string]: unknown };

function mapFrom({ facets }: AttributeType, value: Fields, path: string, report: ReportValue): Fields {
  const fields = facets as MapFacets;
  return fieldsFrom(value, (name) => (Object.hasOwn(fields, name) ? typeOf(fields[name]) : undefined), path, report);
}

const typeOf = (field: AttributeLike | undefined): AttributeType | undefined => field && attributeOf(field).type;

function unionFrom({ discriminator, variants }: UnionParts, value: Fields, path: string, report: ReportValue): Fields {
  const tag = value[discriminator];
  const variant = typeof tag === 'string' && Object.hasOwn(variants, tag) ? variants[tag] : undefined;
  return variant ? mapFrom(variant, value, path, report) : value;
}

/** Names that no type knows are kept, for the type to refuse. */
function fieldsFrom(
  value: Fields,
  typeOfField: (name: string) => AttributeType | undefined,
  path: string,
  report: ReportValue,
): Fields {
  const entries = Object.entries(value).map(([name, each]) => {
    const type = typeOfField(name);
    return [name, type ? fromJson(type, each, `${path}.${name}`, report) : each] as const;
  });
  return Object.fromEntries(entries);
}

function bigintOf(value: unknown, path: string, report: ReportValue): unknown {
  return typeof value === 'string' && /^-?\d{1,39}$/.test(value)
    ? BigInt(value)
    : refuse(report, path, 'is not a text of decimal digits, as JSON holds a bigint');
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function bytesOf(value: unknown, path: string, report: ReportValue): unknown {
  return typeof value === 'string' && BASE64.test(value)
    ? Uint8Array.from(atob(value), (character) => character.charCodeAt(0))
    : refuse(report, path, 'is not a text in base 64, as JSON holds bytes');
}
