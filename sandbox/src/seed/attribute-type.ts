import {
  type Attribute,
  type AttributeType,
  bigint,
  binary,
  boolean,
  date,
  datetime,
  decimal,
  enumeration,
  integer,
  json,
  lazy,
  list,
  map,
  number,
  record,
  set,
  string,
  ttl,
  union,
} from '@tenantry/runtime/codegen-v1';
import type { Field, Model, Type } from 'tenantry/policies';

/** The runtime's codec of a schema's type: what generated code says as text, made at once. */
export function attributeType(type: Type, model: Model): AttributeType {
  switch (type.kind) {
    case 'string':
      return string(type);
    case 'number':
      return number(type);
    case 'integer':
      return integer(type);
    case 'bigint':
      return bigint();
    case 'decimal':
      return decimal();
    case 'boolean':
      return boolean();
    case 'binary':
      return binary();
    case 'datetime':
      return datetime(type);
    case 'date':
      return date(type);
    case 'ttl':
      return ttl(type);
    case 'json':
      return json();
    case 'enum':
      return enumeration(...type.values);
    case 'list':
      return list(attributeType(type.items, model));
    case 'record':
      return record(attributeType(type.values, model));
    case 'set':
      return set(type.items);
    case 'map':
      return mapType(type.fields, model);
    case 'reference':
      return namedType(type.name, model);
    case 'union':
      return union(
        type.discriminator,
        Object.fromEntries(type.variants.map((variant) => [variant.tag, namedType(variant.type, model)])),
      );
  }
}

/** An attribute with its modifiers. */
export const attribute = (field: Field, type: AttributeType): Attribute => ({
  type,
  ...(field.optional && { optional: true }),
  ...(field.storedName !== field.name && { name: field.storedName }),
  ...(field.default !== undefined && { default: field.default }),
  ...(field.generate !== undefined && { generate: field.generate }),
  ...(field.compute !== undefined && { compute: field.compute }),
});

const mapType = (fields: readonly Field[], model: Model): AttributeType =>
  map(Object.fromEntries(fields.map((field) => [field.name, attribute(field, attributeType(field.type, model))])));

/** Made when it is needed: a type may hold itself. */
function namedType(name: string, model: Model): AttributeType {
  const named = model.types.find((type) => type.name === name);
  if (named === undefined) throw new Error(`The schema has no type ${name}.`);
  let made: AttributeType | undefined;
  return lazy(() => {
    made ??= mapType(named.fields, model);
    return made;
  });
}
