import type { Environment } from '../../../model/model.js';
import type { Table } from '../../../model/table.js';
import { tableName } from '../../../policy/arn.js';
import type { EmittedFile } from '../../print/emitted-file.js';
import { jsonText } from '../../print/json-text.js';
import { tableProperties } from '../table-properties.js';
import type { Target } from '../target.js';

/**
 * Prints the input of DynamoDB's own calls, for tests and scripts: `aws dynamodb create-table --cli-input-json file://app.create-table.json`.
 * Time to live and point-in-time recovery are calls of their own, each once the table is active.
 */
export const dynamodb: Target = ({ model, environments }) =>
  environments.flatMap((environment) => model.tables.flatMap((table) => tableFiles(table, environment)));

function tableFiles(table: Table, environment: Environment): readonly EmittedFile[] {
  const TableName = tableName(environment, table.name);
  const file = (call: string, input: object): EmittedFile => ({
    path: `${environment.name}/${table.name}.${call}.json`,
    text: jsonText({ TableName, ...input }),
  });
  return [
    file('create-table', tableProperties(table)),
    file('update-continuous-backups', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    ...(table.ttl === undefined
      ? []
      : [file('update-time-to-live', { TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true } })]),
  ];
}
