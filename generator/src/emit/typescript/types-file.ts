import type { ClientPlan } from '../../plan/client-plan.js';
import { constantDeclaration } from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { pure } from '../print/expression.js';
import { mapExpression, namedTypeConstant } from './codec-expression.js';
import { type ClientOptions, fileContext } from './context.js';
import { renderFile } from './render-file.js';
import { nestedDeclarations, nestedNames, shapeDeclarations, shapeNames } from './shape-declarations.js';

/** The schema's `types`: each as read, as passed where that differs, in conditions, and its codec. */
export function typesFile({ types }: ClientPlan, options: ClientOptions): EmittedFile {
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
