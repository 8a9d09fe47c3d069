import type { Model } from '../../model/model.js';
import type { ClientPlan } from '../../plan/client-plan.js';
import { planClient } from '../../plan/plan-client.js';
import { constantDeclaration } from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { literal, object, pure } from '../print/expression.js';
import { assertParses } from '../print/syntax-gate.js';
import { mapExpression, namedTypeConstant } from './codec-expression.js';
import { type ClientOptions, fileContext } from './context.js';
import { entityFile } from './entity-file.js';
import { renderFile } from './render-file.js';
import { serviceFile } from './service-file.js';
import { nestedDeclarations, nestedNames, shapeDeclarations, shapeNames } from './shape-declarations.js';
import { tablesFile } from './tables-file.js';

/** The client: one file per entity, the shared ones, and `index.ts` that exports all. */
export function clientFiles(model: Model, options: ClientOptions = {}): readonly EmittedFile[] {
  const plan = planClient(model);
  const files: readonly EmittedFile[] = [
    serviceFile(plan, options),
    tablesFile(plan, options),
    scopesFile(plan, options),
    ...(plan.types.length > 0 ? [typesFile(plan, options)] : []),
    ...plan.entities.map((entity) => entityFile(entity, plan, options)),
  ];
  for (const file of files) assertParses(file, options);
  return files;
}

function scopesFile({ scopes }: ClientPlan, options: ClientOptions): EmittedFile {
  const context = fileContext(
    'scopes',
    scopes.map(({ constant }) => constant),
    options,
  );
  const declarations = scopes.map(({ scope, constant }) =>
    constantDeclaration(
      constant,
      context.runtimeType('ScopeDefinition'),
      object([
        ['name', literal(scope.name)],
        ['parameter', scope.parameter === undefined ? undefined : literal(scope.parameter)],
      ]),
      `Partitions that begin with \`${scope.prefix}\`${scope.principalTag === undefined ? '' : `, for sessions tagged ${scope.principalTag}`}.`,
    ),
  );
  return { path: 'scopes.ts', text: renderFile('client-file.ts', context, options, { declarations }) };
}

/** The schema's `types`: each as read, as passed where that differs, in conditions, and its codec. */
function typesFile({ types }: ClientPlan, options: ClientOptions): EmittedFile {
  const declared = types.flatMap((shape) => [
    ...nestedNames(shape.fields),
    ...shapeNames(shape),
    namedTypeConstant(shape.name),
  ]);
  const context = fileContext('types', declared, options);
  const declarations = types.flatMap((shape) => [
    ...nestedDeclarations(shape.fields, context),
    ...shapeDeclarations(shape, context),
    constantDeclaration(
      namedTypeConstant(shape.name),
      context.runtimeType('AttributeType'),
      pure(mapExpression(shape.fields, context)),
    ),
  ]);
  return { path: 'types.ts', text: renderFile('client-file.ts', context, options, { declarations }) };
}
