import type { ClientPlan, EntityPlan } from '../../plan/client-plan.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { boundTypeDeclarations, boundTypeNames } from './bound-types.js';
import { type ClientOptions, fileContext } from './context.js';
import { accessorFactory, accessorInterface, boundAccessorInterface, boundAccessorName } from './entity-accessor.js';
import { entityDefinition, keyCodecs } from './entity-definition.js';
import { entityTypes } from './entity-types.js';
import { jsonConstants, jsonNames } from './json-constants.js';
import { renderFile } from './render-file.js';
import { nestedNames } from './shape-declarations.js';

export function entityFile(plan: EntityPlan, client: ClientPlan, options: ClientOptions): EmittedFile {
  const context = fileContext(plan.file, entityExports(plan, client.scopes), options);
  const declarations = [
    ...entityTypes(plan, context),
    accessorInterface(plan, context),
    ...boundTypeDeclarations(plan, client.scopes, context),
    ...[boundAccessorInterface(plan, client.scopes, context)].filter((text) => text !== undefined),
    entityDefinition(plan, client.scopes, context),
    ...keyCodecs(plan, context),
    ...jsonConstants(plan, client.scopes, context),
    accessorFactory(plan, context),
  ];
  return { path: `${plan.file}.ts`, text: renderFile('client-file.ts', context, options, { declarations }) };
}

/** Every name that the entity's file exports. */
function entityExports(plan: EntityPlan, scopes: ClientPlan['scopes']): readonly string[] {
  const { names, fields, queries } = plan;
  const parameters = queries
    .flatMap(({ partition, sort }) => (sort === undefined ? [partition] : [partition, sort]))
    .filter(({ inline, fields: chosen }) => !inline && chosen.length > 0);
  return [
    ...nestedNames(fields),
    names.item,
    ...(plan.hidden.length > 0 ? [names.hidden] : []),
    names.key,
    names.input,
    names.patch,
    names.attributes,
    ...parameters.map(({ name }) => name),
    ...(plan.writeGuard === undefined ? [] : [plan.writeGuard.type]),
    ...queries.flatMap(({ projected }) => (projected === undefined ? [] : [projected.name])),
    ...boundTypeNames(plan, scopes),
    ...new Set([names.accessor, boundAccessorName(plan, scopes)]),
    names.definition,
    ...queries.map(({ codec }) => codec.constant),
    ...jsonNames(plan, scopes),
    names.factory,
  ];
}
