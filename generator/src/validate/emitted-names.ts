import type { Model } from '../model/model.js';
import type { Type } from '../model/type.js';
import type { Path } from '../text/path.js';

/** A TypeScript name that generated code exports, and the definition that it stems from. */
export interface EmittedName {
  readonly name: string;
  readonly path: Path;
}

export const pascalCase = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

export const camelCase = (name: string): string => {
  const pascal = pascalCase(name);
  return pascal.slice(0, 1).toLowerCase() + pascal.slice(1);
};

/** Every exported type and value of the client, several times where several definitions give it. */
export function emittedNames(model: Model): readonly EmittedName[] {
  const names: EmittedName[] = [];
  const add = (path: Path, ...given: readonly string[]): void => {
    names.push(...given.map((name) => ({ name, path })));
  };
  const service = pascalCase(model.service);
  add(['service'], service, `create${service}`);
  for (const { name, fields } of model.types) {
    add(['types', name], name);
    for (const field of fields) addInner(add, ['types', name], name, field.name, field.type);
  }
  for (const { name, attributes, accessPatterns } of model.entities) {
    const path = ['entities', name];
    const value = camelCase(name);
    add(path, name, ...['Key', 'Input', 'Patch', 'Attributes', 'Accessor'].map((suffix) => name + suffix));
    add(path, `${value}Entity`, `${value}Key`, `${value}Accessor`);
    for (const field of attributes) addInner(add, [...path, 'attributes', field.name], name, field.name, field.type);
    for (const pattern of accessPatterns) {
      const own = name + pascalCase(pattern.name);
      add([...path, 'indexes', pattern.name], own, `${own}Partition`, `${own}Sort`, `${camelCase(own)}Key`);
    }
  }
  for (const { name } of model.collections) add(['collections', name], `${pascalCase(name)}Item`, `${name}Collection`);
  for (const { name } of model.tables) add(['tables', name], `${name}Table`);
  for (const { name } of model.scopes) add(['scopes', name], `${name}Scope`);
  return names;
}

/** Enums and maps inside of an attribute get a type of their own, named after it. */
function addInner(
  add: (path: Path, ...names: string[]) => void,
  path: Path,
  owner: string,
  field: string,
  type: Type,
): void {
  const own = owner + pascalCase(field);
  if (type.kind === 'enum' || type.kind === 'map' || type.kind === 'union') add(path, own);
  if (type.kind === 'map') for (const inner of type.fields) addInner(add, path, own, inner.name, inner.type);
  if (type.kind === 'list') addInner(add, path, own, 'Item', type.items);
  if (type.kind === 'record') addInner(add, path, own, 'Value', type.values);
}
