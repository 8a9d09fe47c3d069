/**
 * Policy templates and connectors of the Serverless Application Model that reach items, objects or who may.
 * Source: github.com/aws/serverless-application-model at 7000d0a3b0e5e0d9fca014ce135850718aad1290,
 * samtranslator/policy_templates_data/policy_templates.json and samtranslator/model/connector_profiles/profiles.json.
 */
export interface SamStatement {
  readonly actions: readonly string[];
  /** The endings behind the ARN of the table or bucket. */
  readonly on: readonly string[];
}

export interface SamTemplate {
  readonly service: 'dynamodb' | 's3';
  readonly parameter: 'TableName' | 'BucketName';
  readonly statements: readonly SamStatement[];
}

const table = (...statements: readonly SamStatement[]): SamTemplate => ({
  service: 'dynamodb',
  parameter: 'TableName',
  statements,
});
const bucket = (...statements: readonly SamStatement[]): SamTemplate => ({
  service: 's3',
  parameter: 'BucketName',
  statements,
});
const on = (suffixes: readonly string[], actions: string): SamStatement => ({
  on: suffixes,
  actions: actions.split(' '),
});

const WITH_INDEXES = ['', '/index/*'];
const WITH_OBJECTS = ['', '/*'];

export const SAM_TEMPLATES: { readonly [name: string]: SamTemplate | undefined } = {
  DynamoDBBackupFullAccessPolicy: table(
    on([''], 'CreateBackup DescribeContinuousBackups'),
    on(['/backup/*'], 'DeleteBackup DescribeBackup ListBackups'),
  ),
  DynamoDBCrudPolicy: table(
    on(
      WITH_INDEXES,
      'GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable ConditionCheckItem',
    ),
  ),
  DynamoDBReadPolicy: table(on(WITH_INDEXES, 'GetItem Scan Query BatchGetItem DescribeTable')),
  DynamoDBReconfigurePolicy: table(on([''], 'UpdateTable')),
  DynamoDBRestoreFromBackupPolicy: table(
    on(['/backup/*'], 'RestoreTableFromBackup'),
    on([''], 'PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem'),
  ),
  DynamoDBStreamReadPolicy: table(on(['/stream/*'], 'DescribeStream GetRecords GetShardIterator ListStreams')),
  DynamoDBWritePolicy: table(on(WITH_INDEXES, 'PutItem UpdateItem BatchWriteItem')),
  S3CrudPolicy: bucket(
    on(
      WITH_OBJECTS,
      'GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration PutLifecycleConfiguration DeleteObject',
    ),
  ),
  S3FullAccessPolicy: bucket(
    on(
      ['/*'],
      'GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging PutObjectVersionTagging',
    ),
    on([''], 'ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration'),
  ),
  S3ReadPolicy: bucket(
    on(WITH_OBJECTS, 'GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration'),
  ),
  S3WritePolicy: bucket(on(WITH_OBJECTS, 'PutObject PutObjectAcl PutLifecycleConfiguration')),
};

/** Policy templates of other services: none reaches an item or an object. */
export const OTHER_SAM_TEMPLATES: ReadonlySet<string> = new Set(
  `AMIDescribePolicy AWSSecretsManagerGetSecretValuePolicy AWSSecretsManagerRotationPolicy AcmGetCertificatePolicy
   AthenaQueryPolicy CloudFormationDescribeStacksPolicy CloudWatchDashboardPolicy CloudWatchDescribeAlarmHistoryPolicy
   CloudWatchPutMetricPolicy CodeCommitCrudPolicy CodeCommitReadPolicy CodePipelineLambdaExecutionPolicy
   CodePipelineReadOnlyPolicy ComprehendBasicAccessPolicy CostExplorerReadOnlyPolicy EC2CopyImagePolicy EC2DescribePolicy
   EFSWriteAccessPolicy EKSDescribePolicy EcsRunTaskPolicy ElasticMapReduceAddJobFlowStepsPolicy
   ElasticMapReduceCancelStepsPolicy ElasticMapReduceModifyInstanceFleetPolicy ElasticMapReduceModifyInstanceGroupsPolicy
   ElasticMapReduceSetTerminationProtectionPolicy ElasticMapReduceTerminateJobFlowsPolicy ElasticsearchHttpPostPolicy
   EventBridgePutEventsPolicy FilterLogEventsPolicy FirehoseCrudPolicy FirehoseWritePolicy KMSDecryptPolicy KMSEncryptPolicy
   KMSEncryptPolicy_v2 KinesisCrudPolicy KinesisStreamReadPolicy LambdaInvokePolicy MobileAnalyticsWriteOnlyAccessPolicy
   OrganizationsListAccountsPolicy PinpointEndpointAccessPolicy PollyFullAccessPolicy RekognitionDetectOnlyPolicy
   RekognitionFacesManagementPolicy RekognitionFacesPolicy RekognitionLabelsPolicy RekognitionNoDataAccessPolicy
   RekognitionReadPolicy RekognitionWriteOnlyAccessPolicy Route53ChangeResourceRecordSetsPolicy SESBulkTemplatedCrudPolicy
   SESBulkTemplatedCrudPolicy_v2 SESCrudPolicy SESEmailTemplateCrudPolicy SESSendBouncePolicy SNSCrudPolicy
   SNSPublishMessagePolicy SQSPollerPolicy SQSSendMessagePolicy SSMParameterReadPolicy SSMParameterWithSlashPrefixReadPolicy
   SageMakerCreateEndpointConfigPolicy SageMakerCreateEndpointPolicy ServerlessRepoReadWriteAccessPolicy
   StepFunctionsCallbackPolicy StepFunctionsExecutionPolicy StepFunctionsExecutionPolicy_v2 TextractDetectAnalyzePolicy
   TextractGetResultPolicy TextractPolicy VPCAccessPolicy`.split(/\s+/),
);

interface ConnectorProfile {
  readonly [permission: string]: readonly SamStatement[] | undefined;
}

/** The actions of a connector: its source where it leads `to` a resource, its destination where it comes `from` one. */
export const CONNECTORS: {
  readonly [service: string]: { readonly to: ConnectorProfile; readonly from: ConnectorProfile } | undefined;
} = {
  dynamodb: {
    to: {
      Read: [on(WITH_INDEXES, 'GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect')],
      Write: [
        on(WITH_INDEXES, 'PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate'),
      ],
    },
    from: { Read: [on(['/stream/*'], 'DescribeStream GetRecords GetShardIterator ListStreams')] },
  },
  s3: {
    to: {
      Read: [on(WITH_OBJECTS, 'GetObject GetObjectAcl GetObjectVersion ListBucket ListBucketVersions')],
      Write: [on(WITH_OBJECTS, 'AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject RestoreObject')],
    },
    from: {},
  },
};
