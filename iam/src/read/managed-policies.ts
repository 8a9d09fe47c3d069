/**
 * Policies that AWS keeps, as far as they are often attached beside a tenant's own, with the actions by which they reach
 * items, objects or rights. Source: AWS Managed Policy Reference Guide. An attached policy that is not listed is unreadable.
 */
const REACHING: { readonly [name: string]: readonly string[] | undefined } = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['dynamodb:*', 's3:*'],
  ReadOnlyAccess: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan', 's3:GetObject'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonDynamoDBFullAccess_v2: ['dynamodb:*'],
  AmazonDynamoDBFullAccesswithDataPipeline: ['dynamodb:*'],
  AmazonDynamoDBReadOnlyAccess: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  AWSLambdaDynamoDBExecutionRole: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  'AWSLambdaInvocation-DynamoDB': ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  AWSLambda_FullAccess: ['iam:PassRole'],
  AmazonS3FullAccess: ['s3:*'],
  AmazonS3ReadOnlyAccess: ['s3:GetObject', 's3:ListBucket'],
  IAMFullAccess: ['iam:*'],
};

const HARMLESS: ReadonlySet<string> = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
  'CloudWatchLambdaInsightsExecutionRolePolicy',
  'AWSLambdaSQSQueueExecutionRole',
  'AmazonECSTaskExecutionRolePolicy',
  'AmazonAPIGatewayPushToCloudWatchLogs',
  'AWSAppSyncPushToCloudWatchLogs',
  'AmazonSSMManagedInstanceCore',
  'CloudWatchAgentServerPolicy',
]);

/**
 * Returns the actions by which an attached policy, given by ARN or name, reaches items or rights; none for one that
 * reaches none, undefined for one that is not known.
 */
export function managedPolicyActions(arnOrName: string): readonly string[] | undefined {
  const name = /^(?:arn:[^:]*:iam::aws:policy\/(?:[\w-]+\/)*)?([\w+=,.@-]+)$/.exec(arnOrName)?.[1] ?? '';
  return HARMLESS.has(name) ? [] : REACHING[name];
}
