import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { sourcePositions } from '../../parse/source-positions.js';
import type { JsonNode } from '../json/json-node.js';
import { readJson } from '../json/read-json.js';
import { type Fields, fieldsOf } from './fields.js';
import { readItems } from './read-items.js';
import type {
  KeyAttribute,
  WorkbenchFacet,
  WorkbenchIndex,
  WorkbenchKey,
  WorkbenchModel,
  WorkbenchTable,
} from './workbench-model.js';

/** Reads the JSON that NoSQL Workbench exports, of any of its versions. Every problem has its place in the text. */
export function readModel(
  file: string,
  source: string,
): { readonly model?: WorkbenchModel; readonly diagnostics: readonly Diagnostic[] } {
  const text = source.replace(/^\uFEFF/, '');
  const positions = sourcePositions(file, text);
  const diagnostics: Diagnostic[] = [];
  const report = (
    code: string,
    { start, end }: { start: number; end: number },
    summary: string,
    hint: string,
  ): void => {
    diagnostics.push({ code, severity: 'error', where: positions.at(start, end), summary, hint });
  };
  const node = readJson(text);
  if (node.kind === 'problem') {
    report('input.not-json', node, node.summary, 'Export the model from NoSQL Workbench again.');
    return { diagnostics };
  }
  const refuse = (at: JsonNode, summary: string): void => report('input.not-a-model', at, summary, HINT);
  const root = fieldsOf(node, 'a data model', refuse);
  const name = root?.text('ModelName', '') ?? '';
  const nodes = root?.list('DataModel') ?? [];
  const tables = nodes.flatMap((table) => readTable(table, refuse) ?? []);
  refuseTwins(nodes, 'TableName', refuse);
  if (root !== undefined && tables.length === 0 && diagnostics.length === 0) refuse(node, 'The model has no table.');
  if (root === undefined || diagnostics.length > 0) return { diagnostics };
  const metadata = root.optional('ModelMetadata');
  return {
    model: {
      name,
      description: metadata === undefined ? '' : metadata.text('Description', ''),
      tables,
    },
    diagnostics,
  };
}

const HINT =
  'The file must be a data model as NoSQL Workbench exports it: `{ "ModelName": …, "DataModel": [{ "TableName": …, "KeyAttributes": … }] }`.';

type Refuse = (at: JsonNode, summary: string) => void;

function readTable(node: JsonNode, refuse: Refuse): WorkbenchTable | undefined {
  const table = fieldsOf(node, 'a table', refuse);
  const name = table?.dynamodbName('TableName', 'resource');
  const key = table === undefined ? undefined : readKey(table, refuse);
  if (table === undefined || name === undefined || key === undefined) return undefined;
  const globals = table.list('GlobalSecondaryIndexes');
  const locals = table.list('LocalSecondaryIndexes');
  refuseTwins([...globals, ...locals], 'IndexName', refuse);
  const attributes = table.list('NonKeyAttributes').flatMap((attribute) => readAttribute(attribute, refuse) ?? []);
  return {
    name,
    key,
    indexes: [
      ...globals.flatMap((index) => readIndex(index, 'global', key, refuse) ?? []),
      ...locals.flatMap((index) => readIndex(index, 'local', key, refuse) ?? []),
    ],
    attributeTypes: new Map(attributes.map((attribute) => [attribute.name, attribute.type])),
    items: readItems(table.list('TableData'), refuse),
    facets: table.list('TableFacets').flatMap((facet) => readFacet(facet, refuse) ?? []),
  };
}

/** DynamoDB has one table, and a table one index, of a name. */
function refuseTwins(nodes: readonly JsonNode[], property: string, refuse: Refuse): void {
  const known = new Set<unknown>();
  for (const node of nodes) {
    const name = node.kind === 'object' ? node.entries.get(property) : undefined;
    if (name?.kind !== 'scalar') continue;
    if (known.has(name.value)) refuse(name, `\`${name.value}\` is there twice.`);
    known.add(name.value);
  }
}

function readKey(owner: Fields, refuse: Refuse): WorkbenchKey | undefined {
  const attributes = owner.required('KeyAttributes');
  const partition = attributes?.node('PartitionKey');
  if (attributes === undefined) return undefined;
  if (partition === undefined) {
    refuse(attributes.at, '`KeyAttributes` has no `PartitionKey`.');
    return undefined;
  }
  const key = readAttribute(partition, refuse);
  const sort = attributes.node('SortKey');
  const sortKey = sort === undefined ? undefined : readAttribute(sort, refuse);
  return key && { partition: key, ...(sortKey && { sort: sortKey }) };
}

function readAttribute(node: JsonNode, refuse: Refuse): KeyAttribute | undefined {
  const attribute = fieldsOf(node, 'an attribute', refuse);
  const name = attribute?.dynamodbName('AttributeName', 'attribute');
  return attribute && name !== undefined ? { name, type: attribute.text('AttributeType', 'S') } : undefined;
}

function readIndex(
  node: JsonNode,
  kind: WorkbenchIndex['kind'],
  table: WorkbenchKey,
  refuse: Refuse,
): WorkbenchIndex | undefined {
  const index = fieldsOf(node, 'an index', refuse);
  const name = index?.dynamodbName('IndexName', 'resource');
  if (index === undefined || name === undefined) return undefined;
  const key = kind === 'global' ? readKey(index, refuse) : localKey(index, table, refuse);
  const projection = index.optional('Projection');
  const type = projection?.text('ProjectionType', 'ALL') ?? 'ALL';
  return (
    key && {
      name,
      kind,
      key,
      projection:
        type === 'KEYS_ONLY' ? 'keys-only' : type === 'INCLUDE' ? texts(projection?.list('NonKeyAttributes')) : 'all',
    }
  );
}

/** A local index has the partition key of its table. */
function localKey(
  index: Fields,
  { partition, sort: tableSort }: WorkbenchKey,
  refuse: Refuse,
): WorkbenchKey | undefined {
  const node = index.required('KeyAttributes')?.node('SortKey');
  const sort = node && readAttribute(node, refuse);
  if (tableSort === undefined) refuse(index.at, 'A local index needs a table with a sort key.');
  return sort && { partition, sort };
}

function readFacet(node: JsonNode, refuse: Refuse): WorkbenchFacet | undefined {
  const facet = fieldsOf(node, 'a facet', refuse);
  if (facet === undefined) return undefined;
  const alias = facet.optional('KeyAttributeAlias');
  const [partitionAlias, sortAlias] = [alias?.text('PartitionKeyAlias', ''), alias?.text('SortKeyAlias', '')];
  return {
    name: facet.text('FacetName', ''),
    ...(partitionAlias && { partitionAlias }),
    ...(sortAlias && { sortAlias }),
    attributes: texts(facet.list('NonKeyAttributes')),
    items: readItems(facet.list('TableData'), refuse),
  };
}

const texts = (nodes: readonly JsonNode[] = []): string[] =>
  nodes.flatMap((node) => (node.kind === 'scalar' && typeof node.value === 'string' ? [node.value] : []));
