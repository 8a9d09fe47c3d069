import type { Path } from '../diagnostics/path.js';
import type { Entity } from '../model/entity.js';
import type { Model } from '../model/model.js';
import type { Field, Type } from '../model/type.js';
import { kindOf } from '../types/kinds.js';

/** A field anywhere in a schema: an attribute, a field of a named type, or one of a map inside of these. */
export interface FieldPlace {
  readonly field: Field;
  readonly path: Path;
  /** Present for attributes of an entity themselves. */
  readonly entity?: Entity;
}

/** A type anywhere in a schema, also the element of a list. */
export interface TypePlace {
  readonly type: Type;
  readonly path: Path;
}

export function allFields(model: Model): readonly FieldPlace[] {
  const places: FieldPlace[] = [];
  const visit = (field: Field, path: Path, entity?: Entity): void => {
    places.push(entity === undefined ? { field, path } : { field, path, entity });
    for (const { type, path: at } of nestedTypes({ type: field.type, path })) {
      for (const inner of kindOf(type).inside(type).fields) visit(inner, [...at, 'map', inner.name]);
    }
  };
  for (const { name, fields } of model.types) for (const field of fields) visit(field, ['types', name, field.name]);
  for (const entity of model.entities) {
    for (const field of entity.attributes) visit(field, ['entities', entity.name, 'attributes', field.name], entity);
  }
  return places;
}

export const allTypes = (model: Model): readonly TypePlace[] =>
  allFields(model).flatMap(({ field, path }) => nestedTypes({ type: field.type, path }));

/** A type and the types of its elements, not going into the fields of maps. Shorthand elements have the path of the whole. */
function nestedTypes(place: TypePlace): readonly TypePlace[] {
  const { elements } = kindOf(place.type).inside(place.type);
  return [place, ...elements.flatMap(({ step, type }) => nestedTypes({ type, path: [...place.path, step] }))];
}
