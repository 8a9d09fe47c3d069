import type { KeyTemplate, Parameter } from '@tenantry/runtime/key-templates';
import type { Problem, Report } from '../diagnostics/problem.js';
import { keyParametersOf } from '../keys/scope-parameters.js';
import { type KeyParameters, partLanguage } from '../keys/template-language.js';
import { automaton } from '../language/build-automaton.js';
import { commonText } from '../language/common-text.js';
import { lengths } from '../language/language.js';
import type { Entity } from '../model/entity.js';
import type { Field } from '../model/type.js';
import { kindOf } from '../types/kinds.js';
import { standsInKeys } from './key-types.js';
import type { RuleContext } from './rule.js';
import { attributeNamed, parameterRange, readableTemplate } from './templates.js';

type Found = Omit<Problem, 'path' | 'range'>;

/**
 * Reports parts that the template of a computed attribute in a key cannot have: it is read apart again, so they obey the rule of
 * parts. Each attribute is reported once; true where there was a problem.
 */
export function computedProblem(
  entity: Entity,
  field: Field,
  context: RuleContext,
  seen: Set<Field>,
  report: Report,
): boolean {
  const template = readableTemplate(field.compute);
  if (template === undefined) return false;
  const parameters = keyParametersOf(context.model, entity);
  let found = false;
  template.parameters.forEach((parameter, index) => {
    const source = attributeNamed(entity, parameter.name);
    if (source === undefined || !standsInKeys(source.type) || source.compute !== undefined) return;
    const problem = delimiterProblem(source, parameter, template, parameters);
    if (problem === undefined) return;
    found = true;
    const path = ['entities', entity.name, 'attributes', field.name, 'compute'];
    if (!seen.has(field)) report({ ...problem, path, range: parameterRange(template, index) });
  });
  seen.add(field);
  return found;
}

/** Refuses a part whose values hold a delimiter of the template: every such value would be refused when it is written. */
export function delimiterProblem(
  field: Field,
  parameter: Parameter,
  template: KeyTemplate,
  parameters: KeyParameters,
): Found | undefined {
  const { name, format } = parameter;
  const hasParts = (of: KeyTemplate): boolean =>
    commonText(automaton(partLanguage(of, parameter, parameters)), automaton(lengths(1))) !== undefined;
  const delimiter = [...template.delimiters].find((character) => oftenHolds(field, parameter, character));
  const found = {
    code: 'key.delimiter-in-part',
    why: 'Two different items could get one key, so such values are refused when they are written.',
    hint: 'Use another delimiter, such as `#`.',
  } as const;
  if (delimiter !== undefined)
    return {
      ...found,
      summary: `Values of \`${name}\` hold \`${delimiter}\`, which tells parts of this template from each other.`,
    };
  if (format.kind === 'pad' || format.kind === 'date') return undefined;
  if (hasParts(template) || !hasParts({ ...template, delimiters: '' })) return undefined;
  const delimiters = [...template.delimiters].map((character) => `\`${character}\``).join(' or ');
  return {
    ...found,
    summary: `No value of \`${name}\` fits in this template: each contains ${delimiters}.`,
  };
}

/** Returns whether values of a type always or often have a character. */
function oftenHolds({ type }: Field, { format }: Parameter, character: string): boolean {
  if (format.kind === 'pad') return /[0-9]/.test(character);
  if (format.kind === 'date') return `0123456789${format.pattern.replace(/[a-z]/gi, '')}`.includes(character);
  return kindOf(type).key?.characters(type).includes(character) ?? false;
}
