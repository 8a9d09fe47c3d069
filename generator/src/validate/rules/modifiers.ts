import type { Problem } from '../../diagnostics/problem.js';
import { generatedSamples } from '../../keys/generated-samples.js';
import { checkDefault, checkValue, scalarCodec } from '../../keys/scalar-codec.js';
import type { Field } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { hasPatternProblem } from '../../types/pattern-problem.js';
import { allFields } from '../all-fields.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';

/** Modifiers that fit the type and each other. */
export const modifiers: Rule = (context, report) => {
  for (const { field, path, entity } of allFields(context.model)) {
    if (isSuspect(context, path)) continue;
    const found = [
      ...(entity === undefined ? innerProblems(field) : []),
      ...sourceProblems(field),
      ...generatorProblems(field),
      ...limitProblems(field),
      ...computedProblems(field),
      ...defaultProblems(field),
    ];
    for (const { modifier, ...problem } of found) report({ ...problem, path: [...path, modifier] });
  }
};

type Found = Omit<Problem, 'path'> & { readonly modifier: string };

/** Refuses modifiers that only an attribute of an entity can have. */
function innerProblems(field: Field): Found[] {
  const given = [
    ...(['generate', 'compute'] as const).filter((modifier) => field[modifier] !== undefined),
    ...(['readonly', 'hidden'] as const).filter((modifier) => field[modifier]),
  ];
  return given.map((modifier) => ({
    modifier,
    part: 'key',
    code: 'schema.modifier',
    summary: `\`${modifier}\` is for attributes of an entity, not for fields inside of them.`,
    hint: 'Remove it, or make the field an attribute.',
  }));
}

/** A value comes from one source. */
function sourceProblems(field: Field): Found[] {
  const sources = (['compute', 'generate', 'default'] as const).filter((source) => field[source] !== undefined);
  const [first, second] = sources;
  if (first === undefined || second === undefined) return [];
  return [
    {
      modifier: second,
      part: 'key',
      code: 'schema.modifier',
      summary: `\`${field.name}\` has both \`${first}\` and \`${second}\`.`,
      why: 'Only one of them could give the value.',
      hint: 'Keep one of `compute`, `generate` and `default`.',
    },
  ];
}

function generatorProblems({ name, type, generate }: Field): Found[] {
  if (generate === undefined) return [];
  const identifier = generate === 'ulid' || generate === 'uuid';
  const { generators, describe } = kindOf(type);
  if (generators?.(type).includes(generate)) return [];
  const kind = describe?.(type) ?? type.kind;
  return [
    {
      modifier: 'generate',
      code: 'schema.generate',
      summary: `\`${generate}\` does not give a value of \`${name}\`, which is of type ${kind}.`,
      hint: identifier ? 'Make it a `string`.' : 'Make it a `datetime`; a new identifier is `ulid` or `uuid`.',
    },
  ];
}

/** The client's own codec decides, so that no write fails for what the schema gives it. */
function defaultProblems({ name, type, default: given }: Field): Found[] {
  if (given === undefined || hasPatternProblem(type)) return [];
  const { problem } = checkDefault(type, given);
  if (problem === undefined) return [];
  const quote = kindOf(type).default?.quoted && typeof given !== 'string' ? ` Put it in quotes: "${given}".` : '';
  return [
    {
      modifier: 'default',
      code: 'schema.default',
      summary: `\`${String(given)}\` is not a default for \`${name}\`: ${/^(?:it|a) /.test(problem) ? '' : 'it '}${problem}.`,
      why: 'Every write without the attribute would fail.',
      hint: `Give a value of the type.${quote}`,
    },
  ];
}

/** New identifiers must fit the limits of their attribute, whatever comes out. */
function limitProblems({ name, type, generate }: Field): Found[] {
  if (generate === undefined || !kindOf(type).generators?.(type).includes(generate)) return [];
  const codec = hasPatternProblem(type) ? undefined : scalarCodec(type);
  const problem = codec && firstProblem(generatedSamples(generate).map((sample) => checkValue(codec, sample).problem));
  if (problem === undefined) return [];
  return [
    {
      modifier: 'generate',
      code: 'schema.generate',
      summary: `A new ${generate.toUpperCase()} is not a value of \`${name}\`: it ${problem}.`,
      why: 'Every write without the attribute would fail.',
      hint: `Remove the limit, or \`generate: ${generate}\`.`,
    },
  ];
}

const firstProblem = (problems: readonly (string | undefined)[]): string | undefined =>
  problems.find((problem) => problem !== undefined);

const LIMITS = ['minLength', 'maxLength', 'pattern', 'format'] as const;

/** The template alone decides what a computed text is. */
function computedProblems({ name, type, compute }: Field): Found[] {
  if (compute === undefined || type.kind !== 'string') return [];
  return LIMITS.filter((limit) => type[limit] !== undefined).map((limit) => ({
    modifier: limit,
    part: 'key',
    code: 'schema.modifier',
    summary: `\`${name}\` is computed, so \`${limit}\` cannot limit it.`,
    why: 'A write whose computed text is beyond the limit would fail, though nothing that it was given is wrong.',
    hint: `Remove \`${limit}\`, or limit the attributes that it is computed from.`,
  }));
}
