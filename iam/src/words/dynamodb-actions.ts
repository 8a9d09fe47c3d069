/**
 * The IAM actions of DynamoDB by what they can reach.
 * Source: Service Authorization Reference, "Actions defined by Amazon DynamoDB"; the bulk operations are of the Amazon DynamoDB
 * Developer Guide, "Bulk put items considerations, quotas, and permissions" (November 2026).
 * Only `keyed` actions carry `dynamodb:LeadingKeys`, so no other action can be tied to a tenant's keys.
 */
const KEYED = [
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DeleteItem',
  'GetItem',
  'PartiQLDelete',
  'PartiQLInsert',
  'PartiQLSelect',
  'PartiQLUpdate',
  'PutItem',
  'Query',
  'UpdateItem',
] as const;

/** Reach items, or copies of them, without leading keys. */
const KEYLESS = [
  'CreateBackup',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'GetRecords',
  'GetShardIterator',
  'ImportTable',
  'ReadDataForReplication',
  'ReplicateSettings',
  'RestoreTableFromAwsBackup',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'Scan',
  'SearchVectors',
  'StartAwsBackupJob',
  'StartBulkPutItems',
  'UpdateKinesisStreamingDestination',
  'WriteDataForReplication',
] as const;

/** Change tables, backups and operations, or who may use them. */
const CONTROL = [
  'AssociateTableReplica',
  'CancelBulkOperation',
  'CreateGlobalTable',
  'CreateGlobalTableWitness',
  'CreateTable',
  'CreateTableReplica',
  'DeleteBackup',
  'DeleteGlobalTableWitness',
  'DeleteResourcePolicy',
  'DeleteTable',
  'DeleteTableReplica',
  'DisableKinesisStreamingDestination',
  'InjectError',
  'PurchaseReservedCapacityOfferings',
  'PutResourcePolicy',
  'TagResource',
  'UntagResource',
  'UpdateAbacStatus',
  'UpdateContinuousBackups',
  'UpdateContributorInsights',
  'UpdateGlobalTable',
  'UpdateGlobalTableSettings',
  'UpdateGlobalTableVersion',
  'UpdateTable',
  'UpdateTableReplicaAutoScaling',
  'UpdateTimeToLive',
] as const;

/** Describe tables and operations, not items. */
const DESCRIBING = [
  'DescribeBackup',
  'DescribeBulkOperation',
  'DescribeContinuousBackups',
  'DescribeContributorInsights',
  'DescribeEndpoints',
  'DescribeExport',
  'DescribeGlobalTable',
  'DescribeGlobalTableSettings',
  'DescribeImport',
  'DescribeKinesisStreamingDestination',
  'DescribeLimits',
  'DescribeReservedCapacity',
  'DescribeReservedCapacityOfferings',
  'DescribeStream',
  'DescribeTable',
  'DescribeTableReplicaAutoScaling',
  'DescribeTimeToLive',
  'GetAbacStatus',
  'GetResourcePolicy',
  'ListBackups',
  'ListBulkOperations',
  'ListContributorInsights',
  'ListExports',
  'ListGlobalTables',
  'ListImports',
  'ListStreams',
  'ListTables',
  'ListTagsOfResource',
] as const;

const named = (actions: readonly string[]): readonly string[] => actions.map((action) => `dynamodb:${action}`);

export const KEYED_ACTIONS: readonly string[] = named(KEYED);
/** Every action that reaches items, copies them, or changes tables, and cannot be tied to keys. */
export const KEYLESS_ACTIONS: readonly string[] = named([...KEYLESS, ...CONTROL].sort());
export const DESCRIBING_ACTIONS: readonly string[] = named(DESCRIBING);
export const DYNAMODB_ACTIONS: readonly string[] = [...KEYED_ACTIONS, ...KEYLESS_ACTIONS, ...DESCRIBING_ACTIONS];

export type DynamodbActionClass = 'keyed' | 'keyless' | 'control' | 'describing';

/** Each action of DynamoDB with its class. */
export const DYNAMODB_ACTION_CLASSES: ReadonlyMap<string, DynamodbActionClass> = new Map([
  ...KEYED.map((name) => [`dynamodb:${name}`, 'keyed'] as const),
  ...KEYLESS.map((name) => [`dynamodb:${name}`, 'keyless'] as const),
  ...CONTROL.map((name) => [`dynamodb:${name}`, 'control'] as const),
  ...DESCRIBING.map((name) => [`dynamodb:${name}`, 'describing'] as const),
]);

/** The keyed actions that change items. */
export const WRITING_ACTIONS: ReadonlySet<string> = new Set(
  named(['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate']),
);

/** The item actions that are authorised on indexes too; the others are authorised on the table alone. */
export const INDEX_ACTIONS: ReadonlySet<string> = new Set(named(['Query', 'PartiQLSelect', 'Scan', 'SearchVectors']));
