/**
 * Every DynamoDB action that IAM knows. Source: Service Authorization Reference, "Actions defined by Amazon DynamoDB".
 * Those under `keyed` carry `dynamodb:LeadingKeys`; no other action can be tied to a tenant's keys.
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

/** Reads, copies or changes whole tables, or who may. */
const KEYLESS = [
  'AssociateTableReplica',
  'CreateBackup',
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
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'GetRecords',
  'GetShardIterator',
  'ImportTable',
  'InjectError',
  'PurchaseReservedCapacityOfferings',
  'PutResourcePolicy',
  'ReadDataForReplication',
  'ReplicateSettings',
  'RestoreTableFromAwsBackup',
  'RestoreTableFromBackup',
  'RestoreTableToPointInTime',
  'Scan',
  'SearchVectors',
  'StartAwsBackupJob',
  'TagResource',
  'UntagResource',
  'UpdateAbacStatus',
  'UpdateContinuousBackups',
  'UpdateContributorInsights',
  'UpdateGlobalTable',
  'UpdateGlobalTableSettings',
  'UpdateGlobalTableVersion',
  'UpdateKinesisStreamingDestination',
  'UpdateTable',
  'UpdateTableReplicaAutoScaling',
  'UpdateTimeToLive',
  'WriteDataForReplication',
] as const;

/** Tells of tables, not of items. */
const DESCRIBING = [
  'DescribeBackup',
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
export const KEYLESS_ACTIONS: readonly string[] = named(KEYLESS);
export const DESCRIBING_ACTIONS: readonly string[] = named(DESCRIBING);
export const DYNAMODB_ACTIONS: readonly string[] = [...KEYED_ACTIONS, ...KEYLESS_ACTIONS, ...DESCRIBING_ACTIONS];

/** Of the keyed actions those that change items. */
export const WRITING_ACTIONS: ReadonlySet<string> = new Set(
  named(['BatchWriteItem', 'DeleteItem', 'PutItem', 'UpdateItem', 'PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate']),
);

/** The keyed actions that indexes have; the others are checked on the table alone. */
export const INDEX_ACTIONS: ReadonlySet<string> = new Set(named(['Query', 'PartiQLSelect', 'Scan', 'SearchVectors']));
