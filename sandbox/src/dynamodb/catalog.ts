import { type Environment, indexArn, type Model, tableArn, tableName } from 'tenantry/policies';
import { parseArn } from '../account/arn.js';
import { Failure } from '../http/failure.js';
import { validation } from './validation.js';

export interface CatalogIndex {
  readonly arn: string;
  readonly partitionKey: string;
}

/** A table as requests name it, with the ARNs that policies name. */
export interface CatalogTable {
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: string;
  readonly indexes: ReadonlyMap<string, CatalogIndex>;
}

/**
 * The table that a request's `TableName` stands for. The name of a table that the model lacks still has an ARN to authorise.
 */
export type Found =
  | { readonly kind: 'table'; readonly table: CatalogTable }
  | { readonly kind: 'unknown'; readonly arn: string; readonly missing: Failure };

export interface Catalog {
  find(tableNameOrArn: string): Found;
}

export function createCatalog(model: Model, environment: Environment): Catalog {
  const tables = new Map<string, CatalogTable>();
  for (const table of model.tables) {
    const name = tableName(environment, table.name);
    tables.set(name, {
      name,
      arn: tableArn(environment, table.name),
      partitionKey: table.partitionKey,
      indexes: new Map(
        table.indexes.map((index) => [
          index.name,
          {
            arn: indexArn(environment, table.name, index.name),
            partitionKey: index.partitionKey ?? table.partitionKey,
          },
        ]),
      ),
    });
  }
  const prefix = `arn:${environment.partition}:dynamodb:${environment.region}:${environment.account}:table/`;
  const missing = (name: string): Failure =>
    new Failure(
      400,
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${name} not found`,
      `The environment ${environment.name} has no table ${name}; it has ${[...tables.keys()].join(', ')}.`,
    );
  return {
    find(given) {
      const name = given.startsWith('arn:') ? nameIn(given, prefix) : given;
      if (!NAME.test(name)) {
        throw validation(
          `1 validation error detected: Value '${name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`,
        );
      }
      const table = tables.get(name);
      return table === undefined
        ? { kind: 'unknown', arn: prefix + name, missing: missing(name) }
        : { kind: 'table', table };
    },
  };
}

const NAME = /^[a-zA-Z0-9_.-]{1,255}$/;

/** Requests may name a table by its ARN. One of another account or Region lies outside of this sandbox. */
function nameIn(arn: string, prefix: string): string {
  if (arn.startsWith(prefix)) return arn.slice(prefix.length);
  const { account, region } = parseArn(arn) ?? {};
  throw validation(
    `The table ${arn} lies outside of this sandbox.`,
    account === undefined
      ? 'It is not a table ARN.'
      : `The sandbox emulates one account and Region; the ARN names ${account} in ${region}.`,
  );
}
