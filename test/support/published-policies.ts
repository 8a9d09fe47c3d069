import { document, TABLE, trust } from './lint-documents.js';
import { type FaultyPolicy, ITEM_ACTIONS } from './made-policies.js';

/** `source` is where it stands, read in November 2026; `form` what it is written with, JSON unless given. */
export interface PublishedPolicy extends FaultyPolicy {
  readonly source: string;
  readonly form?: 'cdk';
  /** Says why the findings are right. */
  readonly why: string;
}

const file = (repository: string, commit: string, path: string): string =>
  `https://github.com/${repository}/blob/${commit}/${path}`;

const SERVERLESS_SAAS = file(
  'aws-samples/aws-saas-factory-ref-solution-serverless-saas',
  '852540250a804e83a663f4f5e5ceebf8ce0e0f69',
  'server/src/layers/auth_manager.py',
);
const FINE_GRAINED = file(
  'aws-samples/aws-saas-factory-dynamodb-fine-grained-access-control-for-saas',
  'd53dc06bb71df61808384ea35ae4874f9f83b7ed',
  'resources/lambda_function.py',
);
const POLICY_GENERATION = (name: string): string =>
  file(
    'aws-samples/aws-saas-factory-dynamic-policy-generation',
    'fefbfe57007456b5e347516d7b98e6d8fa6e961d',
    `permission-templates/templates/${name}.json`,
  );
const SAAS_ON_ECS = (path: string): string =>
  file('aws-samples/saas-reference-architecture-ecs', '08c889972c343dcc585dcf5d7b0df3150d9b5524', path);
const S3_MULTITENANCY = file(
  'aws-samples/aws-saas-factory-s3-multitenancy',
  '343e01ec304e784b5b7dba0fefc2980be20715b2',
  'src/s3_manager/src/policies/db_nosql.json',
);
const CDK_ISOLATION = file(
  'subeshb1/multi-tenant-isolation-aws',
  '87c0108505490a3bd10004ce8b297e484180c9df',
  'infra/lib/tenant-isolation-stack.ts',
);
const SESSION_TAGS = (path: string): string =>
  file('thedath/aws-tenant-isolation', 'a1b89346ab5ee1d726dc8180908f2f720f2dc429', path);
const GO_LAMBDA = file(
  'WojciechMatuszewski/tenant-isolation-cdk',
  '1f926c8532851b18a86be7aa08f79c0e7994dc08',
  'src/functions/getter/main.go',
);
const DEVELOPER_GUIDE = file(
  'awsdocs/amazon-dynamodb-developer-guide',
  '028b8fec25782b98b518e1224ed50aa6661cd638',
  'doc_source/specifying-conditions.md',
);
const USER_GUIDE = file(
  'awsdocs/iam-user-guide',
  '509e2e7d469771773225e2ecbac1ee7e4844a9a7',
  'doc_source/reference_policies_examples_dynamodb_items.md',
);
const ONEUPTIME = file(
  'OneUptime/blog',
  '5dc6ca126bb5d192e2535c1a35284025f296f102',
  'posts/2026-02-12-set-up-iam-policies-dynamodb-table-access/README.md',
);

/**
 * Each with all faults of its source. Written anew and no longer than the fault asks: tables, accounts and roles are ours, code
 * that builds a policy is replaced by what it builds, and statements that are not about tenants are left out.
 */
export const PUBLISHED_POLICIES: readonly PublishedPolicy[] = [
  {
    source: SERVERLESS_SAAS,
    what: 'the session policy of a tenant, its id formatted into "{0}-*", on every table with its indexes',
    policy: document({
      Action: ITEM_ACTIONS,
      Resource: ['arn:aws:dynamodb:{0}:{1}:table/*'],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['{0}-*'] } },
    }),
    faults: ['string-template', 'unclosed-variable', 'missing-null-guard', 'index-under-table'],
    why: 'A session of acme reaches acme-2-… too, because text follows the id before the hyphen; a request without keys passes ForAllValues; indexes of every table have partition keys of their own; an id that holds * or quotes rewrites the policy.',
  },
  {
    source: SERVERLESS_SAAS,
    what: 'the session policy of a tenant admin: own keys of two tables, and every item of two more',
    policy: document(
      {
        Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['{0}'] } },
      },
      { Action: ITEM_ACTIONS, Resource: ['arn:aws:dynamodb:{0}:{1}:table/ServerlessSaaS-Settings'] },
    ),
    faults: ['string-template', 'missing-null-guard', 'untied-keys'],
    why: 'Own keys of two tables are tied to the tenant, but two more tables are open as a whole; the id is formatted into the text of the policy, and a request without keys passes ForAllValues.',
  },
  {
    source: FINE_GRAINED,
    what: 'a session policy by replacing {TENANTID} in its text',
    policy: document({
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['{TENANTID}-*'] } },
    }),
    faults: ['string-template', 'unclosed-variable', 'missing-null-guard'],
    why: 'A tenant that is named acme-2 stores items under acme-2-…, which acme-* matches; the id is replaced in the text, and a request without keys passes.',
  },
  {
    source: POLICY_GENERATION('DynamoLeadingKeyTemplate'),
    what: 'every action under a condition key with a space in it, which no request carries: everything is allowed',
    policy: document({
      Action: ['dynamodb:*'],
      Resource: ['arn:aws:dynamodb:*:*:table/{{table}}'],
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb: LeadingKeys': ['{{tenant}}'] } },
    }),
    faults: ['unknown-key', 'string-template', 'keyless-action', 'untied-keys'],
    why: 'No request carries a key with a space in its name, so ForAllValues is always true: every action on every item, Scan included.',
  },
  {
    source: POLICY_GENERATION('S3FolderPerTenantTemplate'),
    what: 'a folder for each tenant, whose own name may also be listed without its slash',
    policy: document(
      {
        Action: ['s3:ListBucket'],
        Resource: ['arn:aws:s3:::{{bucket}}'],
        Condition: { StringLike: { 's3:prefix': ['{{tenant}}', '{{tenant}}/', '{{tenant}}/*'] } },
      },
      { Action: ['s3:GetObject', 's3:PutObject'], Resource: ['arn:aws:s3:::{{bucket}}/{{tenant}}/*'] },
    ),
    faults: ['string-template', 'open-prefix'],
    why: 'The prefix without its slash also lists acme-2/…; the name is replaced in the text of the policy.',
  },
  {
    source: SAAS_ON_ECS('DEVELOPER_GUIDE.md'),
    what: '"Data isolation with pooled databases": every action under ForAllValues, filled in by replacing text',
    policy: document({
      Action: ['dynamodb:*'],
      Resource: ['arn:aws:dynamodb:*:*:table/{{table}}'],
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['{{tenant}}'] } },
    }),
    faults: ['vacuous-condition', 'missing-null-guard', 'string-template'],
    why: 'dynamodb:* includes Scan, which carries no leading keys, so that ForAllValues lets it read the whole table.',
  },
  {
    source: SAAS_ON_ECS('server/lib/tenant-template/ecs-dynamodb.ts'),
    form: 'cdk',
    what: 'a tag as the whole key, without any guard',
    policy: document({
      Action: ITEM_ACTIONS,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}'] } },
    }),
    faults: ['missing-null-guard', 'missing-tag-guard'],
    why: 'A session without the tag, or with an empty one, is tied to nobody’s keys, and a request without keys passes ForAllValues.',
  },
  {
    source: SAAS_ON_ECS('server/lib/tenant-template/tenant-service-stack.ts'),
    form: 'cdk',
    what: 'a trust policy that asks for a tag which may be empty, and lets others through',
    policy: trust({
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringLike: { 'aws:RequestTag/tenant': '*' } },
    }),
    faults: ['loose-request-tag', 'open-tag-keys'],
    why: '* also matches an empty tag, and nothing limits which other tags the caller may set.',
  },
  {
    source: S3_MULTITENANCY,
    what: 'one folder to write, the whole bucket to read, any role to assume, attributes with Select only if it exists',
    policy: document(
      { Action: ['sts:AssumeRole'], Resource: '*' },
      { Action: ['s3:ListBucket', 's3:GetObject'], Resource: ['{bucket_arn}/*'] },
      { Action: ['s3:PutObject'], Resource: ['{bucket_arn}/{tenant_id}/{user_id}/*'] },
      {
        Action: ['dynamodb:PutItem'],
        Resource: ['{nosql_table_arn}'],
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['{nosql_partition_key}'] } },
      },
      {
        Action: ['dynamodb:Query'],
        Resource: ['{nosql_table_arn}'],
        Condition: {
          'ForAllValues:StringEquals': {
            'dynamodb:LeadingKeys': ['{nosql_partition_key}'],
            'dynamodb:Attributes': ['id_concat', 'key_name'],
          },
          StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
        },
      },
    ),
    faults: [
      'any-role',
      'other-way',
      'whole-bucket',
      'string-template',
      'missing-null-guard',
      'attributes-without-select',
    ],
    why: 'sts:AssumeRole on * takes on any role that trusts the account, which makes the rest moot; objects of all tenants can be read; a query without Select returns every attribute.',
  },
  {
    source: CDK_ISOLATION,
    form: 'cdk',
    what: 'a tenant role for keys and folders, its tag denied where it is missing and not where it is empty',
    policy: document(
      { Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::files/${aws:PrincipalTag/tenant}/*' },
      {
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::files',
        Condition: { StringLike: { 's3:prefix': ['${aws:PrincipalTag/tenant}/*'] } },
      },
      {
        Action: ITEM_ACTIONS,
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/tenant}'] } },
      },
      {
        Effect: 'Deny',
        Action: ['s3:*', 'dynamodb:*', 'kms:*'],
        Resource: '*',
        Condition: { Null: { 'aws:PrincipalTag/tenant': 'true' } },
      },
    ),
    faults: ['missing-null-guard', 'missing-tag-guard'],
    why: 'The Deny speaks of a missing tag only: with an empty one the keys and folders of nobody are open, and a request without keys passes ForAllValues.',
  },
  {
    source: CDK_ISOLATION,
    form: 'cdk',
    what: 'the trust policy of that role: the tag is asked of sts:TagSession alone, and may be empty',
    policy: trust({}, { Action: ['sts:TagSession'], Condition: { StringLike: { 'aws:RequestTag/tenant': '*' } } }),
    faults: ['tag-session-only', 'loose-request-tag', 'open-tag-keys'],
    why: 'sts:AssumeRole is allowed without the condition, so a session without any tag can begin; * also matches an empty tag, and other tags are free.',
  },
  {
    source: SESSION_TAGS('lib/aws-tenant-isolation-stack.ts'),
    form: 'cdk',
    what: 'reads of own and public keys in one statement, and a list of a bucket under ForAllValues',
    policy: document(
      {
        Action: ['dynamodb:Query'],
        Condition: {
          'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/TenantID}', 'public'] },
        },
      },
      {
        Action: ['s3:ListBucket'],
        Resource: 'arn:aws:s3:::files',
        Condition: { 'ForAllValues:StringLike': { 's3:prefix': ['${aws:PrincipalTag/TenantID}', 'public'] } },
      },
    ),
    faults: ['missing-null-guard', 'missing-tag-guard', 'open-prefix', 'untied-keys'],
    why: 'public is shared by all tenants and must be accepted as such; the list of the bucket has no slash after the id, so acme also lists acme-2; a request without a prefix or without keys passes ForAllValues.',
  },
  {
    source: SESSION_TAGS('lib/RoleAssumingLambda.ts'),
    form: 'cdk',
    what: 'a trust policy with a required tag that may be empty',
    policy: trust({
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringLike: { 'aws:RequestTag/TenantID': '*' } },
    }),
    faults: ['loose-request-tag', 'open-tag-keys'],
    why: '* also matches an empty tag, and nothing limits which other tags the caller may set.',
  },
  {
    source: GO_LAMBDA,
    what: 'a session policy by fmt.Sprintf',
    policy: document({
      Action: ['dynamodb:GetItem'],
      Resource: '%v',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['%v'] } },
    }),
    faults: ['string-template', 'missing-null-guard'],
    why: 'The tenant’s id is printed into JSON text, where quotes, * and ${ change what the policy says; a request without keys passes.',
  },
  {
    source: DEVELOPER_GUIDE,
    what: 'example 2, attributes with a scan and Select only if it exists',
    policy: document({
      Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem', 'dynamodb:Scan'],
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['UserId', 'TopScore'] },
        StringEqualsIfExists: {
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
          'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
        },
      },
    }),
    faults: ['attributes-without-select', 'missing-null-guard', 'keyless-action', 'untied-keys'],
    why: 'Scan reads every item, and Select that is checked only if it exists lets a query ask for ALL_ATTRIBUTES by leaving it out; nothing ties the keys to a caller.',
  },
  {
    source: DEVELOPER_GUIDE,
    what: 'example 5, a table and an index under one condition on keys and attributes',
    policy: document({
      Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:BatchGetItem'],
      Resource: [TABLE, `${TABLE}/index/TopScoreDateTimeIndex`],
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${graph.facebook.com:id}'],
          'dynamodb:Attributes': ['attribute-A', 'attribute-B'],
        },
        StringEqualsIfExists: {
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
          'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
        },
      },
    }),
    faults: ['index-under-table', 'missing-null-guard', 'attributes-without-select'],
    why: 'The partition key of the index is another attribute than the table’s, so that one list of keys cannot fence both; Select is checked only if it exists.',
  },
  {
    source: USER_GUIDE,
    what: 'keys of a Cognito identity without a Null check',
    policy: document({
      Action: ITEM_ACTIONS,
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${cognito-identity.amazonaws.com:sub}'] } },
    }),
    faults: ['missing-null-guard'],
    why: 'AWS adds the Null check in its own text: without it a request that carries no leading keys passes ForAllValues.',
  },
  {
    source: ONEUPTIME,
    what: '"Multi-Tenant Application": a scan under ForAllValues',
    policy: document({
      Action: [...ITEM_ACTIONS, 'dynamodb:Scan'],
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/TenantId}'] } },
    }),
    faults: ['vacuous-condition', 'missing-tag-guard', 'missing-null-guard'],
    why: 'Scan carries no leading keys, so ForAllValues lets a tenant read the whole table; an empty tag stands for nobody’s keys.',
  },
  {
    source: ONEUPTIME,
    what: '"Attribute-Level Control": Select only if it exists, and a scan',
    policy: document({
      Action: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['EmployeeId', 'Name', 'Department', 'Title'] },
        StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
    faults: ['attributes-without-select', 'missing-null-guard', 'keyless-action', 'untied-keys'],
    why: 'Attributes are limited, items are not: Scan and every key are open, and a query without Select returns all attributes.',
  },
  {
    source: 'https://d1mmk10lcvudwp.cloudfront.net',
    what: 'the page of the stack of dev.to/simonireilly/aws-pooled-multi-tenancy-for-dynamodb-with-iam-cognito-8e7: no guards',
    policy: document({
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/org}#*'] } },
    }),
    faults: ['missing-tag-guard', 'missing-null-guard'],
    why: 'A session without org, or with an empty one, reads keys that begin with #, and a request without keys passes ForAllValues.',
  },
];
