import { isObject, type JsonObject } from '../dynamodb/json.js';

/** Renames tables: requests on their way to the engine, answers on their way back. Undefined for a name that is not ours. */
export type Rename = (name: string) => string | undefined;

/** A request with the engine's table names: itself where they are the same. Requests are of a known shape by now. */
export function renameRequest(input: JsonObject, rename: (name: string) => string): JsonObject {
  const { TableName, RequestItems, TransactItems } = input;
  const renamed: Record<string, unknown> = {};
  if (typeof TableName === 'string') renamed.TableName = rename(TableName);
  if (isObject(RequestItems)) {
    const same = Object.keys(RequestItems).every((name) => rename(name) === name);
    renamed.RequestItems = same ? RequestItems : renameMembers(RequestItems, rename);
  }
  if (Array.isArray(TransactItems)) renamed.TransactItems = renameEach(TransactItems, rename);
  return Object.keys(renamed).every((member) => renamed[member] === input[member]) ? input : { ...input, ...renamed };
}

/** Entries of a transaction, each with one member. */
function renameEach(entries: readonly JsonObject[], rename: (name: string) => string): readonly JsonObject[] {
  const renamed = entries.map((entry) => {
    const [[kind, fields] = ['', undefined]] = Object.entries(entry);
    if (!isObject(fields)) return entry;
    const named = renameRequest(fields, rename);
    return named === fields ? entry : { [kind]: named };
  });
  return renamed.every((entry, i) => entry === entries[i]) ? entries : renamed;
}

/** An answer with the model's table names. Tables of others on the same engine are left out. */
export function renameAnswer(answer: JsonObject, rename: Rename): JsonObject {
  const renamed: Record<string, unknown> = { ...answer };
  for (const member of ['Responses', 'UnprocessedKeys', 'UnprocessedItems', 'ItemCollectionMetrics']) {
    const value = answer[member];
    // In a transaction `Responses` is a list, and `ItemCollectionMetrics` of one item is not a map of tables.
    if (isObject(value) && !('ItemCollectionKey' in value)) {
      renamed[member] = renameMembers(value, (name) => rename(name) ?? name);
    }
  }
  const { ConsumedCapacity, Table, TableNames } = answer;
  if (Array.isArray(ConsumedCapacity)) renamed.ConsumedCapacity = ConsumedCapacity.map((each) => named(each, rename));
  else if (ConsumedCapacity !== undefined) renamed.ConsumedCapacity = named(ConsumedCapacity, rename);
  if (Table !== undefined) renamed.Table = named(Table, rename);
  if (Array.isArray(TableNames)) renamed.TableNames = TableNames.flatMap((name) => rename(String(name)) ?? []);
  return renamed;
}

function named(value: unknown, rename: Rename): unknown {
  if (!isObject(value)) return value;
  const { TableName } = value;
  return typeof TableName === 'string' ? { ...value, TableName: rename(TableName) ?? TableName } : value;
}

const renameMembers = (value: JsonObject, rename: (name: string) => string): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([name, member]) => [rename(name), member]));

/** How the engine calls the model's tables. On an engine that is shared, each sandbox has tables of its own. */
export interface TableNames {
  /** Both sides use the same names. */
  readonly plain: boolean;
  toEngine(name: string): string;
  fromEngine: Rename;
}

export const plainNames: TableNames = { plain: true, toEngine: (name) => name, fromEngine: (name) => name };

/** Names with a suffix. */
export function suffixedNames(suffix: string): TableNames {
  const end = `.${suffix}`;
  return {
    plain: false,
    toEngine: (name) => name + end,
    fromEngine: (name) => (name.endsWith(end) ? name.slice(0, -end.length) : undefined),
  };
}
