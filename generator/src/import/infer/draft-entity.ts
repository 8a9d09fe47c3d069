import { visibleText } from '../../diagnostics/visible-text.js';
import { pascalCase } from '../../text/names.js';
import type { WorkbenchIndex, WorkbenchItem, WorkbenchTable } from '../nosql-workbench/workbench-model.js';
import { type AttributeNamer, attributeNamer, type Hints } from './attribute-namer.js';
import {
  about,
  type DraftAttribute,
  type DraftEntity,
  type DraftKey,
  type DraftPattern,
  type DraftScope,
  decide,
  type Note,
  type Piece,
  type Template,
} from './draft.js';
import { textOf } from './group-items.js';
import { inferParts, type Part } from './infer-template.js';
import { inferType } from './infer-type.js';
import type { TableKeyNames } from './key-attributes.js';
import type { NamedGroup } from './name-entities.js';
import { scoped } from './scope.js';
import { splitKey } from './split-key.js';
import { freeName, isOpaque } from './words.js';

export interface EntityContext {
  readonly table: WorkbenchTable;
  /** Of the table in the schema. */
  readonly tableName: string;
  readonly keyNames: TableKeyNames;
  readonly scope: DraftScope;
  readonly legend: ReadonlyMap<string, string>;
  /** The attribute that became the table's marker. */
  readonly marker: string | undefined;
}

/** One entity: its keys as templates, the indexes that its items are in, and its attributes. */
export function draftEntity(group: NamedGroup, context: EntityContext): DraftEntity {
  const { table, keyNames, marker, scope } = context;
  const { items, facet, entity } = group;
  const declared = facet?.attributes ?? (items.length === 0 ? table.attributeTypes.keys() : []);
  const stored = [...new Set([...items.flatMap((item) => [...item.keys()]), ...declared])];
  const namer = attributeNamer(
    items,
    stored.filter((name) => !keyNames.pure.has(name) && name !== marker && isStorable(name)),
  );
  const hints = (role: Hints['role'], alias: string | undefined, key: string): Hints => ({
    entity,
    role,
    legend: context.legend,
    names: namesIn(alias) ?? namesIn(key),
  });
  const { partition, sort } = table.key;
  const keyOf = (name: string, role: Hints['role'], alias: string | undefined): Template =>
    template(partsOf(items, name, role, namer) ?? partsOfName(alias), items, namer, hints(role, alias, name));
  const key = {
    partition: scoped(keyOf(partition.name, 'partition', facet?.partitionAlias), scope),
    ...(sort && { sort: keyOf(sort.name, 'sort', facet?.sortAlias) }),
  };
  const notes: Note[] = [about(`From ${group.origin}${countOf(items)}.`)];
  if (items.length === 0) notes.push(decide('no sample item shows what the keys look like; say how they are built.'));
  const accessPatterns: DraftPattern[] = [];
  for (const index of table.indexes) {
    const pattern = draftPattern(index, items, namer, context, (role, name) => hints(role, undefined, name));
    if (typeof pattern === 'string') notes.push(decide(pattern));
    if (pattern === undefined || typeof pattern === 'string') continue;
    const isTaken = (name: string): boolean => accessPatterns.some((other) => other.name === name);
    const name = freeName(patternName(pattern, index), isTaken, pascalCase(index.name));
    accessPatterns.push({ ...pattern, name });
  }
  return {
    name: entity,
    table: context.tableName,
    key,
    accessPatterns,
    attributes: attributesOf(namer, items, context, paddedIn(key, ...accessPatterns)),
    notes,
  };
}

/** DynamoDB allows more names; these would not be seen, or not fit. */
const isStorable = (name: string): boolean => name !== '' && name.length <= 255 && visibleText(name) === name;

const countOf = ({ length }: readonly unknown[]): string =>
  length === 0 ? '' : length === 1 ? ': 1 sample item' : `: ${length} sample items`;

/** Without a sample, what a facet's alias such as `TASK#TaskId` tells. */
function partsOfName(alias: string | undefined): Part[] {
  const parts = isOpaque(alias ?? '') ? [] : splitKey(alias ?? '');
  const made = parts.map(({ delimiter, text }, i): Part => {
    const isFixed = text === '' || (/^[A-Z]+$/.test(text) && i < parts.length - 1);
    return isFixed ? { kind: 'literal', delimiter, text } : { kind: 'column', delimiter, values: [] };
  });
  return made.length > 0 ? made : [{ kind: 'column', delimiter: '', values: [] }];
}

/** `SubId#SKU` names two columns, `PK` none. */
function namesIn(text: string | undefined): string[] | undefined {
  const names = splitKey(text ?? '')
    .map((part) => part.text)
    .filter((name) => name !== '' && !/^[A-Z]+$/.test(name));
  return names.length === 0 || names.every(isOpaque) ? undefined : names;
}

const partsOf = (
  items: readonly WorkbenchItem[],
  name: string,
  role: Hints['role'],
  namer: AttributeNamer,
): readonly Part[] | undefined =>
  inferParts(
    items.flatMap((item) => textOf(item, name) ?? []),
    name,
    role,
    (values) => namer.isAttribute(items, values),
  );

function template(
  parts: readonly Part[],
  items: readonly WorkbenchItem[],
  namer: AttributeNamer,
  hints: Hints,
): Template {
  const pieces: Piece[] = [];
  parts.forEach((part, at) => {
    pieces.push({ literal: part.kind === 'literal' ? part.delimiter + part.text : part.delimiter });
    if (part.kind === 'literal') return;
    const name = namer.nameColumn(parts, at, items, hints);
    const attribute = namer.attributes.find((candidate) => candidate.name === name);
    const isNumber = attribute?.samples.some(({ type }) => type === 'N') ?? false;
    // Text sorts 10 before 9.
    pieces.push({ attribute: name, ...(isNumber && hints.role === 'sort' && { format: 'pad(16)' }) });
  });
  return pieces;
}

/** The items' place in one index; undefined when none is in it, a text when their keys there are not of one form. */
function draftPattern(
  { name, kind, key }: WorkbenchIndex,
  all: readonly WorkbenchItem[],
  namer: AttributeNamer,
  { scope }: EntityContext,
  hints: (role: Hints['role'], name: string) => Hints,
): Omit<DraftPattern, 'name'> | string | undefined {
  const own = kind === 'global' ? [key.partition, key.sort] : [key.sort];
  const items = all.filter((item) =>
    own.every((attribute) => attribute === undefined || textOf(item, attribute.name) !== undefined),
  );
  if (items.length === 0) return undefined;
  const found: { partition?: Template; sort?: Template } = {};
  for (const role of ['partition', 'sort'] as const) {
    const attribute = key[role];
    if (attribute === undefined || (role === 'partition' && kind === 'local')) continue;
    const parts = partsOf(items, attribute.name, role, namer);
    if (parts === undefined)
      return `\`${attribute.name}\` of the index \`${name}\` has values of different forms here, so the index is left out.`;
    const made = template(parts, items, namer, hints(role, attribute.name));
    found[role] = role === 'partition' ? scoped(made, scope) : made;
  }
  return { index: name, ...found };
}

function patternName({ partition, sort }: Omit<DraftPattern, 'name'>, { name, kind }: WorkbenchIndex): string {
  const template = (kind === 'local' ? sort : partition) ?? [];
  const attributes = template
    .flatMap((piece) => ('attribute' in piece ? [piece.attribute] : []))
    .slice(kind === 'local' ? 0 : 1);
  const words = attributes.map(pascalCase).join('').slice(0, 40);
  return `by${words === '' ? pascalCase(name) || 'Index' : words}`;
}

/** The attributes that stand in these keys with padding. */
const paddedIn = (...keys: readonly DraftKey[]): ReadonlySet<string> =>
  new Set(
    keys.flatMap(({ partition = [], sort = [] }) =>
      [...partition, ...sort].flatMap((piece) => ('format' in piece ? [piece.attribute] : [])),
    ),
  );

function attributesOf(
  namer: AttributeNamer,
  items: readonly WorkbenchItem[],
  { scope, table }: EntityContext,
  padded: ReadonlySet<string>,
): DraftAttribute[] {
  const found = namer.attributes.map(({ name, stored, samples }): DraftAttribute => {
    const declared = table.attributeTypes.get(stored ?? '');
    const isNullable = samples.some(({ type }) => type === 'NULL');
    return {
      name,
      ...(stored !== undefined && stored !== name && { stored }),
      type: inferType(samples, declared),
      ...(padded.has(name) && { min: 0 }),
      ...(stored === undefined && { note: 'in the model, only part of a key' }),
      optional: items.length === 0 ? stored !== undefined : samples.length < items.length || isNullable,
    };
  });
  const isScope = ({ name }: DraftAttribute): boolean => name === scope.parameter;
  const owner = found.find(isScope);
  return [
    { ...owner, name: scope.parameter, type: { word: 'string' }, optional: false },
    ...found.filter((attribute) => !isScope(attribute)),
  ];
}
