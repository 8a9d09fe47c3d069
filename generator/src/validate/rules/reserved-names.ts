import type { Path } from '../../diagnostics/path.js';
import type { Field, Type } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import type { Rule } from '../rule.js';

/** Names that objects have before anybody gives them one. */
const OBJECT: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'toJSON',
]);

/** Methods of an accessor, and what would make it look like a promise. */
const ACCESSOR: ReadonlySet<string> = new Set([
  'get',
  'create',
  'put',
  'update',
  'upsert',
  'delete',
  'check',
  'reindex',
  'query',
  'scan',
  'then',
]);

const SERVICE: ReadonlySet<string> = new Set(['forSession', 'then']);

/** Types and values of the language that generated code uses, and files that it has anyway. */
const TYPES: ReadonlySet<string> = new Set([
  ...[
    'Array',
    'BigInt',
    'Boolean',
    'Date',
    'Error',
    'Exclude',
    'Extract',
    'Function',
    'Iterable',
    'JSON',
    'Map',
    'Math',
  ],
  ...['NonNullable', 'Number', 'Object', 'Omit', 'Partial', 'Pick', 'Promise', 'Proxy', 'Readonly', 'ReadonlyArray'],
  ...['ReadonlyMap', 'ReadonlySet', 'Record', 'Reflect', 'RegExp', 'Required', 'Set', 'String', 'Symbol', 'Uint8Array'],
  ...['Index', 'Scopes', 'Tables', 'Types'],
]);

/** Reserved for the policy of the caller of sts:AssumeRole. */
const ROLES: ReadonlySet<string> = new Set(['session-issuer']);

/** No name breaks what already has it. */
export const reservedNames: Rule = ({ model }, report) => {
  const check = (path: Path, sets: readonly ReadonlySet<string>[], what: string): void => {
    const name = String(path.at(-1));
    if (!sets.some((set) => set.has(name))) return;
    report({
      code: 'schema.reserved-name',
      path,
      part: 'key',
      summary: `\`${name}\` cannot be the name of ${what}.`,
      why: 'JavaScript or the generated code has a meaning for it.',
      hint:
        what.includes('attribute') || what.includes('field')
          ? 'Choose another name; `name` keeps the one in DynamoDB.'
          : 'Choose another name.',
    });
  };
  for (const { name, fields } of model.types) {
    check(['types', name], [OBJECT, TYPES], 'a type');
    checkFields(fields, ['types', name], check);
  }
  for (const entity of model.entities) {
    const path = ['entities', entity.name];
    check(path, [OBJECT, TYPES], 'an entity');
    checkFields(entity.attributes, [...path, 'attributes'], check, 'an attribute');
    for (const pattern of entity.accessPatterns)
      check([...path, 'indexes', pattern.name], [OBJECT, ACCESSOR, new Set(['primary'])], 'an access pattern');
  }
  for (const { name } of model.collections) check(['collections', name], [OBJECT, SERVICE], 'a collection');
  for (const { name } of model.roles) check(['roles', name], [OBJECT, ROLES], 'a role');
  for (const section of ['scopes', 'tables', 'environments', 'buckets'] as const) {
    for (const { name } of model[section]) check([section, name], [OBJECT], `one of \`${section}\``);
  }
};

type Check = (path: Path, sets: readonly ReadonlySet<string>[], what: string) => void;

function checkFields(fields: readonly Field[], path: Path, check: Check, what = 'a field'): void {
  for (const { name, type } of fields) {
    check([...path, name], [OBJECT], what);
    checkType(type, [...path, name], check);
  }
}

function checkType(type: Type, path: Path, check: Check): void {
  const { fields, elements } = kindOf(type).inside(type);
  checkFields(fields, [...path, 'map'], check);
  for (const { step, type: inner } of elements) checkType(inner, [...path, step], check);
}
