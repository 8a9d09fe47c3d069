// The AWS CLI as far as the documentation uses it: aws dynamodb OPERATION --cli-input-json file://INPUT, and `wait table-exists`.
import { readFileSync } from 'node:fs';
import {
  CreateTableCommand,
  DynamoDBClient,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';

const COMMANDS = {
  'create-table': CreateTableCommand,
  'update-continuous-backups': UpdateContinuousBackupsCommand,
  'update-time-to-live': UpdateTimeToLiveCommand,
};

const [service, operation, ...rest] = process.argv.slice(2);
const client = new DynamoDBClient({});
const option = (name) => rest[rest.indexOf(name) + 1];
if (service === 'dynamodb' && operation === 'wait' && rest[0] === 'table-exists') {
  await waitUntilTableExists(
    { client, maxWaitTime: 20, minDelay: 1, maxDelay: 2 },
    { TableName: option('--table-name') },
  );
} else if (service === 'dynamodb' && Object.hasOwn(COMMANDS, operation)) {
  const input = JSON.parse(readFileSync(option('--cli-input-json').replace(/^file:\/\//, ''), 'utf8'));
  const { $metadata, ...output } = await client.send(new COMMANDS[operation](input));
  console.log(JSON.stringify(output, undefined, 2));
} else {
  throw new Error(`aws ${process.argv.slice(2).join(' ')} is not known here`);
}
client.destroy();
