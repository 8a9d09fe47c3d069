import type { Problem } from '../../diagnostics/problem.js';
import type { Field } from '../../model/type.js';
import { allFields } from '../all-fields.js';
import { patternProblem } from '../pattern-problem.js';
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
      ...defaultProblems(field),
    ];
    for (const { modifier, ...problem } of found) report({ ...problem, path: [...path, modifier] });
  }
};

type Found = Omit<Problem, 'path'> & { readonly modifier: string };

/** What only an attribute of an entity can have. */
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
  const fits = identifier
    ? type.kind === 'string' && (type.format === undefined || type.format === generate)
    : type.kind === 'datetime' || type.kind === 'date';
  if (fits) return [];
  const kind = type.kind === 'string' && type.format !== undefined ? `string of format ${type.format}` : type.kind;
  return [
    {
      modifier: 'generate',
      code: 'schema.generate',
      summary: `\`${generate}\` does not give a value of \`${name}\`, which is of type ${kind}.`,
      hint: identifier ? 'Make it a `string`.' : 'Make it a `datetime`; a new identifier is `ulid` or `uuid`.',
    },
  ];
}

function defaultProblems(field: Field): Found[] {
  if (field.default === undefined) return [];
  const expected = defaultProblem(field.type, field.default);
  if (expected === undefined) return [];
  const quote =
    field.type.kind === 'string' && typeof field.default !== 'string' ? ` Put it in quotes: "${field.default}".` : '';
  return [
    {
      modifier: 'default',
      code: 'schema.default',
      summary: `\`${String(field.default)}\` is no default for \`${field.name}\`: ${expected}.`,
      why: 'Every write without the attribute would fail.',
      hint: `Give a value of the type.${quote}`,
    },
  ];
}

const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What a value of the type would be, when the default is none. */
function defaultProblem(type: Field['type'], value: string | number | boolean): string | undefined {
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? textProblem(type, value) : 'it must be text';
    case 'enum':
      return type.values.includes(String(value)) && typeof value === 'string'
        ? undefined
        : `it must be one of ${type.values.join(', ')}`;
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'it must be a number';
      if (type.kind === 'integer' && !Number.isSafeInteger(value)) return 'it must be a whole number';
      if (type.min !== undefined && value < type.min) return `it must be at least ${type.min}`;
      return type.max !== undefined && value > type.max ? `it must be at most ${type.max}` : undefined;
    case 'bigint':
      return /^-?\d{1,38}$/.test(String(value)) ? undefined : 'it must be a whole number of up to 38 digits';
    case 'decimal':
      return /^-?\d{1,38}(\.\d{1,37})?$/.test(String(value)) ? undefined : 'it must be a decimal number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'it must be true or false';
    case 'datetime':
      return typeof value === 'string' && DATETIME.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'it must be an instant such as 2026-06-01T09:00:00Z';
    case 'date':
      return typeof value === 'string' && DATE.test(value) && !Number.isNaN(Date.parse(value))
        ? undefined
        : 'it must be a date such as 2026-06-01';
    case 'json':
      return undefined;
    default:
      return `a ${type.kind} has no default`;
  }
}

function textProblem(type: Field['type'] & { kind: 'string' }, value: string): string | undefined {
  if (type.minLength !== undefined && value.length < type.minLength)
    return `it must have at least ${counted(type.minLength)}`;
  if (type.maxLength !== undefined && value.length > type.maxLength)
    return `it must have at most ${counted(type.maxLength)}`;
  // Another rule reports a pattern that is none, or that could take for ever.
  if (type.pattern === undefined || patternProblem(type.pattern, type.maxLength) !== undefined) return undefined;
  return new RegExp(type.pattern, 'u').test(value) ? undefined : `it must match ${type.pattern}`;
}

const counted = (characters: number): string => (characters === 1 ? '1 character' : `${characters} characters`);
