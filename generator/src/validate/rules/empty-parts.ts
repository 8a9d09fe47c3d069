import type { Entity } from '../../model/entity.js';
import type { Field } from '../../model/type.js';
import type { Rule } from '../rule.js';
import { attributeNamed, keyPartsOf, readableTemplate } from '../templates.js';

/** No attribute of a key allows the empty text in so many words: such a value is refused when it is written. */
export const emptyParts: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const found = new Set<Field>();
    const fields = keyPartsOf(entity, context).flatMap(({ field }) => [field, ...sourcesOf(entity, field)]);
    for (const field of fields) {
      if (found.has(field)) continue;
      found.add(field);
      const allowed = allowsEmpty(field);
      if (allowed === undefined) continue;
      report({
        code: 'key.empty-part',
        path: ['entities', entity.name, 'attributes', field.name, ...allowed.option],
        summary: `\`${field.name}\` of ${entity.name} is part of a key, and its ${allowed.what}.`,
        why: 'A key without the part could be read in two ways, so empty parts are refused when they are written.',
        hint: allowed.hint,
      });
    }
  }
};

/** A computed part is empty where all that it is made of is, and each of its parts obeys the rule of parts. */
function sourcesOf(entity: Entity, { compute }: Field): readonly Field[] {
  return (readableTemplate(compute)?.parameters ?? []).flatMap(({ name }) => attributeNamed(entity, name) ?? []);
}

interface Allowed {
  readonly option: readonly string[];
  readonly what: string;
  readonly hint: string;
}

function allowsEmpty({ type, default: preset, name }: Field): Allowed | undefined {
  if (preset === '')
    return { option: ['default'], what: 'default is empty', hint: `Give \`${name}\` a default that is not empty.` };
  if (type.kind !== 'string') return undefined;
  if (type.maxLength === 0)
    return { option: ['maxLength'], what: 'text has no characters', hint: 'Use `minLength: 1`, and a longer maximum.' };
  if (type.minLength === 0) return { option: ['minLength'], what: 'text may be empty', hint: 'Write `minLength: 1`.' };
  if (type.minLength !== undefined || type.pattern === undefined || !matchesEmpty(type.pattern)) return undefined;
  return {
    option: ['pattern'],
    what: 'pattern allows the empty text',
    hint: 'Use `+` in place of `*`, or `minLength: 1`.',
  };
}

function matchesEmpty(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test('');
  } catch {
    // Another rule reports a pattern that is none.
    return false;
  }
}
