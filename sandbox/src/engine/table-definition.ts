import type { TableDefinition } from '@tenantry/runtime/testing';
import type { Table } from 'tenantry/policies';

/** A table as the runtime knows it. */
export function tableDefinition({ name, partitionKey, sortKey, marker, indexes }: Table): TableDefinition {
  return {
    name,
    partitionKey,
    ...(sortKey !== undefined && { sortKey }),
    ...(marker !== undefined && { marker }),
    indexes: Object.fromEntries(
      indexes.map(({ name: index, partitionKey: partition, sortKey: sort, projection }) => [
        index,
        {
          ...(partition !== undefined && { partitionKey: partition }),
          ...(sort !== undefined && { sortKey: sort }),
          projection: projection.kind === 'include' ? projection.attributes : projection.kind,
        },
      ]),
    ),
  };
}
