import { type AttributeLike, type AttributeType, attributeOf, type UnionParts } from '../codec/attribute.js';
import type { StringLimits } from '../codec/string.js';
import { TEXT_FORMATS } from '../codec/text-form.js';
import type { MapFacets } from './from-json.js';
import { toJson } from './json-of.js';

/** A JSON Schema, of the keywords that draft 7 and 2020-12 share. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Types that hold themselves, and the names under which they stand in `$defs`. */
interface Context {
  readonly open: Map<unknown, string | undefined>;
  readonly definitions: { [name: string]: JsonSchema };
}

interface Member {
  readonly label: string;
  readonly type: AttributeType;
  readonly optional?: boolean;
  readonly default?: unknown;
}

/** The schema of an object with these attributes and no others. */
export function objectSchema(members: readonly Member[]): JsonSchema {
  const context: Context = { open: new Map(), definitions: {} };
  const schema = fieldsSchema(members, context);
  return Object.keys(context.definitions).length === 0 ? schema : { ...schema, $defs: context.definitions };
}

function fieldsSchema(members: readonly Member[], context: Context): JsonSchema {
  const properties = members.map(({ label, type, default: fixed }) => {
    const schema = schemaOf(type, context);
    return [label, fixed === undefined ? schema : { ...schema, default: toJson(fixed) }] as const;
  });
  const required = members.filter(({ optional }) => !optional).map(({ label }) => label);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function schemaOf(type: AttributeType, context: Context): JsonSchema {
  const { name, element, facets, limits: { min, max } = {} } = type;
  const bounds = { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
  if (name.startsWith('set<')) return { ...listSchema(element, context), uniqueItems: true, minItems: 1 };
  if (name.startsWith('list<')) return listSchema(element, context);
  if (name.startsWith('record<'))
    return { type: 'object', additionalProperties: schemaOf(facets as AttributeType, context) };
  switch (name) {
    case 'string':
      return stringSchema((facets ?? {}) as StringLimits);
    case 'enum':
      return { type: 'string', enum: facets };
    case 'number':
    case 'boolean':
    case 'integer':
      return { type: name, ...bounds };
    case 'ttl':
      return { type: 'integer', minimum: 0 };
    case 'bigint':
      return { type: 'string', pattern: '^-?[0-9]{1,39}$' };
    case 'decimal':
      return { type: 'string', pattern: '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$' };
    case 'binary':
      return { type: 'string', contentEncoding: 'base64' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'datetime':
      return { type: 'string', format: 'date-time' };
    case 'map':
      return mapSchema(facets as MapFacets, context);
    default:
      return type.union ? unionSchema(type.union, context) : (type.schema ?? {});
  }
}

const listSchema = (element: AttributeType | undefined, context: Context): JsonSchema => ({
  type: 'array',
  items: element ? schemaOf(element, context) : {},
});

const stringSchema = ({ minLength, maxLength, pattern, format }: StringLimits): JsonSchema => ({
  type: 'string',
  ...(minLength !== undefined && { minLength }),
  ...(maxLength !== undefined && { maxLength }),
  // JSON Schema knows no ULIDs; two patterns are both asked.
  ...(format !== undefined && (format === 'ulid' ? { allOf: [{ pattern: TEXT_FORMATS.ulid }] } : { format })),
  ...(pattern !== undefined && { pattern }),
});

const membersOf = (fields: MapFacets): readonly Member[] =>
  Object.entries(fields).map(([label, given]) => memberOf(label, given));

function memberOf(label: string, given: AttributeLike): Member {
  const { type, optional = false, default: fixed } = attributeOf(given);
  return { label, type, optional: optional || fixed !== undefined, default: fixed };
}

/** A map that holds itself is defined once and referred to. */
function mapSchema(fields: MapFacets, { open, definitions }: Context): JsonSchema {
  if (open.has(fields)) {
    const name = open.get(fields) ?? `type${open.size}`;
    open.set(fields, name);
    return { $ref: `#/$defs/${name}` };
  }
  open.set(fields, undefined);
  const schema = fieldsSchema(membersOf(fields), { open, definitions });
  const name = open.get(fields);
  open.delete(fields);
  if (name === undefined) return schema;
  definitions[name] = schema;
  return { $ref: `#/$defs/${name}` };
}

function unionSchema({ discriminator, variants }: UnionParts, context: Context): JsonSchema {
  const oneOf = Object.entries(variants).map(([tag, variant]) => {
    const members = membersOf(variant.facets as MapFacets).filter(({ label }) => label !== discriminator);
    const { properties, required, ...rest } = fieldsSchema(members, context) as {
      readonly properties: object;
      readonly required?: readonly string[];
    };
    return {
      ...rest,
      properties: { [discriminator]: { const: tag }, ...properties },
      required: [discriminator, ...(required ?? [])],
    };
  });
  return { type: 'object', oneOf };
}
