import type { KeyTemplate, ParameterFormat } from '@tenantry/runtime/key-templates';
import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import type { Field } from '../model/type.js';
import { accepts } from './automaton.js';
import { ANY_CHARACTER, characters, charSet, difference } from './char-set.js';
import type { Language } from './language.js';
import { choice, exactly, repeat, sequence } from './language.js';
import { patternLanguage } from './pattern-language.js';

/** What a template's parameters stand for. */
export interface KeyParameters {
  readonly attributes: readonly Field[];
  /** Parameters that are bound to a principal tag. */
  readonly scopeParameters: ReadonlySet<string>;
  /** The number of shards, where the entity has them. */
  readonly shards?: number;
  /** Parameters whose value is given: for keys that name a parameter twice. */
  readonly fixed?: ReadonlyMap<string, string>;
}

const DIGIT = charSet('0-9');
const digits = (count: number): Language => repeat(DIGIT, count, count);
const text = exactly;

const DATE = sequence(digits(4), text('-'), digits(2), text('-'), digits(2));
const DATETIME = sequence(
  DATE,
  text('T'),
  digits(2),
  text(':'),
  digits(2),
  text(':'),
  digits(2),
  text('.'),
  digits(3),
  text('Z'),
);
const INTEGER = sequence(repeat(characters('-'), 0, 1), repeat(DIGIT, 1));
const NUMBER = sequence(INTEGER, repeat(charSet('0-9', '.', 'e', 'E', '+', '-'), 0));
/** Values of a scope's parameter. */
export const SCOPE_VALUE: Language = repeat(charSet('A-Z', 'a-z', '0-9', '_', '.', '-'), 1);
const ULID = repeat(charSet('0-9', 'A-H', 'J', 'K', 'M', 'N', 'P-T', 'V-Z'), 26, 26);
const HEX = charSet('0-9', 'a-f', 'A-F');
const UUID = sequence(repeat(HEX, 8, 8), ...[4, 4, 4, 12].flatMap((count) => [text('-'), repeat(HEX, count, count)]));

const DATE_PARTS: { readonly [pattern: string]: Language } = {
  yyyy: digits(4),
  'yyyy-MM': sequence(digits(4), text('-'), digits(2)),
  'yyyy-MM-dd': DATE,
  "yyyy-MM-dd'T'HH": sequence(DATE, text('T'), digits(2)),
  "yyyy-MM-dd'T'HH:mm": sequence(DATE, text('T'), digits(2), text(':'), digits(2)),
};

/** Every key that a template can make. Where values are not known exactly the language is wider, never narrower. */
export function templateLanguage(template: KeyTemplate, parameters: KeyParameters): Language {
  return sequence(
    ...template.segments.map((segment) =>
      segment.kind === 'literal'
        ? text(segment.text)
        : parameterLanguage(segment.name, segment.format, template.delimiters, parameters, 0),
    ),
  );
}

function parameterLanguage(
  name: string,
  format: ParameterFormat,
  delimiters: string,
  parameters: KeyParameters,
  depth: number,
): Language {
  const fixed = parameters.fixed?.get(name);
  if (fixed !== undefined) {
    const { fixed: _, ...free } = parameters;
    return accepts(parameterLanguage(name, format, delimiters, free, depth), fixed) ? text(fixed) : choice();
  }
  if (format.kind === 'pad') return digits(format.width);
  if (format.kind === 'date') return DATE_PARTS[format.pattern] ?? DATETIME;
  if (name === 'shard' && parameters.shards !== undefined) return digits(String(parameters.shards - 1).length);
  if (parameters.scopeParameters.has(name)) return SCOPE_VALUE;
  const field = parameters.attributes.find((attribute) => attribute.name === name);
  const computed = field?.compute === undefined ? undefined : parseKeyTemplate(field.compute);
  // Computed attributes cannot lead to themselves; the depth guards against a schema that breaks that rule.
  if (computed !== undefined && !('reason' in computed) && depth < 4) {
    return sequence(
      ...computed.segments.map((segment) =>
        segment.kind === 'literal'
          ? text(segment.text)
          : parameterLanguage(segment.name, segment.format, '', parameters, depth + 1),
      ),
    );
  }
  return fieldLanguage(field, format, delimiters);
}

function fieldLanguage(field: Field | undefined, format: ParameterFormat, delimiters: string): Language {
  const free = difference(ANY_CHARACTER, characters(delimiters));
  const type = field?.type;
  switch (type?.kind) {
    case 'enum':
      return choice(...type.values.map((value) => text(format.kind === 'lower' ? value.toLowerCase() : value)));
    case 'integer':
    case 'bigint':
      return INTEGER;
    case 'number':
      return NUMBER;
    case 'datetime':
      return DATETIME;
    case 'date':
      return DATE;
    case 'string': {
      if (format.kind === 'lower') return repeat(difference(free, charSet('A-Z')), 1);
      if (type.format === 'uuid') return UUID;
      if (type.format === 'ulid') return ULID;
      const pattern = type.pattern === undefined ? undefined : patternLanguage(type.pattern);
      return pattern ?? repeat(free, 1);
    }
    default:
      return repeat(free, 1);
  }
}
