import type { Problem } from '../../diagnostics/problem.js';
import { automaton, commonText } from '../../keys/automaton.js';
import { patternLanguage } from '../../keys/pattern-language.js';
import { SCOPE_VALUE } from '../../keys/template-language.js';
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
    const scopes = new Set([entity.key.scope, ...entity.accessPatterns.map(({ scope }) => scope)]);
    for (const { name, parameter } of context.model.scopes) {
      const field = scopes.has(name) && parameter !== undefined ? attributeNamed(entity, parameter) : undefined;
      const path = ['entities', entity.name, 'attributes', parameter ?? ''];
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
  if (type.format === 'email' || type.format === 'uri')
    return { option: ['format'], what: `is of format ${type.format}`, hint: letters };
  if (type.minLength !== undefined && type.minLength > LONGEST)
    return { option: ['minLength'], what: `has at least ${type.minLength} characters`, hint: letters };
  const language = type.pattern === undefined ? undefined : patternLanguage(type.pattern);
  if (language === undefined || commonText(automaton(language), automaton(SCOPE_VALUE)) !== undefined) return undefined;
  return { option: ['pattern'], what: 'has a pattern that no session tag matches', hint: letters };
}
