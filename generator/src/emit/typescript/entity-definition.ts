import { scopeParametersOf } from '../../keys/scope-parameters.js';
import type { EntityPlan, QueryPlan, ScopePlan } from '../../plan/client-plan.js';
import { withArticle } from '../../text/names.js';
import { constantDeclaration, objectType } from '../print/declaration.js';
import { array, type Expression, later, literal, object, pure } from '../print/expression.js';
import { stringLiteral } from '../print/literal.js';
import { attributeExpression, stringArray } from './codec-expression.js';
import type { FileContext } from './context.js';
import { boundAccessorName } from './entity-accessor.js';
import { keyProperties, storedProperties } from './entity-types.js';

/** The constant that tells the runtime all about the entity. */
export function entityDefinition(plan: EntityPlan, scopes: readonly ScopePlan[], context: FileContext): string {
  const { entity, names } = plan;
  const scopeParameters = scopeParametersOf({ scopes: scopes.map(({ scope }) => scope) }, entity);
  const fields = [...plan.fields, ...(plan.shard ? [plan.shard] : [])];
  const value = object([
    ['name', literal(entity.name)],
    ['table', context.file.value(plan.table.constant, context.module('tables'))],
    ['scope', scopeConstant(entity.key.scope, scopes, context)],
    ['key', object([...templateEntries(entity.key), ...sharedEntry(plan.queries[0])])],
    [
      'indexes',
      object(entity.accessPatterns.map((pattern) => [pattern.name, indexExpression(pattern, plan, scopes, context)])),
    ],
    [
      'attributes',
      later(object(fields.map((field) => [field.field.name, attributeExpression(field, context, scopeParameters)]))),
    ],
    ['version', entity.version === undefined ? undefined : literal(entity.version)],
    ['sideWrites', sideWritesExpression(plan, context)],
    [
      'withComputed',
      fields.some(({ field }) => field.compute !== undefined) ? context.runtime('withComputed') : undefined,
    ],
  ]);
  const types = [names.item, names.accessor, ...boundAccessors(plan, scopes)];
  return constantDeclaration(
    names.definition,
    `${context.runtimeType('EntityDefinition')}<${types.join(', ')}>`,
    value,
  );
}

/** The accessor of a session, where it is another one, and where the session's guards are named too. */
function boundAccessors(plan: EntityPlan, scopes: readonly ScopePlan[]): readonly string[] {
  const bound = boundAccessorName(plan, scopes);
  if (bound === plan.names.accessor) return [];
  return plan.writeGuard ? [bound, `${bound}<never>`] : [bound];
}

/** Returns the side writes of each write. */
function sideWritesExpression({ unique, writeGuard }: EntityPlan, context: FileContext): Expression | undefined {
  if (unique === undefined && writeGuard === undefined) return undefined;
  const guard = (write: NonNullable<typeof writeGuard>): Expression =>
    object([
      ['name', literal(write.name)],
      ['entity', later(context.file.value(write.entity.definition, context.module(write.file)))],
      ['attribute', literal(write.attribute)],
      ['contains', literal(write.contains)],
    ]);
  return object([
    [
      'unique',
      unique &&
        object([
          ['prefix', literal(unique.prefix)],
          ['groups', array(unique.groups.map(stringArray))],
        ]),
    ],
    ['writeGuard', writeGuard && guard(writeGuard)],
  ]);
}

/** Builders and parsers, for the primary key and each access pattern. */
export function keyCodecs(plan: EntityPlan, context: FileContext): readonly string[] {
  return plan.queries.map((query) => keyCodec(plan, query, context));
}

function keyCodec(plan: EntityPlan, query: QueryPlan, context: FileContext): string {
  const { constant, parameters, attributes } = query.codec;
  const primary = query.accessPattern === undefined;
  const taken = primary ? plan.names.key : objectType(keyProperties(parameters.fields, context));
  const given = objectType(
    storedProperties(
      parameters.fields.map(({ field }) => ({ field, optional: false })),
      context,
    ),
  );
  const parsed = objectType(keyProperties(parameters.fields, context)) === given ? [] : [given];
  const names = attributes.map(stringLiteral).join(' | ');
  const type = `${context.runtimeType('KeyCodec')}<${[taken, names, ...parsed].join(', ')}>`;
  const value = primary
    ? `${context.runtime('primaryKey')}(${plan.names.definition})`
    : `${context.runtime('indexKey')}(${plan.names.definition}, ${literal(query.method)})`;
  const of = primary
    ? `the primary key of ${withArticle(plan.names.item)}`
    : `the key of \`${query.method}\` on ${query.accessPattern?.index}`;
  return constantDeclaration(constant, type, pure(value), `Builds and parses ${of}.`);
}

function indexExpression(
  pattern: EntityPlan['entity']['accessPatterns'][number],
  plan: EntityPlan,
  scopes: readonly ScopePlan[],
  context: FileContext,
): Expression {
  const local = plan.table.table.indexes.some((index) => index.name === pattern.index && index.kind === 'local');
  const { partition: _, ...withoutPartition } = pattern;
  return object([
    ['index', literal(pattern.index)],
    ['scope', scopeConstant(pattern.scope, scopes, context)],
    ...templateEntries(local ? withoutPartition : pattern),
    ...sharedEntry(plan.queries.find(({ accessPattern }) => accessPattern === pattern)),
  ]);
}

const sharedEntry = (query: QueryPlan | undefined): readonly (readonly [string, Expression | undefined])[] => [
  ['shared', query?.shared.length ? stringArray(query.shared) : undefined],
];

function templateEntries(key: {
  readonly partition?: string;
  readonly sort?: string;
}): readonly (readonly [string, Expression | undefined])[] {
  return [
    ['partition', key.partition === undefined ? undefined : literal(key.partition)],
    ['sort', key.sort === undefined ? undefined : literal(key.sort)],
  ];
}

export function scopeConstant(
  name: string | undefined,
  scopes: readonly ScopePlan[],
  context: FileContext,
): Expression {
  const scope = scopes.find((plan) => plan.scope.name === name);
  return scope === undefined ? 'undefined' : context.file.value(scope.constant, context.module('scopes'));
}
