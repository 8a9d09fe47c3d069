import { visibleText } from '../diagnostics/visible-text.js';
import type {
  Draft,
  DraftAttribute,
  DraftEntity,
  DraftKey,
  DraftTable,
  DraftType,
  Note,
  Template,
} from './infer/draft.js';

/** The origin of a line of the printed schema, so that a problem there can be traced to it. */
export interface Owner {
  readonly entity: string;
  readonly accessPattern?: string;
}

export interface PrintedSchema {
  readonly text: string;
  /** By line, from 0. */
  readonly owners: readonly (Owner | undefined)[];
}

/** An entity that cannot stand as it is: it is shown, commented out. */
export interface LeftOut {
  readonly entity: DraftEntity;
  readonly reason: string;
}

/** The schema as a person would write it, with a comment wherever something was guessed. */
export function printSchema(draft: Draft, notes: readonly Note[], leftOut: readonly LeftOut[]): PrintedSchema {
  const lines: string[] = [];
  const owners: (Owner | undefined)[] = [];
  const add = (text: string, owner?: Owner): void => {
    lines.push(text);
    owners.push(owner);
  };
  const { service, scope, tables, entities } = draft;
  add('# yaml-language-server: $schema=node_modules/tenantry/dist/tenantry.schema.json');
  add(comment(`Imported from the NoSQL Workbench data model ${JSON.stringify(draft.title)}.`));
  for (const note of notes) add(noteLine(note));
  add('version: 1');
  add(`service: ${scalar(service)}`);
  add('');
  add('output: { client: client, policies: policies }');
  add('');
  add('environments:');
  const real = tables.map(({ name, realName }) => `${name}: ${scalar(realName)}`).join(', ');
  add(`  dev: { account: "111122223333", region: us-east-1, tables: { ${real} } }`);
  add('');
  add('scopes:');
  const tag = scope.parameter.charAt(0).toUpperCase() + scope.parameter.slice(1);
  add(`  ${scope.name}: { prefix: ${quoted(`${scope.literal}{${scope.parameter}}`)}, principalTag: ${tag} }`);
  add('');
  add('tables:');
  for (const table of tables) for (const line of tableLines(table)) add(line);
  add('');
  add('entities:');
  entities.forEach((entity, i) => {
    if (i > 0) add('');
    for (const [line, accessPattern] of entityLines(entity, tables.length > 1))
      add(line, { entity: entity.name, ...(accessPattern !== undefined && { accessPattern }) });
  });
  for (const { entity, reason } of leftOut) {
    add('');
    add(noteLine({ kind: 'decide', text: `${entity.name} is left out: ${reason}` }, 2));
    for (const [line] of entityLines(entity, tables.length > 1)) add(line.replace(/^ {2}/, '  # '));
  }
  add('');
  add('roles:');
  add('  member:');
  add(`    tags: [${scope.name}]`);
  add('    grants:');
  for (const { name } of entities) add(`      ${name}: [read, write]`, { entity: name });
  add('');
  add('identity:');
  add(`  assumeRole: { trusted: [${quoted(`role/${service}-api`)}] }`);
  return { text: `${lines.join('\n')}\n`, owners };
}

function tableLines({ name, partitionKey, sortKey, marker, indexes, notes }: DraftTable): string[] {
  const lines = [`  ${name}:`, ...notes.map((note) => noteLine(note, 4)), `    partitionKey: ${scalar(partitionKey)}`];
  if (sortKey !== undefined) lines.push(`    sortKey: ${scalar(sortKey)}`);
  if (marker !== undefined) lines.push(`    marker: ${scalar(marker)}`);
  if (indexes.length > 0) lines.push('    indexes:');
  for (const { name: index, projection, ...keys } of indexes) {
    const given = [
      ...(keys.partitionKey === undefined ? [] : [`partitionKey: ${scalar(keys.partitionKey)}`]),
      ...(keys.sortKey === undefined ? [] : [`sortKey: ${scalar(keys.sortKey)}`]),
      `projection: ${typeof projection === 'string' ? projection : `[${projection.map(scalar).join(', ')}]`}`,
    ];
    lines.push(`      ${scalar(index)}: { ${given.join(', ')} }`);
  }
  return lines;
}

function entityLines(entity: DraftEntity, namesTable: boolean): (readonly [line: string, accessPattern?: string])[] {
  const { name, table, key, accessPatterns, attributes, notes } = entity;
  return [
    [`  ${name}:`],
    ...notes.map((note) => [noteLine(note, 4)] as const),
    ...(namesTable ? [[`    table: ${table}`] as const] : []),
    [`    key: { ${keyText(key)} }`],
    ...(accessPatterns.length > 0 ? [['    indexes:'] as const] : []),
    ...accessPatterns.map(
      (pattern) =>
        [`      ${pattern.name}: { index: ${scalar(pattern.index)}, ${keyText(pattern)} }`, pattern.name] as const,
    ),
    ['    attributes:'],
    ...attributes.map(
      (attribute) =>
        [
          `      ${attribute.name}: ${attributeText(attribute)}${attribute.note === undefined ? '' : ` # ${attribute.note}`}`,
        ] as const,
    ),
  ];
}

const keyText = ({ partition, sort }: DraftKey): string =>
  [
    ...(partition === undefined ? [] : [`partition: ${quoted(templateText(partition))}`]),
    ...(sort === undefined ? [] : [`sort: ${quoted(templateText(sort))}`]),
  ].join(', ');

const templateText = (template: Template): string =>
  template
    .map((piece) =>
      'literal' in piece
        ? piece.literal.replaceAll(/[{}]/g, '_')
        : `{${piece.attribute}${piece.format === undefined ? '' : `:${piece.format}`}}`,
    )
    .join('');

function attributeText({ stored, type, min, optional }: Omit<DraftAttribute, 'name'>): string {
  if ('word' in type) {
    const word = `${type.word}${optional ? '?' : ''}`;
    if (stored === undefined && min === undefined) return word;
    const modifiers = `${min === undefined ? '' : ', min: 0'}${stored === undefined ? '' : `, name: ${scalar(stored)}`}`;
    return `{ type: ${/[[\]?]/.test(word) ? quoted(word) : word}${modifiers} }`;
  }
  return `{ map: ${mapText(type)}${optional ? ', optional: true' : ''}${stored === undefined ? '' : `, name: ${scalar(stored)}`} }`;
}

const mapText = (type: Extract<DraftType, { map: unknown }>): string =>
  `{ ${type.map.map((field) => `${field.name}: ${fieldText(field)}`).join(', ')} }`;

/** Inside of braces, `?` and brackets have a meaning of their own. */
const fieldText = (field: DraftAttribute): string => {
  const text = attributeText(field);
  return /^[\w<>]+[?[\]]+$/.test(text) ? quoted(text) : text;
};

const PLAIN = /^[A-Za-z][A-Za-z0-9_.-]*$/;
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

const scalar = (text: string): string => (PLAIN.test(text) && !WORDS.test(text) ? text : quoted(text));
const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\u007F-\u009F\u2028\u2029\uFEFF\uD800-\uDFFF]/g, escaped);
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

const comment = (text: string, indent = 0): string => `${' '.repeat(indent)}# ${visibleText(text)}`;
const noteLine = ({ kind, text }: Note, indent = 0): string =>
  comment(kind === 'decide' ? `decide: ${text}` : text, indent);
