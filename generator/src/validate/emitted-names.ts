import type { Path } from '../diagnostics/path.js';
import type { Entity } from '../model/entity.js';
import type { Model } from '../model/model.js';
import type { Type } from '../model/type.js';
import { camelCase, pascalCase } from '../text/names.js';
import { kindOf } from '../types/kinds.js';

/** A TypeScript name that generated code exports, and the definition that it stems from. */
export interface EmittedName {
  readonly name: string;
  readonly path: Path;
}

/** Every exported type and value of the client, several times where several definitions give it. */
export function emittedNames(model: Model): readonly EmittedName[] {
  const names: EmittedName[] = [];
  const add: Add = (path, ...given) => {
    names.push(...given.map((name) => ({ name, path })));
  };
  const service = pascalCase(model.service);
  add(
    ['service'],
    service,
    `create${service}`,
    `Bound${service}`,
    `${service}Guards`,
    `Guarded${service}`,
    `${service}Change`,
    'decodeStreamRecord',
  );
  for (const { name, fields } of model.types) {
    add(['types', name], name, `${name}Input`, `${name}Attributes`, `${camelCase(name)}Type`);
    for (const field of fields) addInner(add, ['types', name], name, field.name, field.type);
  }
  for (const entity of model.entities) addEntity(add, entity);
  for (const { name } of model.collections) {
    const pascal = pascalCase(name);
    add(
      ['collections', name],
      `${pascal}Item`,
      `${pascal}Stored`,
      `${pascal}Partition`,
      `${camelCase(name)}Collection`,
    );
  }
  for (const { name } of model.buckets) add(['buckets', name], `${camelCase(name)}Bucket`);
  for (const { name } of model.tables) add(['tables', name], `${camelCase(name)}Table`);
  for (const { name } of model.scopes) add(['scopes', name], `${camelCase(name)}Scope`);
  return names;
}

type Add = (path: Path, ...names: readonly string[]) => void;

const TYPES_OF_ENTITY = [
  '',
  'Key',
  'Input',
  'Patch',
  'PatchFields',
  'Attributes',
  'Accessor',
  'Partition',
  'Sort',
  'Guard',
];

function addEntity(add: Add, { name, attributes, accessPatterns }: Entity): void {
  const path = ['entities', name];
  const value = camelCase(name);
  add(path, ...TYPES_OF_ENTITY.map((suffix) => pascalCase(name) + suffix));
  if (attributes.some(({ hidden }) => hidden)) add(path, `${pascalCase(name)}Hidden`);
  add(path, ...['Key', 'Input', 'Accessor'].map((suffix) => `Bound${pascalCase(name)}${suffix}`));
  add(path, ...['Entity', 'Key', 'Accessor', 'Json', 'InputSchema', 'PatchSchema'].map((suffix) => value + suffix));
  add(path, `bound${pascalCase(name)}InputSchema`);
  for (const field of attributes) addInner(add, [...path, 'attributes', field.name], name, field.name, field.type);
  for (const pattern of accessPatterns) {
    const own = pascalCase(name) + pascalCase(pattern.name);
    add([...path, 'indexes', pattern.name], ...['', 'Key', 'Partition', 'Sort'].map((suffix) => own + suffix));
    add([...path, 'indexes', pattern.name], `${value}${pascalCase(pattern.name)}Key`);
  }
}

/** Enums and maps inside of an attribute get a type of their own, named after it. */
function addInner(add: Add, path: Path, owner: string, field: string, type: Type): void {
  const own = owner + pascalCase(field);
  const { inside, declares = [] } = kindOf(type);
  const { fields, elements } = inside(type);
  add(path, ...declares.map((ending) => own + ending));
  for (const inner of fields) addInner(add, path, own, inner.name, inner.type);
  for (const element of elements) addInner(add, path, own, element.suffix, element.type);
}
