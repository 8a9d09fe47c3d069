/** A service by which a role reaches items, or more rights, other than by DynamoDB's own actions. */
export interface Route {
  readonly service: string;
  /** Completes "the role can …". */
  readonly reach: string;
  /** Patterns of the action names that lead there; every action of the service where absent. */
  readonly only?: readonly string[];
  /** Patterns of action names that do not. */
  readonly except?: readonly string[];
}

const READING = ['Describe*', 'Get*', 'List*'];

/**
 * Actions of other services that lead to items or to rights whatever their conditions say, because no condition key of theirs
 * knows the table's keys. Source: Service Authorization Reference; Amazon DynamoDB Developer Guide, "DAX access control"
 * (DAX ignores conditions on keys), "Using DynamoDB with Kinesis Data Streams", "Backing up with AWS Backup".
 */
export const ROUTES: readonly Route[] = [
  { service: 'iam', reach: 'change policies, roles and who may use them' },
  {
    service: 'sts',
    reach: 'begin sessions of other roles or with other tags',
    except: ['DecodeAuthorizationMessage', 'GetAccessKeyInfo', 'GetCallerIdentity', 'GetScopedCredentials'],
  },
  { service: 'dax', reach: 'reach items of every tenant in the cache, which does not look at leading keys' },
  { service: 'backup', reach: 'copy and restore whole tables' },
  { service: 'backup-storage', reach: 'read backups of whole tables' },
  {
    service: 'kinesis',
    reach: 'read change records of every tenant',
    only: ['GetRecords', 'GetShardIterator', 'SubscribeToShard'],
  },
  { service: 'organizations', reach: 'change policies of the organisation', except: READING },
  { service: 'sso', reach: 'change who may use the account', except: READING },
  { service: 'identitystore', reach: 'change who may use the account', except: [...READING, 'IsMemberInGroups'] },
  { service: 'rolesanywhere', reach: 'begin sessions of other roles', except: READING },
  { service: 'cognito-identity', reach: 'change which tags and roles sessions get', except: READING },
  {
    service: 'cognito-idp',
    reach: 'change the claims that become tags',
    except: [...READING, 'AdminGet*', 'AdminList*'],
  },
  { service: 'tag', reach: 'change tags that policies look at', only: ['TagResources', 'UntagResources'] },
  {
    service: 's3',
    reach: 'change who may reach objects, or copy them',
    only: [
      'CreateAccessGrant*',
      'CreateAccessPoint*',
      'CreateJob',
      'DeleteBucketPolicy',
      'GetDataAccess',
      'PutAccessPointPolicy*',
      'PutBucketAcl',
      'PutBucketPolicy',
      'PutReplicationConfiguration',
    ],
  },
  {
    service: 'appsync',
    reach: 'read tables by the role of a data source',
    only: ['CreateFunction', 'CreateResolver', 'UpdateFunction', 'UpdateResolver'],
  },
  { service: 'batch', reach: 'run code as another role', only: ['RegisterJobDefinition', 'SubmitJob'] },
  {
    service: 'elasticmapreduce',
    reach: 'run code as another role',
    only: ['AddJobFlowSteps', 'RunJobFlow', 'StartNotebookExecution'],
  },
  { service: 'redshift-data', reach: 'copy whole tables by the role of a cluster', only: ['*ExecuteStatement'] },
  { service: 'sagemaker', reach: 'use the role of a notebook', only: ['CreatePresigned*', 'StartSession'] },
  {
    service: 'lambda',
    reach: 'run code as another role',
    only: [
      'AddPermission',
      'CreateFunction',
      'PublishLayerVersion',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
    ],
  },
  { service: 'cloudformation', reach: 'change resources and roles by a stack', except: READING },
  { service: 'codebuild', reach: 'run code as another role', only: ['CreateProject', 'StartBuild*', 'UpdateProject'] },
  { service: 'datapipeline', reach: 'copy whole tables', except: READING },
  { service: 'dms', reach: 'copy whole tables', except: READING },
  { service: 'ec2-instance-connect', reach: 'use the role of an instance' },
  {
    service: 'ecs',
    reach: 'use the role of a task',
    only: ['ExecuteCommand', 'RegisterTaskDefinition', 'RunTask', 'StartTask'],
  },
  { service: 'glue', reach: 'read whole tables by a job', except: READING },
  { service: 'pipes', reach: 'read change records by another role', except: READING },
  {
    service: 'ssm',
    reach: 'use the role of an instance',
    only: ['SendCommand', 'StartAutomationExecution', 'StartSession'],
  },
  {
    service: 'states',
    reach: 'act as the role of a state machine',
    only: ['CreateStateMachine', 'UpdateStateMachine'],
  },
];
