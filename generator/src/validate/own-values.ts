import { buildPart, type KeyTemplate, type Parameter } from '@tenantry/runtime/key-templates';
import type { Report } from '../diagnostics/problem.js';
import { generatedSamples } from '../keys/generated-samples.js';
import { checkDefault, scalarCodec } from '../keys/scalar-codec.js';
import type { Entity } from '../model/entity.js';
import type { Field } from '../model/type.js';
import { kindOf } from '../types/kinds.js';
import { hasPatternProblem } from '../types/pattern-problem.js';
import { attributeNamed, readableTemplate } from './templates.js';

/** Reports what the client would put into a key by itself, a default or a new identifier, and what does not fit there. */
export function reportOwnValues(
  entity: Entity,
  field: Field,
  parameter: Parameter,
  template: KeyTemplate,
  report: Report,
): void {
  const computed = readableTemplate(field.compute);
  if (computed === undefined) {
    reportProblem(entity, field, template, problemOf(field, [[template, parameter]]), report);
    return;
  }
  for (const inner of computed.parameters) {
    const source = attributeNamed(entity, inner.name);
    const problem =
      source &&
      problemOf(source, [
        [computed, inner],
        [template, parameter],
      ]);
    if (source) reportProblem(entity, source, template, problem, report);
  }
}

/** A value goes through the templates from the inside: first that of a computed attribute, then that of the key. */
function problemOf(
  { type, default: preset, generate }: Field,
  places: readonly (readonly [KeyTemplate, Parameter])[],
): string | undefined {
  const codec = hasPatternProblem(type) ? undefined : scalarCodec(type);
  // An empty default is reported by another rule, and so is a value that is none of the type.
  const values =
    preset !== undefined && preset !== ''
      ? [kindOf(type).default?.verbatim ? preset : checkDefault(type, preset).value]
      : generatedSamples(generate ?? 'created');
  const problems: string[] = [];
  for (const value of values) {
    let text = codec?.toKeyPart?.(value, '', () => {});
    for (const [template, parameter] of places)
      text = text && buildPart(template, parameter, text, ({ message }) => problems.push(message));
  }
  return problems[0];
}

function reportProblem(
  entity: Entity,
  { name, default: preset, generate = 'ulid' }: Field,
  template: KeyTemplate,
  problem: string | undefined,
  report: Report,
): void {
  if (problem === undefined) return;
  const modifier = preset === undefined ? 'generate' : 'default';
  const what = modifier === 'generate' ? `A new ${generate.toUpperCase()}` : `The default of \`${name}\``;
  report({
    code: modifier === 'generate' ? 'schema.generate' : 'schema.default',
    path: ['entities', entity.name, 'attributes', name, modifier],
    summary: `${what} does not fit the key \`${template.text}\`: it ${problem}.`,
    why: 'Every write without the attribute would fail.',
    hint: `Change the template, or remove \`${modifier}\`.`,
  });
}
