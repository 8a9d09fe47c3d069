import type { Attribute, AttributeType } from '@tenantry/runtime/codegen-v1';
import * as runtime from '@tenantry/runtime/codegen-v1';
import { codecCallOf, defaultValueOf, type Field, type Model, type Type } from 'tenantry/policies';

/** Makes the runtime's codec of a schema's type: the call that generated code holds as text. */
export function attributeType(type: Type, model: Model): AttributeType {
  switch (type.kind) {
    case 'list':
      return runtime.list(attributeType(type.items, model));
    case 'record':
      return runtime.record(attributeType(type.values, model));
    case 'map':
      return mapType(type.fields, model);
    case 'reference':
      return namedType(type.name, model);
    case 'union':
      return runtime.union(
        type.discriminator,
        Object.fromEntries(type.variants.map((variant) => [variant.tag, namedType(variant.type, model)])),
      );
    default:
      return scalarType(type);
  }
}

type Codec = (...given: readonly unknown[]) => AttributeType;

function scalarType(type: Type): AttributeType {
  const call = codecCallOf(type);
  if (call === undefined) throw new Error(`The type ${type.kind} has no codec of its own.`);
  const codec = (runtime as unknown as { readonly [name: string]: Codec | undefined })[call.codec];
  if (codec === undefined) throw new Error(`The runtime has no codec ${call.codec} for the type ${type.kind}.`);
  return codec(...call.arguments);
}

/** An attribute with its modifiers. */
export const attribute = (field: Field, type: AttributeType): Attribute => ({
  type,
  ...(field.optional && { optional: true }),
  ...(field.storedName !== field.name && { name: field.storedName }),
  ...(field.default !== undefined && { default: defaultValueOf(field) }),
  ...(field.generate !== undefined && { generate: field.generate }),
  ...(field.compute !== undefined && { compute: field.compute }),
});

const mapType = (fields: readonly Field[], model: Model): AttributeType =>
  runtime.map(
    Object.fromEntries(fields.map((field) => [field.name, attribute(field, attributeType(field.type, model))])),
  );

/** Made when it is needed: a type may hold itself. */
function namedType(name: string, model: Model): AttributeType {
  const named = model.types.find((type) => type.name === name);
  if (named === undefined) throw new Error(`The schema has no type ${name}.`);
  let made: AttributeType | undefined;
  return runtime.lazy(() => {
    made ??= mapType(named.fields, model);
    return made;
  });
}
