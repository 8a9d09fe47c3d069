import { describe, expect, it } from 'vitest';
import { policyFiles } from '../../../generator/src/emit/iam/policy-files.js';
import type { Model } from '../../../generator/src/model/model.js';
import { listOf, type PolicyDocument, type Statement } from '../../../iam/src/document.js';
import { flightClubModel, grant } from '../../support/flight-club-model.js';

const read = (model: Model, path: string): PolicyDocument => {
  const file = policyFiles(model).find((each) => each.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return JSON.parse(file.text);
};

const statement = (document: PolicyDocument, sid: string): Statement => {
  const found = document.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid} among ${document.Statement.map(({ Sid }) => Sid)}`);
  return found;
};

const keysOf = ({ Condition }: Statement): readonly string[] =>
  listOf(
    Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ??
      Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'],
  );

const withRoles = (roles: Model['roles']): Model => ({ ...flightClubModel, roles });

const chief = read(flightClubModel, 'dev/chief.policy.json');
const member = read(flightClubModel, 'dev/member.policy.json');

describe('the policy of a tenant role', () => {
  it('holds all patterns of an action on a resource in one statement', () => {
    expect(statement(chief, 'AppRead')).toEqual({
      Sid: 'AppRead',
      Effect: 'Allow',
      Action: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query'],
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev',
      Condition: {
        'ForAllValues:StringLike': {
          'dynamodb:LeadingKeys': [
            'PUBLIC#AIRPORT#??',
            'TENANT#${aws:PrincipalTag/TenantId}',
            'TENANT#${aws:PrincipalTag/TenantId}#EV#??',
            'TENANT#${aws:PrincipalTag/TenantId}#RES#???????',
          ],
        },
        Null: { 'dynamodb:LeadingKeys': 'false' },
        StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
      },
    });
  });

  it('writes what is granted, and nothing public', () => {
    expect(statement(member, 'AppWrite').Action).toEqual([
      'dynamodb:BatchWriteItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
    ]);
    expect(keysOf(statement(member, 'AppWrite'))).toEqual(['TENANT#${aws:PrincipalTag/TenantId}#RES#???????']);
    expect(keysOf(statement(chief, 'AppWrite')).filter((key) => key.startsWith('PUBLIC'))).toEqual([]);
  });

  it('reads public keys in a statement of their own as well, without a tag', () => {
    const { Condition } = statement(member, 'AppReadPublic');
    expect(Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['PUBLIC#AIRPORT#??'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  });

  it('has one statement per index, from the template of that index', () => {
    const arn = 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev/index/';
    expect(statement(member, 'AppGsi1Query')).toMatchObject({
      Resource: `${arn}gsi1`,
      Action: ['dynamodb:Query'],
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['USER#${aws:PrincipalTag/UserId}'] },
        StringLike: { 'aws:PrincipalTag/UserId': '?*' },
      },
    });
    expect(keysOf(statement(member, 'AppGsi2Query'))).toContain('TENANT#${aws:PrincipalTag/TenantId}#MEMBER#active');
    expect(statement(member, 'AppLsi1Query')).toMatchObject({ Resource: `${arn}lsi1` });
    expect(keysOf(statement(member, 'AppLsi1Query'))).toEqual(['TENANT#${aws:PrincipalTag/TenantId}']);
  });

  it('never allows a wildcard action, a scan or an action without leading keys', () => {
    for (const { path, text } of policyFiles(flightClubModel)) {
      if (!path.endsWith('.policy.json') || path.includes('operator')) continue;
      for (const { Action, Condition } of (JSON.parse(text) as PolicyDocument).Statement) {
        for (const action of listOf(Action))
          expect(action).toMatch(
            /^(dynamodb:(Batch(Get|Write)|ConditionCheck|Delete|Get|Put|Update)Item|dynamodb:Query|sts:\w+|s3:\w+)$/,
          );
        if (listOf(Action).some((action) => action.startsWith('dynamodb:')))
          expect(Condition?.Null).toMatchObject({ 'dynamodb:LeadingKeys': 'false' });
      }
    }
  });

  it('follows a narrowed grant', () => {
    const model = withRoles([
      {
        name: 'r',
        unscoped: false,
        tags: ['tenant'],
        additionalStatements: [],
        grants: [grant('Member', ['get', 'query'], { accessPatterns: ['byStatus'] })],
      },
    ]);
    expect(read(model, 'dev/r.policy.json').Statement.map(({ Sid }) => Sid)).toEqual(['AppGsi2Query']);
  });

  it('leaves out keys whose tag the role lacks', () => {
    const model = withRoles([
      { name: 'r', unscoped: false, tags: ['tenant'], additionalStatements: [], grants: [grant('Member', ['query'])] },
    ]);
    expect(read(model, 'dev/r.policy.json').Statement.map(({ Sid }) => Sid)).toEqual(['AppQuery', 'AppGsi2Query']);
  });

  it('lets an update read the item where a number feeds an index key, and check the role where a guard says so', () => {
    const model = withRoles([
      {
        name: 'r',
        unscoped: false,
        tags: ['tenant'],
        additionalStatements: [],
        grants: [grant('Aircraft', ['update'])],
      },
    ]);
    const [only, ...others] = read(model, 'dev/r.policy.json').Statement;
    expect(only?.Action).toEqual(['dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem']);
    expect(others).toEqual([]);
  });

  it('limits a grant with attributes to reads that name them', () => {
    const kiosk = read(flightClubModel, 'dev/kiosk.policy.json');
    expect(statement(kiosk, 'AppGsi2QueryLimited').Condition).toEqual({
      'ForAllValues:StringEquals': {
        'dynamodb:Attributes': [
          '_type',
          'aircraftId',
          'endsAt',
          'gsi2pk',
          'gsi2sk',
          'pk',
          'reservationId',
          'sk',
          'startsAt',
          'tenantId',
        ],
      },
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['TENANT#${aws:PrincipalTag/TenantId}#PILOT#*'] },
      Null: { 'dynamodb:Attributes': 'false', 'dynamodb:LeadingKeys': 'false' },
      StringEquals: { 'dynamodb:Select': ['COUNT', 'SPECIFIC_ATTRIBUTES'] },
      StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
    });
  });
});

describe('the policy of an unscoped role', () => {
  const operator = read(flightClubModel, 'dev/operator.policy.json');
  it('is tied to the granted entities, not to a tag', () => {
    expect(keysOf(statement(operator, 'AppRead'))).toEqual(['PUBLIC#AIRPORT#??', 'TENANT#*']);
    expect(keysOf(statement(operator, 'AppWrite'))).toEqual(['PUBLIC#AIRPORT#??']);
    expect(JSON.stringify(operator)).not.toContain('PrincipalTag');
  });
  it('scans in a statement of its own', () => {
    expect(statement(operator, 'AppScan')).toEqual({
      Sid: 'AppScan',
      Effect: 'Allow',
      Action: ['dynamodb:Scan'],
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev',
    });
  });
});

describe('trust', () => {
  it('requires each tag of AssumeRole itself and admits no other', () => {
    expect(read(flightClubModel, 'dev/member.trust.assume-role.json').Statement).toEqual([
      {
        Sid: 'AssumeRole',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111122223333:role/flight-club-api'] },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['TenantId', 'UserId'] },
          Null: { 'aws:TagKeys': 'false' },
          StringLike: { 'aws:RequestTag/TenantId': '?*', 'aws:RequestTag/UserId': '?*' },
        },
      },
    ]);
  });

  it('lets nobody tag a session of a role without tags', () => {
    expect(read(flightClubModel, 'dev/visitor.trust.assume-role.json').Statement).toMatchObject([
      { Action: ['sts:AssumeRole'] },
    ]);
  });

  it('asks every caller for the one external id, of AssumeRole alone', () => {
    const trusted = ['role/flight-club-api', 'arn:aws:iam::999988887777:role/partner'];
    const model: Model = {
      ...flightClubModel,
      identity: { assumeRole: { trusted, externalId: 'a7f3', maxSessionSeconds: 3600 } },
    };
    const { Statement } = read(model, 'prod/member.trust.assume-role.json');
    const both = { AWS: ['arn:aws:iam::999988887777:role/partner', 'arn:aws:iam::444455556666:role/flight-club-api'] };
    expect(Statement.map(({ Sid, Action, Principal }) => [Sid, Action, Principal])).toEqual([
      ['AssumeRole', ['sts:AssumeRole'], both],
      ['AssumeRoleTagSession', ['sts:TagSession'], both],
    ]);
    expect(Statement[0]?.Condition?.StringEquals).toEqual({ 'sts:ExternalId': 'a7f3' });
    expect(Statement[1]?.Condition?.StringEquals).toBeUndefined();
  });

  it('gives the session issuer the roles of its environment and nothing else', () => {
    const { Statement } = read(flightClubModel, 'prod/session-issuer.policy.json');
    expect(Statement).toMatchObject([
      {
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Resource: ['chief', 'kiosk', 'member'].map((role) => `arn:aws:iam::444455556666:role/flight-club-${role}`),
      },
      {
        Action: ['sts:AssumeRole'],
        Resource: ['arn:aws:iam::444455556666:role/flight-club-visitor'],
      },
    ]);
    // The operator is not fenced, and trusts a principal of its own.
    expect(read(flightClubModel, 'prod/session-issuer.operator.policy.json').Statement).toMatchObject([
      { Action: ['sts:AssumeRole'], Resource: ['arn:aws:iam::444455556666:role/flight-club-operator'] },
    ]);
  });
});

describe('files', () => {
  it('are the same bytes each time and hold unique Sids of letters and digits', () => {
    const files = policyFiles(flightClubModel);
    expect(policyFiles(structuredClone(flightClubModel))).toEqual(files);
    for (const { path, text } of files) {
      if (!path.endsWith('.json')) continue;
      expect(text.endsWith('}\n')).toBe(true);
      const sids = (JSON.parse(text) as PolicyDocument).Statement.map(({ Sid }) => Sid ?? '');
      expect(new Set(sids).size).toBe(sids.length);
      for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
    }
  });

  it('name roles per environment where two share an account', () => {
    const environments = flightClubModel.environments.map((environment) => ({
      ...environment,
      account: '111122223333',
    }));
    expect(JSON.stringify(read({ ...flightClubModel, environments }, 'prod/session-issuer.policy.json'))).toContain(
      'role/flight-club-prod-member',
    );
  });
});
