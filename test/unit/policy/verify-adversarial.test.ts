// Statements that somebody adds to a tenant role: whatever their conditions, `verify` proves them or finds them, with a
// request.
import { evaluate, KEYLESS_ACTIONS, OPERATORS, QUANTIFIERS, type Statement } from '@tenantry/iam';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { policyDocuments } from '../../../generator/src/policy/documents.js';
import type { Finding } from '../../../generator/src/policy/verify/finding.js';
import { guardrailFindings } from '../../../generator/src/policy/verify/guardrail.js';
import { policyFindings } from '../../../generator/src/policy/verify/policy-findings.js';
import { noCaches, roleCase } from '../../../generator/src/policy/verify/role-case.js';
import { flightClubModel, grant } from '../../support/flight-club-model.js';

const [environment] = flightClubModel.environments;
if (environment === undefined) throw new Error('no environment');
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev';
const T = '${aws:PrincipalTag/TenantId}';
const KEYS = 'dynamodb:LeadingKeys';

const withStatements = (
  additionalStatements: readonly object[],
  of = 'member',
  model: Model = flightClubModel,
): Model => ({
  ...model,
  environments: [environment],
  roles: model.roles
    .filter(({ name }) => name === of)
    .map((role) => ({ ...role, additionalStatements: additionalStatements as never })),
});

/** Finds the breaks of isolation by statements of the schema's own, beside the emitted ones. */
function foundIn(model: Model): readonly Finding[] {
  const [documents] = policyDocuments(model);
  const [role] = model.roles;
  if (documents === undefined || role === undefined) throw new Error('no role');
  const { identity = [] } = documents.roles[0] ?? {};
  return policyFindings(roleCase(model, environment as never, role, identity, noCaches()));
}

const found = (...statements: readonly object[]): readonly string[] =>
  foundIn(withStatements(statements)).map(
    ({ code, counterexample }) => `${code} ${counterexample?.actual ?? 'without request'}`,
  );

const tied = {
  'ForAllValues:StringEquals': { [KEYS]: [`TENANT#${T}`] },
  StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
};
const scan = (condition: object): object => ({
  ...{ Effect: 'Allow', Action: ['dynamodb:Scan', 'dynamodb:Query'], Resource: TABLE },
  Condition: { ...tied, ...condition },
});

/**
 * Every condition key that IAM documents for the emitted actions, and the global ones, with a value. A tenant decides none
 * of them. Source: Service Authorization Reference, DynamoDB, condition keys; IAM User Guide, "AWS global condition context
 * keys".
 */
const CONDITION_KEYS: readonly (readonly [operator: string, key: string, value: string | readonly string[]])[] = [
  ['ForAllValues:StringEquals', 'dynamodb:Attributes', ['pk']],
  ['StringEquals', 'dynamodb:EnclosingOperation', 'TransactWriteItems'],
  ['StringEquals', 'dynamodb:FirstPartitionKeyValues', 'x'],
  ['Bool', 'dynamodb:FullTableScan', 'false'],
  ['StringEquals', 'dynamodb:ReturnConsumedCapacity', 'NONE'],
  ['StringEqualsIfExists', 'dynamodb:ReturnValues', 'NONE'],
  ['StringEquals', 'dynamodb:Select', 'SPECIFIC_ATTRIBUTES'],
  ['ForAnyValue:StringEquals', 'aws:CalledVia', 'dynamodb.amazonaws.com'],
  ['DateLessThan', 'aws:CurrentTime', '2030-01-01T00:00:00Z'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600'],
  ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
  ['StringEquals', 'aws:PrincipalOrgID', 'o-1'],
  ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-1/*'],
  ['StringEquals', 'aws:RequestedRegion', 'eu-west-1'],
  ['StringEquals', 'aws:ResourceAccount', '111122223333'],
  ['StringEquals', 'aws:ResourceTag/TenantId', T],
  ['Bool', 'aws:SecureTransport', 'true'],
  ['StringNotEquals', 'aws:SourceVpc', 'vpc-1'],
  ['StringEquals', 'aws:SourceVpce', 'vpce-1'],
  ['StringLike', 'aws:UserAgent', '*'],
  ['StringLike', 'aws:userid', '*'],
  ['Bool', 'aws:ViaAWSService', 'false'],
  ['Null', 'aws:TokenIssueTime', 'false'],
  ['StringEquals', 'aws:PrincipalAccount', '111122223333'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'],
  ['StringEquals', 'aws:PrincipalTag/Plan', 'gold'],
];

describe('a scan tied by ForAllValues alone', () => {
  it('is found as it is', () => {
    expect(found(scan({}))).toEqual(['policy.no-key allowed']);
  });

  it.each(CONDITION_KEYS)('is found beside %s %s', (operator, key, value) => {
    const own = (tied as { readonly [name: string]: object })[operator];
    expect(found(scan({ [operator]: { ...own, [key]: value } }))).toEqual(['policy.no-key allowed']);
  });

  it('is not decided beside a condition that is not evaluated', () => {
    expect(found(scan({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }))).toEqual(['policy.unproved without request']);
  });
});

describe('leading keys tied by each operator', () => {
  const forms = OPERATORS.flatMap((base) =>
    ['', ...QUANTIFIERS.map((each) => `${each}:`)].flatMap((quantifier) =>
      (base === 'Null' ? [''] : ['', 'IfExists']).map((ending) => `${quantifier}${base}${ending}`),
    ),
  );
  const query = (operator: string, value: unknown) => ({
    ...{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: TABLE },
    Condition: {
      Null: { [KEYS]: 'false' },
      StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
      [operator]: {
        ...(operator === 'StringLike' && { 'aws:PrincipalTag/TenantId': '?*' }),
        ...(operator === 'Null' && { [KEYS]: 'false' }),
        [KEYS]: value,
      },
    },
  });

  // One grant, so that little else is decided with each.
  const small: Model = {
    ...flightClubModel,
    entities: flightClubModel.entities.filter(({ name }) => name === 'Club'),
    roles: flightClubModel.roles.map((role) => ({ ...role, grants: [grant('Club', ['get'])] })),
    buckets: [],
  };
  const soundWith = (value: string): readonly string[] =>
    forms.filter((operator) => foundIn(withStatements([query(operator, value)], 'member', small)).length === 0);

  it('are sound where all of them equal the own one, and by no other operator', () => {
    expect(soundWith(`TENANT#${T}`)).toEqual([
      'ForAllValues:StringEquals',
      'ForAllValues:StringEqualsIfExists',
      'ForAllValues:StringLike',
      'ForAllValues:StringLikeIfExists',
    ]);
  });

  it('are not sound with a wildcard after the tag', () => {
    // Without wildcards the star is a character, which no session tag holds.
    expect(soundWith(`TENANT#${T}*`)).toEqual(['ForAllValues:StringEquals', 'ForAllValues:StringEqualsIfExists']);
  });
});

describe('actions', () => {
  it.each(['NextMonth', 'StartBulkPutItems', 'Get*', '*', 'Start????PutItems'])(
    'dynamodb:%s is found whatever its conditions',
    (name) => {
      const statement = { Effect: 'Allow', Action: `dynamodb:${name}`, Resource: TABLE };
      expect(found(statement).join()).toContain('policy.no-key allowed');
      expect(found({ ...statement, Condition: { ...tied, Bool: { 'aws:SecureTransport': 'true' } } }).join()).toContain(
        'policy.no-key allowed',
      );
    },
  );

  it('of NotAction are found', () => {
    expect(found({ Effect: 'Allow', NotAction: ['dynamodb:*'], Resource: '*' }).join()).toContain('policy.escalation');
    expect(found({ Effect: 'Allow', NotAction: ['iam:*', 'dynamodb:Scan'], Resource: TABLE }).join()).toContain(
      'policy.no-key',
    );
  });

  it('without keys are each found, on what they are about', () => {
    const resources = [TABLE, `${TABLE}/*`, 'arn:aws:dynamodb::111122223333:global-table/*'];
    const missed = KEYLESS_ACTIONS.filter(
      (Action) => !found({ Effect: 'Allow', Action, Resource: resources }).includes('policy.no-key allowed'),
    );
    expect(missed).toEqual([]);
  });

  it.each(['iam:PassRole', 'sts:AssumeRole', 'dax:GetItem', 'backup:StartBackupJob', 'iam:*'])(
    '%s is found whatever its conditions',
    (Action) => {
      const Condition = { StringEquals: { 'aws:ResourceTag/team': 'a' } };
      expect(found({ Effect: 'Allow', Action, Resource: '*', Condition }).join()).toContain('policy.escalation');
    },
  );

  it('that tell of tables, that are another service’s or on another table raise no alarm', () => {
    expect(
      found(
        {
          Effect: 'Allow',
          Action: ['dynamodb:DescribeTable', 'dynamodb:ListTables', 'sts:GetCallerIdentity', 'logs:PutLogEvents'],
          Resource: '*',
        },
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:Scan'],
          Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/feature-flags',
        },
      ),
    ).toEqual([]);
  });

  it.each(['/stream/2026-01-01', '/backup/1', '/index/other'])('on %s of the table are found', (below) => {
    const Action = ['dynamodb:GetRecords', 'dynamodb:RestoreTableFromBackup', 'dynamodb:Query'];
    expect(found({ Effect: 'Allow', Action, Resource: TABLE + below }).join()).toMatch(
      /policy\.(no|foreign)-key allowed/,
    );
  });
});

describe('forms that are right', () => {
  it('a broad Allow that Denies take back', () => {
    const deny = (Condition: object): object => ({
      Effect: 'Deny',
      Action: 'dynamodb:*',
      Resource: [TABLE, `${TABLE}/*`],
      Condition,
    });
    expect(
      found(
        { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: [TABLE] },
        deny({
          'ForAnyValue:StringNotLike': {
            [KEYS]: [`TENANT#${T}`, `TENANT#${T}#*`, 'PUBLIC#*', 'USER#${aws:PrincipalTag/UserId}'],
          },
          StringLike: { 'aws:PrincipalTag/TenantId': '?*', 'aws:PrincipalTag/UserId': '?*' },
        }),
        deny({ Null: { [KEYS]: 'true' } }),
        ...['TenantId', 'UserId'].map((tag) => deny({ StringNotLike: { [`aws:PrincipalTag/${tag}`]: '?*' } })),
      ).filter((each) => !each.startsWith('policy.refused')),
    ).toEqual([]);
  });

  it.each([false, 'false', ['false']])('Null with %j', (there) => {
    const Condition = { ...tied, Null: { [KEYS]: there } };
    expect(found({ Effect: 'Allow', Action: 'dynamodb:Query', Resource: TABLE, Condition })).toEqual([]);
  });
});

describe('buckets', () => {
  const two: Model = {
    ...flightClubModel,
    buckets: [
      { name: 'tenants', bucketName: 'documents', prefix: 't/{tenantId}/', scope: 'tenant' },
      { name: 'users', bucketName: 'documents', prefix: 'u/{userId}/', scope: 'user' },
    ],
  };
  const grants = ['tenants', 'users'].map((bucket) => ({
    kind: 'bucket' as const,
    bucket,
    actions: ['read' as const, 'write' as const],
  }));
  const model = (additional: readonly object[]): Model => {
    const whole = withStatements(additional, 'member', two);
    return {
      ...whole,
      roles: whole.roles.map((role) => ({
        ...role,
        grants: [...role.grants.filter(({ kind }) => kind === 'entity'), ...grants],
      })),
    };
  };
  const codes = (...additional: readonly object[]): readonly string[] =>
    foundIn(model(additional)).map(({ code }) => code);
  const on = (Resource: string, Action = 's3:GetObject', Condition?: object): object => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  });
  const guarded = {
    StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
    StringNotLike: { 'aws:PrincipalTag/TenantId': '*/*' },
  };

  it('of one name with prefixes that are apart are sound', () => {
    expect(codes()).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['every object', on('arn:aws:s3:::documents/*'), 'policy.foreign-key'],
    [
      'a tag that may hold a slash',
      on(`arn:aws:s3:::documents/t/${T}/*`, 's3:GetObject', { StringLike: { 'aws:PrincipalTag/TenantId': '?*' } }),
      'policy.foreign-key',
    ],
    ['a tag that is not closed', on(`arn:aws:s3:::documents/t/${T}*`, 's3:GetObject', guarded), 'policy.foreign-key'],
    ['the prefix of nobody', on('arn:aws:s3:::documents/shared/*'), 'policy.no-key'],
    ['a list of everything', on('arn:aws:s3:::documents', 's3:ListBucket'), 'policy.no-key'],
    [
      'a list of a prefix that is not closed',
      on('arn:aws:s3:::documents', 's3:ListBucket', {
        ...guarded,
        StringLike: { ...guarded.StringLike, 's3:prefix': `t/${T}` },
      }),
      'policy.no-key',
    ],
    ['the policy of the bucket', on('arn:aws:s3:::documents', 's3:PutBucketPolicy'), 'policy.escalation'],
  ])('are found with %s', (_, statement, code) => {
    expect(codes(statement)).toContain(code);
  });
});

describe('the guardrail', () => {
  it('that allows something adds to the roles’ policies', () => {
    const model = withStatements([]);
    const [documents] = policyDocuments(model);
    const [table] = model.tables;
    const guardrail = documents?.guardrails[table?.name ?? ''];
    const [role] = model.roles;
    if (documents === undefined || table === undefined || guardrail === undefined || role === undefined)
      throw new Error('no guardrail');
    const subject = roleCase(model, environment as never, role, documents.roles[0]?.identity ?? [], noCaches());
    expect(guardrailFindings([subject], table, guardrail)).toEqual([]);
    const allow: Statement = {
      Effect: 'Allow',
      Principal: { AWS: subject.arn },
      Action: 'dynamodb:GetItem',
      Resource: TABLE,
    };
    const changed = { ...guardrail, Statement: [...guardrail.Statement, allow] };
    expect(guardrailFindings([subject], table, changed).map(({ code }) => code)).toContain('policy.foreign-key');
  });
});

it('every request that is shown is allowed', () => {
  const statement = scan({ Bool: { 'aws:SecureTransport': 'true' } });
  const [finding] = foundIn(withStatements([statement]));
  const { action = '', resource = '', context = {}, session = {} } = finding?.counterexample ?? {};
  const tags = Object.fromEntries(Object.entries(session).map(([tag, value]) => [`aws:PrincipalTag/${tag}`, value]));
  const document = { Version: '2012-10-17' as const, Statement: [statement as Statement] };
  expect(evaluate(document, { action, resource, context: { ...context, ...tags } }).decision).toBe('allowed');
});
