import type { ClientPlan } from '../../plan/client-plan.js';
import { constantDeclaration } from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { literal, object } from '../print/expression.js';
import { type ClientOptions, fileContext } from './context.js';
import { renderFile } from './render-file.js';

export function scopesFile({ scopes }: ClientPlan, options: ClientOptions): EmittedFile {
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
