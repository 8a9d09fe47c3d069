import type { KeyTemplate, Parameter, ParameterFormat } from '@tenantry/runtime/key-templates';
import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import { accepts } from '../language/accepts.js';
import { ANY_CHARACTER, characters, charSet, difference } from '../language/char-set.js';
import type { Language } from '../language/language.js';
import { both, choice, exactly, repeat, sequence } from '../language/language.js';
import { lowerCase } from '../language/lower-case.js';
import type { Field } from '../model/type.js';
import { SCOPE_VALUE, valueLanguage } from './value-language.js';

/** The attributes and scopes behind a template's parameters. */
export interface KeyParameters {
  readonly attributes: readonly Field[];
  /** Parameters of the scopes that the entity's keys lie in: see `scopeParametersOf`. */
  readonly scopeParameters: ReadonlySet<string>;
  /** The number of shards, where the entity has them. */
  readonly shards?: number;
  /** Parameters whose value is given: for keys that name a parameter twice. */
  readonly fixed?: ReadonlyMap<string, string>;
}

const DIGIT = charSet('0-9');
const digits = (count: number): Language => repeat(DIGIT, count, count);

/** More shards than this are taken as all numbers of their width. */
const MOST_SHARDS = 64;

/** Every key that a template can make. Where values are not known exactly the language is wider, never narrower. */
export function templateLanguage(template: KeyTemplate, parameters: KeyParameters): Language {
  return sequence(
    ...template.segments.map((segment) =>
      segment.kind === 'literal' ? exactly(segment.text) : partLanguage(template, segment, parameters),
    ),
  );
}

/**
 * The texts that a parameter may have in keys of a template: the values of its attribute, written in its format, as far as the
 * rule of parts allows them. This is what the runtime's `buildKey` lets through.
 */
export function partLanguage(template: KeyTemplate, parameter: Parameter, parameters: KeyParameters): Language {
  const { fixed, ...free } = parameters;
  const value = fixed?.get(parameter.name);
  if (value === undefined) return both(partRule(template), ...allOf(writtenLanguage(parameter, free)));
  return accepts(partLanguage(template, parameter, free), value) ? exactly(value) : choice();
}

/** Not empty, and without the characters that tell parts from each other or bound ranges of keys. */
const partRule = ({ delimiters }: KeyTemplate): Language =>
  repeat(difference(ANY_CHARACTER, characters(`${delimiters}\0\u{10FFFF}`)), 1);

const allOf = (language: Language): readonly Language[] => (language.kind === 'both' ? language.all : [language]);

function writtenLanguage({ name, format }: Parameter, parameters: KeyParameters): Language {
  if (format.kind === 'pad') return digits(format.width);
  if (format.kind === 'date') return cutDate(format.pattern);
  if (name === 'shard' && parameters.shards !== undefined) return shardLanguage(parameters.shards);
  const field = parameters.attributes.find((attribute) => attribute.name === name);
  const isScope = parameters.scopeParameters.has(name);
  if (field === undefined) return isScope ? SCOPE_VALUE : repeat(ANY_CHARACTER, 0);
  return inFormat(both(...allOf(valueLanguage(field, isScope)), ...computedLanguage(field, parameters)), format);
}

const inFormat = (language: Language, format: ParameterFormat): Language =>
  format.kind === 'lower' ? lowerCase(language) : language;

/** Derives the values of a computed attribute from its own template, whose parts obey the rule of parts as well. */
function computedLanguage({ compute }: Field, parameters: KeyParameters): readonly Language[] {
  const template = compute === undefined ? undefined : parseKeyTemplate(compute);
  if (template === undefined || 'reason' in template) return [];
  // A computed attribute is made of what callers give: those of others are refused, and taken as any text here.
  const sources = parameters.attributes.map(({ compute: _, ...source }) => source);
  return [templateLanguage(template, { ...parameters, attributes: sources })];
}

/** `yyyy-MM-dd'T'HH`: digits where letters stand, but for the quoted T. */
function cutDate(pattern: string): Language {
  return sequence(
    ...[...pattern.replaceAll("'", '')].map((letter) => (/[yMdHm]/.test(letter) ? digits(1) : exactly(letter))),
  );
}

function shardLanguage(count: number): Language {
  const width = String(count - 1).length;
  if (count > MOST_SHARDS) return digits(width);
  return choice(...Array.from({ length: count }, (_, i) => exactly(String(i).padStart(width, '0'))));
}
