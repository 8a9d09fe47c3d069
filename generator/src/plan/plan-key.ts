import { keyTemplate } from '../keys/key-template.js';
import type { KeyField, ParameterObject } from './client-plan.js';
import type { PlannedField } from './planned-type.js';

/** Parameter names of templates, in order, each once. */
export function parameterNames(...templates: readonly (string | undefined)[]): readonly string[] {
  const names = templates.flatMap((text) =>
    text === undefined ? [] : keyTemplate(text).parameters.map((p) => p.name),
  );
  return [...new Set(names)];
}

/** The attributes that a computed attribute is made from; none for others. */
export const sourcesOf = ({ field }: PlannedField): readonly string[] => parameterNames(field.compute);

/** The object that a caller passes for these parameters: what others give may be left out. */
export function parameterObject(
  name: string,
  names: readonly string[],
  fields: readonly PlannedField[],
): ParameterObject {
  const chosen = names.map((parameter): KeyField => {
    const field = fieldOf(fields, parameter);
    const sources = sourcesOf(field);
    return { field, optional: sources.length > 0 && sources.every((source) => names.includes(source)) };
  });
  return { name, inline: chosen.length === 1, fields: chosen };
}

/** Sort key conditions name leading parameters, so all but the first may be left out. */
export function sortObject(
  name: string,
  names: readonly string[],
  fields: readonly PlannedField[],
): ParameterObject | undefined {
  if (names.length === 0) return undefined;
  const chosen = names.map((parameter, i): KeyField => ({ field: fieldOf(fields, parameter), optional: i > 0 }));
  return { name, inline: chosen.length === 1, fields: chosen };
}

export function fieldOf(fields: readonly PlannedField[], name: string): PlannedField {
  const field = fields.find((candidate) => candidate.field.name === name);
  if (field === undefined)
    throw new Error(`A template of the model names the attribute ${name}, which its entity does not have.`);
  return field;
}
