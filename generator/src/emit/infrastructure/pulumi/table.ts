import type { Index, Table } from '../../../model/table.js';
import { array, type Expression, literal, object } from '../../print/expression.js';
import { keyAttributes } from '../table-properties.js';

/** Returns the arguments of `aws.dynamodb.Table`; `name` is an expression. */
export function tableArguments(table: Table, name: string): Expression {
  const of = (kind: Index['kind']): Expression | undefined => {
    const indexes = table.indexes.filter((index) => index.kind === kind);
    return indexes.length === 0 ? undefined : array(indexes.map(indexArguments));
  };
  return object([
    ['name', name],
    ['billingMode', literal('PAY_PER_REQUEST')],
    ['hashKey', literal(table.partitionKey)],
    ['rangeKey', table.sortKey === undefined ? undefined : literal(table.sortKey)],
    [
      'attributes',
      array(
        keyAttributes(table).map((each) =>
          object([
            ['name', literal(each)],
            ['type', literal('S')],
          ]),
        ),
      ),
    ],
    ['globalSecondaryIndexes', of('global')],
    ['localSecondaryIndexes', of('local')],
    [
      'ttl',
      table.ttl === undefined
        ? undefined
        : object([
            ['attributeName', literal(table.ttl)],
            ['enabled', 'true'],
          ]),
    ],
    ['pointInTimeRecovery', object([['enabled', 'true']])],
    ['deletionProtectionEnabled', 'true'],
  ]);
}

const indexArguments = ({ name, partitionKey, sortKey, projection }: Index): Expression =>
  object([
    ['name', literal(name)],
    // A local index has the table's.
    ['hashKey', partitionKey === undefined ? undefined : literal(partitionKey)],
    ['rangeKey', sortKey === undefined ? undefined : literal(sortKey)],
    ['projectionType', literal({ all: 'ALL', include: 'INCLUDE', 'keys-only': 'KEYS_ONLY' }[projection.kind])],
    ['nonKeyAttributes', projection.kind === 'include' ? array(projection.attributes.map(literal)) : undefined],
  ]);
