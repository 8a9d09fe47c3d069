import type { Parameter } from '@tenantry/runtime/key-templates';
import type { Problem } from '../../diagnostics/problem.js';
import { keyParametersOf } from '../../keys/scope-parameters.js';
import type { Field } from '../../model/type.js';
import { ALL_KINDS, joinWords, kindOf } from '../../types/kinds.js';
import { computedProblem, delimiterProblem } from '../delimiter-problem.js';
import { KEY_TYPE_HINT, standsInKeys } from '../key-types.js';
import { reportOwnValues } from '../own-values.js';
import type { Rule } from '../rule.js';
import type { EntityTemplate } from '../templates.js';
import { keyPartsOf } from '../templates.js';

/** Attributes stand in keys in a form that fits their type, sorts, and can be read back. */
export const keyParts: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const parameters = keyParametersOf(context.model, entity);
    const computed = new Set<Field>();
    for (const { place, template, parameter, field, range } of keyPartsOf(entity, context)) {
      const problem = computedProblem(entity, field, context, computed, report)
        ? undefined
        : (partProblem(field, parameter, place) ?? delimiterProblem(field, parameter, template, parameters));
      if (problem !== undefined) report({ ...problem, path: place.path, range });
      else reportOwnValues(entity, field, parameter, template, report);
    }
  }
};

type Found = Omit<Problem, 'path' | 'range'>;

function partProblem(field: Field, parameter: Parameter, place: EntityTemplate): Found | undefined {
  return (
    typeProblem(field) ??
    formatProblem(field, parameter) ??
    optionalProblem(field, place) ??
    mutableProblem(field, place) ??
    paddingProblem(field, parameter, place)
  );
}

function typeProblem({ name, type }: Field): Found | undefined {
  if (!standsInKeys(type)) {
    return {
      code: 'key.part-type',
      summary: `\`${name}\` is of type ${type.kind}, which cannot stand in a key.`,
      why: 'Keys are text, and a part must be read back from it.',
      hint: KEY_TYPE_HINT,
    };
  }
  return undefined;
}

const PADDED = ALL_KINDS.flatMap(([, { key }]) => (key?.padding === undefined ? [] : [key.padding.of]));

function formatProblem({ name, type }: Field, { format }: Parameter): Found | undefined {
  const wrong = (fits: string): Found => ({
    code: 'key.part-format',
    summary: `The format of \`${name}\` does not fit its type ${type.kind}.`,
    hint: `${fits}. Change the type or remove the format.`,
  });
  const { lower, dates, padding } = kindOf(type).key ?? {};
  switch (format.kind) {
    case 'plain':
      return undefined;
    case 'lower':
      return lower ? undefined : wrong('`lower` is for strings');
    case 'date':
      if (dates === 'minute' || (dates === 'day' && !format.pattern.includes('T'))) return undefined;
      return wrong('Date patterns are for datetimes, and without hours for dates');
    case 'pad': {
      const limits = padding?.limits(type);
      if (limits === 'checked') return undefined;
      if (limits === undefined) return wrong(`\`pad(n)\` is for ${joinWords(PADDED, 'and')}`);
      return widthProblem(name, limits, format.width);
    }
  }
}

function widthProblem(
  name: string,
  { min, max }: { readonly min?: number; readonly max?: number },
  width: number,
): Found | undefined {
  if (min === undefined || min < 0) {
    return {
      code: 'key.part-format',
      summary: `\`${name}\` may be negative, and a padded number cannot be.`,
      why: 'Text does not sort negative numbers.',
      hint: `Add \`min: 0\` to \`${name}\`.`,
    };
  }
  if (max !== undefined && String(max).length > width) {
    return {
      code: 'key.part-format',
      summary: `\`${name}\` may be ${max}, which has more than ${width} digits.`,
      hint: `Use \`pad(${String(max).length})\` or a smaller \`max\`.`,
    };
  }
  return undefined;
}

function optionalProblem({ name, optional }: Field, { entity, pattern }: EntityTemplate): Found | undefined {
  if (!optional || pattern !== undefined) return undefined;
  return {
    code: 'key.optional-part',
    summary: `\`${name}\` is optional, but part of the primary key of ${entity.name}.`,
    why: 'An item without it would have no key.',
    hint: 'Make it required, or take it out of the key.',
  };
}

function mutableProblem({ name, generate }: Field, { entity, pattern }: EntityTemplate): Found | undefined {
  if (generate !== 'updated' || pattern !== undefined) return undefined;
  return {
    code: 'key.mutable-part',
    summary: `\`${name}\` changes with each write, but is part of the primary key of ${entity.name}.`,
    why: 'The key of an item never changes.',
    hint: 'Use the time of creation: `generate: created`.',
  };
}

function paddingProblem({ name, type }: Field, { format }: Parameter, { part }: EntityTemplate): Found | undefined {
  const { order, orderHint } = kindOf(type).key ?? {};
  const ordered = order?.(type) ?? 'by-value';
  if (part !== 'sort' || ordered === 'by-value' || format.kind === 'pad') return undefined;
  if (ordered === 'never-as-text') {
    return {
      code: 'key.part-type',
      summary: `\`${name}\` is a ${type.kind} stored as text, which cannot stand in a sort key.`,
      why: 'Sort keys are compared as text, which would not be the order of its values.',
      hint: orderHint,
    };
  }
  return {
    code: 'key.unpadded-number',
    summary: `\`${name}\` is a number without padding in a sort key.`,
    why: 'Sort keys are compared as text: 10 would come before 9.',
    hint:
      ordered === 'when-padded' ? `Write \`{${name}:pad(8)}\`, with as many digits as the number may have.` : orderHint,
  };
}
