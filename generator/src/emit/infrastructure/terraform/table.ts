import type { Index, Table } from '../../../model/table.js';
import { keyAttributes } from '../table-properties.js';
import { terraformText } from './terraform-text.js';

/** Returns the arguments of `aws_dynamodb_table`. Nested blocks are lists, as Terraform's JSON syntax has them. */
export function terraformTable(table: Table, name: string): object {
  const of = (kind: Index['kind']): readonly Index[] => table.indexes.filter((index) => index.kind === kind);
  return {
    name,
    billing_mode: 'PAY_PER_REQUEST',
    hash_key: terraformText(table.partitionKey),
    ...(table.sortKey !== undefined && { range_key: terraformText(table.sortKey) }),
    attribute: keyAttributes(table).map((attribute) => ({ name: terraformText(attribute), type: 'S' })),
    ...block('global_secondary_index', of('global').map(indexBlock)),
    ...block('local_secondary_index', of('local').map(indexBlock)),
    ...block('ttl', table.ttl === undefined ? [] : [{ attribute_name: terraformText(table.ttl), enabled: true }]),
    point_in_time_recovery: [{ enabled: true }],
    deletion_protection_enabled: true,
    lifecycle: [{ prevent_destroy: true }],
  };
}

const indexBlock = ({ name, partitionKey, sortKey, projection }: Index): object => ({
  name,
  // A local index has the table's.
  ...(partitionKey !== undefined && { hash_key: terraformText(partitionKey) }),
  ...(sortKey !== undefined && { range_key: terraformText(sortKey) }),
  projection_type: projection.kind === 'all' ? 'ALL' : projection.kind === 'include' ? 'INCLUDE' : 'KEYS_ONLY',
  ...(projection.kind === 'include' && { non_key_attributes: projection.attributes.map(terraformText) }),
});

const block = (name: string, blocks: readonly object[]): object => (blocks.length === 0 ? {} : { [name]: blocks });
