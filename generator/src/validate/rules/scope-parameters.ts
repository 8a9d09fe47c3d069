import type { Problem } from '../../diagnostics/problem.js';
import { scopeParametersOf } from '../../keys/scope-parameters.js';
import { valueLanguage } from '../../keys/value-language.js';
import { automaton } from '../../language/build-automaton.js';
import { commonText } from '../../language/common-text.js';
import { lengths } from '../../language/language.js';
import type { Field } from '../../model/type.js';
import { standsInKeys } from '../key-types.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';
import { attributeNamed } from '../templates.js';

/** The longest value that the runtime takes for a scope's parameter. */
const LONGEST = 128;

/** An attribute that carries a scope's parameter is plain text, and can be a session tag. */
export const scopeParameters: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const carried = scopeParametersOf(context.model, entity);
    for (const { name, parameter = '' } of context.model.scopes) {
      const field = carried.has(parameter) ? attributeNamed(entity, parameter) : undefined;
      const path = ['entities', entity.name, 'attributes', parameter];
      if (field === undefined || isSuspect(context, path)) continue;
      const problem = problemOf(field);
      if (problem === undefined) continue;
      report({
        code: 'scope.parameter-type',
        path: [...path, ...problem.option],
        part: problem.option.length === 0 ? 'key' : 'value',
        summary: `\`${field.name}\` of ${entity.name} ${problem.what}, but carries the scope \`${name}\`.`,
        why: 'It is compared with a session tag, which is plain text.',
        hint: problem.hint,
      });
    }
  }
};

interface Found {
  readonly option: Problem['path'];
  readonly what: string;
  readonly hint: string;
}

function problemOf({ type, compute }: Field): Found | undefined {
  // That it cannot stand in a key has been told.
  if (!standsInKeys(type)) return undefined;
  const hint = 'Make it a `string`.';
  if (compute !== undefined) return { option: [], what: 'is computed', hint };
  if (type.kind !== 'string') return { option: [], what: `is of type ${type.kind}`, hint };
  const letters = 'A parameter has 1 to 128 letters, digits, `_`, `.` and `-`.';
  if (type.minLength !== undefined && type.minLength > LONGEST)
    return { option: ['minLength'], what: `has at least ${type.minLength} characters`, hint: letters };
  if (hasValues(type)) return undefined;
  const { kind, format, pattern } = type;
  if (format !== undefined && !hasValues({ kind, format }))
    return { option: ['format'], what: `is of format ${format}`, hint: letters };
  if (pattern !== undefined && !hasValues({ kind, pattern }))
    return { option: ['pattern'], what: 'has a pattern that no session tag matches', hint: letters };
  return {
    option: [],
    what: 'has limits that no session tag fulfils together',
    hint: `Change \`format\`, \`pattern\`, \`minLength\` or \`maxLength\`. ${letters}`,
  };
}

/** Returns whether a session tag can be a value of the type. */
const hasValues = (type: Field['type']): boolean =>
  commonText(automaton(valueLanguage({ type }, true)), automaton(lengths(0))) !== undefined;
