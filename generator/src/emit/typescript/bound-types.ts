import type { EntityPlan, KeyField, ScopePlan } from '../../plan/client-plan.js';
import type { PlannedField } from '../../plan/planned-type.js';
import { interfaceDeclaration, objectType } from '../print/declaration.js';
import type { FileContext } from './context.js';
import { keyProperties } from './entity-types.js';
import { omissibleProperties } from './shape-declarations.js';

// Declared, and not `Omit<MemberKey, 'tenantId'>`: that nearly doubles what the types of a large client cost a compiler.

/** Returns the parameter that a session fixes: that of the scope that owns the key. */
export type Bound = (scope: string | undefined) => string | undefined;

export const boundBy =
  (scopes: readonly ScopePlan[]): Bound =>
  (name) =>
    scopes.find(({ scope }) => scope.name === name)?.scope.parameter;

/** Key parameters that are left to name. */
export const unbound = (fields: readonly KeyField[], fixed: string | undefined): readonly KeyField[] =>
  fields.filter(({ field }) => field.field.name !== fixed);

/** The type of the key where `fixed` is not named, in place where one field is left; undefined where none is. */
export function boundKey(plan: EntityPlan, fixed: string | undefined, context: FileContext): string | undefined {
  const left = unbound(plan.key.fields, fixed);
  if (left.length === 0) return undefined;
  if (left.length === plan.key.fields.length) return plan.names.key;
  return left.length === 1 ? objectType(keyProperties(left, context)) : `Bound${plan.names.key}`;
}

/** The type of what `create` and `put` take where `fixed` is not named. */
export const boundInput = ({ names, input }: EntityPlan, fixed: string | undefined): string =>
  input.some(({ field }) => field.name === fixed) ? `Bound${names.input}` : names.input;

interface BoundType {
  readonly name: string;
  readonly doc: string;
  readonly fields: { readonly key: readonly KeyField[] } | { readonly input: readonly PlannedField[] };
}

/** The types of a session's accessor that are declared. */
function boundTypes({ names, key, input, entity }: EntityPlan, scopes: readonly ScopePlan[]): readonly BoundType[] {
  const fixed = boundBy(scopes)(entity.key.scope);
  const left = unbound(key.fields, fixed);
  const others = input.filter(({ field }) => field.name !== fixed);
  const doc = (type: string): string => `${type} in a session, which fixes \`${fixed}\`.`;
  return [
    ...(left.length > 1 && left.length < key.fields.length
      ? [{ name: `Bound${names.key}`, doc: doc('The primary key'), fields: { key: left } }]
      : []),
    ...(others.length < input.length
      ? [{ name: `Bound${names.input}`, doc: doc('The input of `create` and `put`'), fields: { input: others } }]
      : []),
  ];
}

export const boundTypeNames = (plan: EntityPlan, scopes: readonly ScopePlan[]): readonly string[] =>
  boundTypes(plan, scopes).map(({ name }) => name);

export const boundTypeDeclarations = (
  plan: EntityPlan,
  scopes: readonly ScopePlan[],
  context: FileContext,
): readonly string[] =>
  boundTypes(plan, scopes).map(({ name, doc, fields }) => {
    const properties =
      'key' in fields ? keyProperties(fields.key, context) : omissibleProperties(fields.input, context);
    return interfaceDeclaration(name, { properties }, doc);
  });
