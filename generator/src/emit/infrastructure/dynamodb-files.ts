import type { Environment, Model } from '../../model/model.js';
import { tableName } from '../../policy/arn.js';
import { jsonText } from '../iam/policy-files.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { tableProperties } from './table-properties.js';

/**
 * The input of DynamoDB's own calls, for tests and scripts: `aws dynamodb create-table --cli-input-json file://app.create-table.json`.
 * Time to live and point-in-time recovery are calls of their own, each once the table is active.
 */
export function dynamodbFiles(model: Model, environment: Environment): readonly EmittedFile[] {
  return model.tables.flatMap((table) => {
    const TableName = tableName(environment, table.name);
    const file = (call: string, input: object): EmittedFile => ({
      path: `dynamodb/${environment.name}/${table.name}.${call}.json`,
      text: jsonText({ TableName, ...input }),
    });
    return [
      file('create-table', tableProperties(table)),
      file('update-continuous-backups', {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
      ...(table.ttl === undefined
        ? []
        : [
            file('update-time-to-live', {
              TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true },
            }),
          ]),
    ];
  });
}
