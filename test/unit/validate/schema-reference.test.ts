import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { AnySchemaObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { flowText } from '../../../generator/src/validate/shape-wording.js';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SCHEMA = JSON.parse(readFileSync(at('../../../schemas/tenantry.schema.json'), 'utf8')) as AnySchemaObject;
const DOCUMENT = at('../../../docs/schema-reference.md');

type Named = { readonly [name: string]: AnySchemaObject };
const definitions = SCHEMA.definitions as Named;

/** The definition behind a `$ref`, alone or with a description of its own. */
const definitionName = ({ $ref }: AnySchemaObject): string | undefined =>
  $ref === undefined ? undefined : String($ref).replace('#/definitions/', '');

const resolved = (schema: AnySchemaObject): AnySchemaObject => ({
  ...definitions[definitionName(schema) ?? ''],
  ...schema,
});

/** Definitions with properties have a section of their own. */
const hasSection = (name: string | undefined): name is string =>
  name !== undefined && definitions[name]?.properties !== undefined;

/** Sections of properties that are maps of their own, by what they say: attributes and elements share some. */
const inner = new Map<string, string>();

/** Returns the text to write for a value: words, a kind, or a link to the section that explains it. */
function kindOf(schema: AnySchemaObject): string {
  const name = definitionName(schema);
  if (hasSection(name)) return `[${name}](#${name.toLowerCase()})`;
  const section = inner.get(JSON.stringify(schema));
  if (section !== undefined) return `[${section}](#${section.replace('.', '').toLowerCase()})`;
  const { const: only, enum: words, type, items, additionalProperties } = resolved(schema);
  if (only !== undefined) return `\`${only}\``;
  if (words !== undefined) return (words as unknown[]).map((word) => `\`${word}\``).join(', ');
  if (type === 'array') return `list of ${kindOf(items)}`;
  if (type === 'object' && typeof additionalProperties === 'object') return `map of ${kindOf(additionalProperties)}`;
  const kinds = { string: 'text', integer: 'whole number', array: 'list', object: 'map', boolean: 'true or false' };
  return [type]
    .flat()
    .map((each) => kinds[each as keyof typeof kinds] ?? each)
    .join(' or ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function section(title: string, schema: AnySchemaObject): string {
  const rows = Object.entries((schema.properties ?? {}) as Named).map(([name, property]) => {
    const { description, default: preset, examples } = resolved(property);
    const must = schema.required?.includes(name) ? ' (required)' : '';
    const example = examples?.[0] ?? preset;
    const shown = example === undefined ? '' : `\`${flowText(example)}\``;
    return `| \`${name}\`${must} | ${cell(kindOf(property))} | ${cell(description)} | ${cell(shown)} |`;
  });
  const [example] = (schema.examples ?? []) as unknown[];
  const shown = example === undefined ? [] : ['', `For example: \`${flowText(example)}\``];
  return [
    `## ${title}`,
    '',
    schema.description,
    ...shown,
    '',
    '| property | value | what | for example |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** A section, and those of its properties that are maps of their own. */
function sections(title: string, schema: AnySchemaObject): readonly string[] {
  const own = Object.entries((schema.properties ?? {}) as Named).filter(
    ([, property]) => property.properties !== undefined && !inner.has(JSON.stringify(property)),
  );
  for (const [name, property] of own) inner.set(JSON.stringify(property), `${title}.${name}`);
  return [section(title, schema), ...own.flatMap(([name, property]) => sections(`${title}.${name}`, property))];
}

/** UPDATE_DOCS=1 writes docs/schema-reference.md. */
function reference(): string {
  const intro = `# Schema reference

Every property of the schema language, from \`schemas/tenantry.schema.json\`. [schema.md](schema.md) tells how to write one,
\`schemas/flight-club.tenantry.yaml\` shows all of it by example, [diagnostics.md](diagnostics.md) lists what a schema can get wrong.`;
  const named = Object.entries(definitions).filter(([name]) => hasSection(name));
  const all = [...sections('schema', SCHEMA), ...named.flatMap(([name, schema]) => sections(name, schema))];
  return `${[intro, ...all].join('\n\n')}\n`;
}

describe('docs/schema-reference.md', () => {
  it('says what the JSON Schema says', () => {
    const wanted = reference();
    if (process.env.UPDATE_DOCS === '1') writeFileSync(DOCUMENT, wanted);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(wanted);
  });
});
