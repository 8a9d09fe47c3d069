import type {
  EntityPlan,
  KeyField,
  ParameterObject,
  ProjectedPlan,
  QueryPlan,
  WriteGuardPlan,
} from '../../plan/client-plan.js';
import { withArticle } from '../../text/names.js';
import { interfaceDeclaration, objectType, type PropertyPlan, typeDeclaration } from '../print/declaration.js';
import { stringLiteral } from '../print/literal.js';
import type { FileContext } from './context.js';
import {
  attributeProperties,
  inputProperties,
  nestedDeclarations,
  omissibleProperties,
  orUndefined,
  outputProperties,
} from './shape-declarations.js';
import { inputType, outputType } from './type-text.js';

/** Declares the item, its key, input, patch and attributes in conditions; then the parameters of queries. */
export function entityTypes(plan: EntityPlan, context: FileContext): readonly string[] {
  const { names, entity } = plan;
  return [
    ...nestedDeclarations(plan.fields, context),
    ...(plan.hidden.length === 0 ? [] : [hiddenDeclaration(plan, context)]),
    interfaceDeclaration(
      names.item,
      {
        ...withHidden(plan.hidden.length > 0 ? names.hidden : undefined, context),
        properties: outputProperties(
          plan.fields.filter((field) => !plan.hidden.includes(field)),
          context,
        ),
      },
      entity.description,
    ),
    interfaceDeclaration(
      names.key,
      { properties: keyProperties(plan.key.fields, context) },
      `The primary key of ${withArticle(names.item)}: ${templatesText(entity.key)}.`,
    ),
    interfaceDeclaration(
      names.input,
      { properties: omissibleProperties(plan.input, context) },
      'The input of `create` and `put`.',
    ),
    patchDeclaration(plan, context),
    interfaceDeclaration(
      names.attributes,
      { properties: attributeProperties(plan.fields, context) },
      `The attributes of ${withArticle(names.item)} in conditions and filters.`,
    ),
    ...plan.queries.flatMap((query) => queryDeclarations(plan, query, context)),
    ...(plan.writeGuard === undefined ? [] : [guardDeclaration(plan.writeGuard, context)]),
  ];
}

const hiddenDeclaration = ({ names, hidden }: EntityPlan, context: FileContext): string =>
  interfaceDeclaration(
    names.hidden,
    { properties: outputProperties(hidden, context) },
    `The attributes of ${withArticle(names.item)} that reads return only where \`select\` names them.`,
  );

const withHidden = (type: string | undefined, context: FileContext): { readonly extends?: string } =>
  type === undefined ? {} : { extends: `${context.runtimeType('WithHidden')}<${type}>` };

function guardDeclaration(guard: WriteGuardPlan, context: FileContext): string {
  const { type, entity, file, settled, attribute, contains } = guard;
  const key = context.file.type(entity.key, context.module(file));
  return typeDeclaration(
    type,
    settled === undefined ? key : `Omit<${key}, ${stringLiteral(settled)}>`,
    `The key of the ${entity.item} whose ${attribute} must contain \`${contains}\` for a write.`,
  );
}

function patchDeclaration({ names, patch }: EntityPlan, context: FileContext): string {
  const properties = inputProperties(patch, context).map(({ name, type }) => ({ name, type, optional: true }));
  return interfaceDeclaration(names.patch, { properties }, 'The changes that `set` accepts.');
}

function queryDeclarations(plan: EntityPlan, query: QueryPlan, context: FileContext): readonly string[] {
  const where = query.accessPattern === undefined ? '' : ` of \`${query.method}\``;
  const declare = (object: ParameterObject | undefined, doc: string): readonly string[] =>
    object === undefined || object.inline || object.fields.length === 0
      ? []
      : [interfaceDeclaration(object.name, { properties: keyProperties(object.fields, context) }, doc)];
  return [
    ...declare(query.partition, `The partition${where}: \`${query.templates.partition}\`.`),
    ...declare(
      query.sort,
      `The sort key${where}: \`${query.templates.sort}\`. Parameters left off from the end match any.`,
    ),
    ...(query.projected === undefined
      ? []
      : [
          interfaceDeclaration(
            query.projected.name,
            {
              ...withHidden(hiddenIn(query.projected, plan.names.hidden), context),
              properties: storedProperties(query.projected.fields, context),
            },
            `The attributes of ${withArticle(plan.names.item)} in the index ${query.accessPattern?.index}.`,
          ),
        ]),
  ];
}

function hiddenIn({ hidden }: ProjectedPlan, all: string): string | undefined {
  const names = hidden.map(({ field }) => stringLiteral(field.field.name));
  return names.length === 0 ? undefined : `Pick<${all}, ${names.join(' | ')}>`;
}

/** Parameters as callers pass them. */
export const keyProperties = (fields: readonly KeyField[], context: FileContext): readonly PropertyPlan[] =>
  fields.map(({ field, optional }) =>
    orUndefined({ name: field.field.name, type: inputType(field.type, context), optional }),
  );

/** Parameters and attributes as they are read. */
export const storedProperties = (fields: readonly KeyField[], context: FileContext): readonly PropertyPlan[] =>
  fields.map(({ field, optional }) => ({ name: field.field.name, type: outputType(field.type, context), optional }));

/** The parameters of a query as a type: in place, by name, or `never` where there is none. */
export function parameterType(object: ParameterObject | undefined, context: FileContext): string {
  if (object === undefined) return 'never';
  if (object.fields.length === 0) return 'Record<never, never>';
  return object.inline ? objectType(keyProperties(object.fields, context)) : object.name;
}

export const templatesText = ({ partition, sort }: { readonly partition: string; readonly sort?: string }): string =>
  [partition, sort]
    .filter((template) => template !== undefined)
    .map((template) => `\`${template}\``)
    .join(', ');
