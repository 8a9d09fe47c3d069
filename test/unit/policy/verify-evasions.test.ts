import { describe, expect, it } from 'vitest';
import { lintStatementsWithModel } from '../../../generator/src/policy/lint-with-model.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const [environment] = flightClubModel.environments;
const table = `arn:aws:dynamodb:${environment?.region}:${environment?.account}:table/flight-club-dev`;
const key = 'dynamodb:Leading\u212aeys';

const isSound = (statement: object): boolean =>
  verify({
    ...flightClubModel,
    environments: flightClubModel.environments.slice(0, 1),
    roles: flightClubModel.roles
      .filter(({ name }) => name === 'member')
      .map((role) => ({ ...role, additionalStatements: [{ Effect: 'Allow', ...statement } as never] })),
  }).sound;

describe('statements of the schema’s own', () => {
  it.each([
    ['dynamodb:GetRecords', 'stream/2024-01-01T00:00:00.000'],
    ['dynamodb:GetShardIterator', 'stream/2024-*'],
    ['dynamodb:RestoreTableFromBackup', 'backup/0123*'],
    ['dynamodb:Query', 'index/other-*'],
    ['dynamodb:Scan', 'index/x?y'],
  ])('finds %s on %s', (Action, below) => {
    expect(isSound({ Action, Resource: `${table}/${below}` })).toBe(false);
  });
  it('leaves other tables to the user', () => {
    expect(isSound({ Action: 'dynamodb:Scan', Resource: `${table}-reports/index/other-*` })).toBe(true);
  });
  it('reads no name of ASCII in one with other letters', () => {
    const Condition = {
      'ForAllValues:StringEquals': { [key]: 'TENANT#${aws:PrincipalTag/TenantId}' },
      Null: { [key]: 'false' },
    };
    expect(isSound({ Action: 'dynamodb:GetItem', Resource: table, Condition })).toBe(false);
  });
});

describe('lint against a schema', () => {
  const rules = (...statements: readonly object[]): readonly string[] =>
    lintStatementsWithModel(
      [{ kind: 'identity', document: { Version: '2012-10-17', Statement: statements } }],
      flightClubModel,
    ).flatMap(({ findings }) => findings.map(({ rule }) => rule));
  const open = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table };
  const deny = { Effect: 'Deny', Action: '*', Resource: '*' };

  it('takes no Deny of an unknown table for one of this', () => {
    const other = { ...deny, Resource: 'arn:aws:dynamodb:⟦AWS::Region⟧:⟦AWS::AccountId⟧:table/⟦Other⟧' };
    const own = { ...open, Resource: 'arn:aws:dynamodb:⟦AWS::Region⟧:⟦AWS::AccountId⟧:table/⟦Items⟧' };
    expect(rules(own, other)).toContain('no-key');
    expect(rules(own, { ...other, Resource: own.Resource })).toEqual([]);
  });
  it('takes no unknown value for one that narrows an Allow', () => {
    const Condition = { StringEquals: { 'aws:PrincipalArn': '⟦Caller.Arn⟧' } };
    expect(rules({ ...open, Condition })).toContain('no-key');
    expect(rules({ Effect: 'Allow', Action: 'dynamodb:GetItem', NotResource: '⟦Items.Arn⟧' })).toContain('no-key');
    expect(rules(open, { ...deny, Condition })).toContain('no-key');
  });
  it('looks at every pattern that can match an action on items', () => {
    expect(rules({ ...open, Action: 'dyn*:*' })).toContain('no-key');
    expect(rules({ ...open, Action: '?ynamodb:GetItem' })).toContain('no-key');
  });
});
