import type { Code } from '../diagnostics/codes.js';
import type { Path } from '../diagnostics/path.js';
import type { Problem } from '../diagnostics/problem.js';
import { suggest, suggestion } from '../diagnostics/suggest.js';
import type { Misspelt } from './misspelt.js';
import { otherProperty } from './other-properties.js';
import { definitions, type ShapeError } from './schema-shape.generated.js';

const KINDS: { readonly [type: string]: string } = {
  object: 'a map',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** An ajv error in our words, at its place. */
export function shapeProblem(error: ShapeError, path: Path): Problem {
  const subject = subjectOf(path);
  const { params, parentSchema, data } = error;
  const value = (code: Code, summary: string, hint?: string): Problem => ({
    code,
    path,
    summary,
    hint,
  });
  switch (error.keyword) {
    case 'type':
      return typeProblem(error, path, subject);
    case 'enum': {
      const allowed = (params.allowedValues as readonly unknown[]).map(String);
      const close = typeof data === 'string' ? suggest(data, allowed) : undefined;
      const words = `Allowed here: ${allowed.map((word) => `\`${word}\``).join(', ')}.`;
      const summary = `${subject} cannot be ${shown(data)}.`;
      return value('schema.value', summary, close === undefined ? words : `Did you mean \`${close}\`? ${words}`);
    }
    case 'const':
      return constProblem(String(params.allowedValue), data, path, subject);
    case 'pattern':
      return value('schema.value', `${subject} cannot be ${shown(data)}.`, `It must be ${expectation(parentSchema)}.`);
    case 'propertyNames': {
      const name = String(params.propertyName);
      return {
        code: 'schema.name',
        path: [...path, name],
        part: 'key',
        summary: `${shown(name)} is not a name for ${noun(path)}.`,
        hint: `Use ${expectation(parentSchema)}.`,
      };
    }
    case 'required': {
      const name = String(params.missingProperty);
      return {
        code: 'schema.missing-property',
        path,
        part: 'key',
        summary: path.length === 0 ? `\`${name}\` is missing.` : `${subject} has no \`${name}\`.`,
        hint: belongsAt(parentSchema, name),
      };
    }
    case 'additionalProperties': {
      const unknown = String(params.additionalProperty);
      const known = propertyNames(parentSchema);
      const noun = path.length === 0 ? 'sections' : 'properties';
      return unknownProperty(path, unknown, otherProperty(unknown, known) ?? suggestion(unknown, known, noun));
    }
    case 'minItems':
    case 'minProperties':
      return {
        ...value('schema.value', `${subject} is empty.`, belongs(parentSchema) ?? 'Give at least one element.'),
        part: 'key',
      };
    case 'minimum':
      return value(
        'schema.value',
        `${subject} must be at least ${String(params.limit)}, not ${shown(data)}.`,
        belongs(parentSchema),
      );
    case 'maximum':
      return value(
        'schema.value',
        `${subject} must be at most ${String(params.limit)}, not ${shown(data)}.`,
        belongs(parentSchema),
      );
    default:
      return value('schema.value', `${subject} is not allowed: ${error.keyword}.`);
  }
}

/** Returns the property that an unknown one most likely means. */
export const meantProperty = (error: ShapeError): string | undefined =>
  suggest(String(error.params.additionalProperty), propertyNames(error.parentSchema));

export const misspeltProblem = ({ parent, written, meant }: Misspelt): Problem =>
  unknownProperty(parent, written, `Did you mean \`${meant}\`?`);

function unknownProperty(path: Path, name: string, hint: string | undefined): Problem {
  const summary =
    path.length === 0
      ? `There is no section ${shown(name)}.`
      : `${shown(name)} is not a property of ${subjectOf(path)}.`;
  return { code: 'schema.unknown-property', path: [...path, name], part: 'key', summary, hint };
}

function typeProblem({ params, parentSchema, data }: ShapeError, path: Path, subject: string): Problem {
  const types = [params.type].flat().map(String);
  const expected = types.map((type) => KINDS[type] ?? type).join(' or ');
  if (data === null || data === undefined) {
    return {
      code: 'schema.type',
      path,
      part: 'key',
      summary: `${subject} has no value.`,
      hint: [`Write ${expected}.`, belongs(parentSchema)].filter((part) => part !== undefined).join(' '),
    };
  }
  const summary = `${subject} must be ${expected}, not ${kindOf(data)}.`;
  const hint = quoteHint(types, data) ?? booleanHint(types, data) ?? belongs(parentSchema);
  return { code: 'schema.type', path, summary, hint };
}

function constProblem(allowed: string, data: unknown, path: Path, subject: string): Problem {
  const isQuoted = data === allowed;
  return {
    code: 'schema.value',
    path,
    summary: `${subject} must be ${isQuoted ? `the number ${allowed}, not text` : `${allowed}, not ${shown(data)}`}.`,
    hint: `Write ${allowed}${isQuoted ? ' without quotes' : ''}.`,
  };
}

const BOOLEANS: { readonly [word: string]: string } = { yes: 'true', on: 'true', no: 'false', off: 'false' };

/** Words of older YAML. */
function booleanHint(types: readonly string[], data: unknown): string | undefined {
  const word = typeof data === 'string' ? data.toLowerCase() : '';
  return types.includes('boolean') && Object.hasOwn(BOOLEANS, word) ? `Write ${BOOLEANS[word]}.` : undefined;
}

/** YAML reads `012`, `yes: 1` and `{x}` as something other than text; quotes help. */
function quoteHint(types: readonly string[], data: unknown): string | undefined {
  if (!types.includes('string')) return undefined;
  if (typeof data === 'number' || typeof data === 'boolean') return `Put it in quotes: "${String(data)}".`;
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
    const [name, ...others] = Object.keys(data);
    if (name !== undefined && others.length === 0 && (data as { [key: string]: unknown })[name] === null) {
      return `YAML reads braces as a map. Put the template in quotes: "{${name}}".`;
    }
  }
  return undefined;
}

const kindOf = (data: unknown): string =>
  Array.isArray(data) ? 'a list' : typeof data === 'object' ? 'a map' : typeof data === 'string' ? 'text' : shown(data);

function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return kindOf(value);
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** `key` of `Member`, or element 2 of `tags`. */
function subjectOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'The schema';
  if (typeof last === 'number') return `Element ${last + 1} of ${subjectOf(path.slice(0, -1)).replace(/^The/, 'the')}`;
  return `\`${last}\``;
}

const NOUNS: { readonly [section: string]: string } = {
  environments: 'an environment',
  scopes: 'a scope',
  tables: 'a table',
  types: 'a type',
  entities: 'an entity',
  collections: 'a collection',
  buckets: 'a bucket',
  roles: 'a role',
};

function noun(path: Path): string {
  const last = String(path.at(-1));
  if (path.length === 1) return NOUNS[last] ?? 'this';
  if (last === 'indexes') return path[0] === 'tables' ? 'an index' : 'an access pattern';
  if (last === 'attributes') return 'an attribute';
  if (last === 'tables') return 'a table';
  return 'a field';
}

const expectation = (schema: ShapeError['parentSchema']): string =>
  String(schema.patternErrorMessage ?? schema.pattern);

const propertyNames = (schema: ShapeError['parentSchema']): string[] =>
  Object.keys((schema.properties ?? {}) as object);

/** Returns the language's description of a place, with its first example. */
function belongs({ description, examples }: ShapeError['parentSchema']): string | undefined {
  const example = Array.isArray(examples) ? examples[0] : undefined;
  if (typeof description !== 'string') return undefined;
  return `Expected here: ${description}${example === undefined ? '' : ` For example: \`${flowText(example)}\``}`;
}

function belongsAt(schema: ShapeError['parentSchema'], name: string): string | undefined {
  const property = (schema.properties as { readonly [name: string]: ShapeError['parentSchema'] } | undefined)?.[name];
  if (property === undefined) return undefined;
  const named = /^#\/definitions\/(\w+)$/.exec(String(property.$ref))?.[1];
  return belongs(named === undefined ? property : { ...definitions[named], ...property });
}

/** Plain data as one line of YAML, as an author would write it: `{ type: string, maxLength: 12 }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${flowText(key)}: ${flowText(item)}`)
      .join(', ')} }`;
  }
  // A word with a letter that is no digit or sign first stays plain, unless YAML reads it as something else.
  const text = String(value);
  const isPlain =
    typeof value !== 'string' || (/^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null)$/i.test(text));
  return isPlain ? text : JSON.stringify(text);
}
