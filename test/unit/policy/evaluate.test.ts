import { describe, expect, it } from 'vitest';
import { assumeRoleTrust } from '../../../generator/src/policy/trust-policy.js';
import type { Condition, PolicyDocument, Statement } from '../../../iam/src/document.js';
import {
  type AccessRequest,
  type Decision,
  evaluate,
  evaluateAssumeRole,
  type RequestContext,
} from '../../../iam/src/evaluate/index.js';
import { flightClubModel } from '../../support/flight-club-model.js';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';

const policy = (...statements: readonly Partial<Statement>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: (statements.length > 0 ? statements : [{}]).map((statement) => ({
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: TABLE,
    ...statement,
  })),
});

const request = (context: RequestContext = {}, extra: Partial<AccessRequest> = {}): AccessRequest => ({
  action: 'dynamodb:GetItem',
  resource: TABLE,
  context,
  ...extra,
});

const under = (condition: Condition, context: RequestContext): Decision =>
  evaluate(policy({ Condition: condition }), request(context)).decision;

describe('set operators', () => {
  const keys = 'dynamodb:LeadingKeys';
  it('ForAllValues is true of a request without the key; Null asks for it', () => {
    expect(under({ 'ForAllValues:StringEquals': { [keys]: 'a' } }, {})).toBe('allowed');
    expect(under({ 'ForAllValues:StringEquals': { [keys]: 'a' }, Null: { [keys]: 'false' } }, {})).toBe('denied');
    expect(under({ 'ForAllValues:StringEquals': { [keys]: 'a' }, 'ForAllValues:Null': { [keys]: 'false' } }, {})).toBe(
      'unknown',
    );
  });
  it('ForAllValues asks for every value, ForAnyValue for one', () => {
    expect(under({ 'ForAllValues:StringEquals': { [keys]: ['a', 'b'] } }, { [keys]: ['a', 'b', 'a'] })).toBe('allowed');
    expect(under({ 'ForAllValues:StringEquals': { [keys]: ['a', 'b'] } }, { [keys]: ['a', 'c'] })).toBe('denied');
    expect(under({ 'ForAnyValue:StringEquals': { [keys]: 'a' } }, { [keys]: ['a', 'c'] })).toBe('allowed');
    expect(under({ 'ForAnyValue:StringEquals': { [keys]: 'a' } }, {})).toBe('denied');
    expect(under({ 'ForAnyValue:StringNotEquals': { [keys]: 'a' } }, { [keys]: ['a', 'c'] })).toBe('allowed');
    expect(under({ 'ForAnyValue:StringNotEquals': { [keys]: 'a' } }, { [keys]: ['a'] })).toBe('denied');
  });
  it('is not guessed where a key of several values meets an operator for one', () => {
    expect(under({ StringEquals: { [keys]: 'a' } }, { [keys]: ['a', 'b'] })).toBe('unknown');
  });
});

describe('operators', () => {
  it.each<[string, string, string, Decision]>([
    ['StringEquals', 'a*', 'ab', 'denied'],
    ['StringLike', 'a*', 'ab', 'allowed'],
    ['StringLike', 'a?', 'a', 'denied'],
    ['StringLike', 'a?c', 'a😀c', 'allowed'],
    ['StringLike', '*#*', 'a#b', 'allowed'],
    ['StringLike', '${*}', 'x', 'denied'],
    ['StringLike', '${*}', '*', 'allowed'],
    ['StringLike', '${unclosed', 'x', 'unknown'],
    ['StringNotLike', 'a*', 'ab', 'denied'],
    ['StringNotEquals', 'a', 'A', 'allowed'],
    ['StringEqualsIgnoreCase', 'TENANT', 'tenant', 'allowed'],
    ['StringNotEqualsIgnoreCase', 'TENANT', 'tenant', 'denied'],
    ['Bool', 'true', 'TRUE', 'allowed'],
    ['Bool', 'maybe', 'true', 'unknown'],
    ['NumericLessThan', '10', '9', 'allowed'],
    ['NumericLessThan', '10', '10', 'denied'],
    ['NumericEquals', '10', 'ten', 'unknown'],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '1800000000', 'allowed'],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2026-06-01', 'denied'],
    ['ArnLike', 'arn:aws:iam::*:role/a*', 'arn:aws:iam::1:role/abc', 'allowed'],
    ['ArnLike', 'arn:aws:iam::*:role/a*', 'arn:aws:iam::1:user/abc', 'denied'],
    ['ArnNotEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/a', 'denied'],
    ['ArnEquals', 'arn:aws:iam::1:role/a:b', 'arn:aws:iam::1:role/a:b', 'allowed'],
    ['ArnEquals', 'arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/A', 'denied'],
    ['ArnEquals', 'arn:aws:iam::1:role/a', 'role/a', 'denied'],
    ['ArnEquals', 'arn:aws:iam::1:role/${*}', 'arn:aws:iam::1:role/*', 'allowed'],
    ['ArnEquals', 'arn:aws:iam::1:role/${*}', 'arn:aws:iam::1:role/x', 'denied'],
    ['IpAddress', '10.0.0.0/8', '10.1.1.1', 'unknown'],
    ['StringSounds', 'a', 'a', 'unknown'],
    ['nullIfExists', 'true', 'a', 'unknown'],
  ])('%s %s of %s is %s', (operator, value, actual, decision) => {
    expect(under({ [operator]: { 'aws:PrincipalTag/T': value } }, { 'aws:PrincipalTag/T': actual })).toBe(decision);
  });

  it('take a missing key as false, or as true where they negate or say IfExists', () => {
    expect(under({ StringLike: { 'aws:PrincipalTag/T': '*' } }, {})).toBe('denied');
    expect(under({ StringNotLike: { 'aws:PrincipalTag/T': '*' } }, {})).toBe('allowed');
    expect(under({ StringEqualsIfExists: { 'aws:PrincipalTag/T': 'a' } }, {})).toBe('allowed');
    expect(under({ StringEqualsIfExists: { 'aws:PrincipalTag/T': 'a' } }, { 'aws:PrincipalTag/T': 'b' })).toBe(
      'denied',
    );
    expect(under({ Null: { 'aws:PrincipalTag/T': 'true' } }, {})).toBe('allowed');
  });

  it('are all asked, and all of their keys, and one of their values', () => {
    const condition: Condition = { StringEquals: { a: ['1', '2'], b: '3' }, StringLike: { c: '4*' } };
    expect(under(condition, { a: '2', b: '3', c: '45' })).toBe('allowed');
    expect(under(condition, { a: '2', b: '3', c: '5' })).toBe('denied');
    expect(under(condition, { a: '3', b: '3', c: '45' })).toBe('denied');
  });
});

describe('variables', () => {
  const like = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'T#${aws:PrincipalTag/T}#*' } };
  it('stand for the value as text, whatever their case', () => {
    expect(under(like, { 'aws:principaltag/t': 'a', 'dynamodb:leadingkeys': ['T#a#x'] })).toBe('allowed');
    expect(under(like, { 'aws:PrincipalTag/T': '*', 'dynamodb:LeadingKeys': ['T#a#x'] })).toBe('denied');
    expect(under(like, { 'aws:PrincipalTag/T': 'A', 'dynamodb:LeadingKeys': ['T#a#x'] })).toBe('denied');
  });
  it('without a value void the statement, with an empty one nobody knows', () => {
    expect(under(like, { 'dynamodb:LeadingKeys': ['T#a#x'] })).toBe('denied');
    expect(under(like, { 'aws:PrincipalTag/T': '', 'dynamodb:LeadingKeys': ['T##x'] })).toBe('unknown');
    const several = { StringLike: { 'aws:PrincipalTag/U': ['a', '${aws:PrincipalTag/T}'] } };
    expect(under(several, { 'aws:PrincipalTag/U': 'a' })).toBe('allowed');
    expect(
      under({ StringLike: { 'aws:PrincipalTag/U': ['${aws:PrincipalTag/T}', 'a'] } }, { 'aws:PrincipalTag/U': 'a' }),
    ).toBe('unknown');
  });
  it('fall back to their default', () => {
    const condition = { StringEquals: { 'aws:PrincipalTag/U': "${aws:PrincipalTag/T, 'a'}" } };
    expect(under(condition, { 'aws:PrincipalTag/U': 'a' })).toBe('allowed');
    expect(under(condition, { 'aws:PrincipalTag/U': 'a', 'aws:PrincipalTag/T': 'b' })).toBe('denied');
  });
  it('are plain text before version 2012-10-17, and stand for no key of several values', () => {
    const { Version: _, ...old } = policy({
      Condition: { StringLike: { 'aws:PrincipalTag/U': '${aws:PrincipalTag/T}' } },
    });
    const context = { 'aws:PrincipalTag/T': 'a', 'aws:PrincipalTag/U': 'a' };
    expect(evaluate(old as PolicyDocument, request(context)).decision).toBe('denied');
    expect(
      under(
        { StringLike: { 'aws:PrincipalTag/U': '${aws:TagKeys}' } },
        { 'aws:PrincipalTag/U': 'a', 'aws:TagKeys': ['a'] },
      ),
    ).toBe('denied');
  });
});

describe('statements', () => {
  it('match actions without case and resources with it', () => {
    expect(evaluate(policy({ Action: 'DYNAMODB:get*' }), request()).decision).toBe('allowed');
    expect(evaluate(policy({ Resource: TABLE.toUpperCase() }), request()).decision).toBe('denied');
    expect(evaluate(policy({ Resource: 'arn:aws:dynamodb:*:*:table/*' }), request()).decision).toBe('allowed');
    expect(evaluate(policy({ Resource: 'arn:aws:dynamodb:*' }), request()).decision).toBe('allowed');
    expect(evaluate(policy({ Resource: 'arn:aws:dyn*db:eu-west-1:111122223333:table/app' }), request()).decision).toBe(
      'unknown',
    );
    expect(evaluate(policy({ Resource: `${TABLE}/index/*` }), request()).decision).toBe('denied');
  });
  it('deny over allow, whatever their order', () => {
    const verdict = evaluate(policy({ Sid: 'Yes' }, { Sid: 'No', Effect: 'Deny' }), request());
    expect(verdict).toMatchObject({ decision: 'denied', statement: { sid: 'No', statement: 1 } });
  });
  it('mean the rest by NotAction and NotResource', () => {
    const { Action: _, ...noAction } = policy().Statement[0] ?? { Effect: 'Allow' as const, Resource: TABLE };
    const rest: PolicyDocument = {
      Version: '2012-10-17',
      Statement: [{ ...noAction, Effect: 'Allow', Resource: TABLE, NotAction: 'dynamodb:Scan' }],
    };
    expect(evaluate(rest, request()).decision).toBe('allowed');
    expect(evaluate(rest, request({}, { action: 'dynamodb:scan' })).decision).toBe('denied');
  });
  it.each([
    ['an unknown element', { Flavour: 'sweet' }],
    ['two action elements', { NotAction: 'x:y' }],
    ['a principal in an identity policy', { Principal: '*' }],
    ['an odd effect', { Effect: 'Maybe' }],
    ['a resource that is no text', { Resource: 5 }],
    ['a condition that is not a map', { Condition: { StringLike: 'x' } }],
  ])('with %s are neither an allow nor skipped', (_, extra) => {
    expect(evaluate(policy(extra as Partial<Statement>), request()).decision).not.toBe('allowed');
    expect(evaluate(policy({}, { Effect: 'Deny', ...extra } as Partial<Statement>), request()).decision).not.toBe(
      'allowed',
    );
  });
  it('say what came nearest', () => {
    const verdict = evaluate(
      policy({ Sid: 'Other', Resource: 'x' }, { Sid: 'Read', Condition: { StringEquals: { k: 'v' } } }),
      request({ k: 'w' }),
    );
    expect(verdict).toEqual({
      decision: 'denied',
      source: 'identity',
      statement: { source: 'identity', policy: 0, statement: 1, sid: 'Read' },
      explanation: `No statement allows dynamodb:GetItem on ${TABLE}: statement Read of the identity policy comes nearest and fails at the condition StringEquals k.`,
    });
  });
  it('count alike whether a request has them by itself or shares them, and given in both decide nothing', () => {
    const document = policy({ Condition: { StringEquals: { 'aws:PrincipalTag/TenantId': 'acme' } } });
    const shared = [{ 'aws:SourceIp': '127.0.0.1' }, { 'aws:PrincipalTag/TenantId': 'acme' }];
    const decision = (context: RequestContext, parts: readonly RequestContext[]): Decision =>
      evaluate(document, request(context, { shared: parts })).decision;
    expect(decision({}, shared)).toBe('allowed');
    // The second question of a request finds them read.
    expect(decision({ 'dynamodb:Select': 'COUNT' }, shared)).toBe('allowed');
    expect(decision({}, [{ 'aws:PrincipalTag/TenantId': 'other' }])).toBe('denied');
    expect(decision({ 'aws:principaltag/tenantid': 'acme' }, shared)).toBe('unknown');
    expect(decision({}, [...shared, { 'aws:principaltag/tenantid': 'other' }])).toBe('unknown');
  });

  it('of an action are found among ever new ones, and whatever its case', () => {
    const document = policy(
      { Action: ['dynamodb:Get*', 'dynamodb:Query'] },
      { Effect: 'Deny', Action: 'dynamodb:GetRecords' },
    );
    const decision = (action: string): Decision => evaluate(document, request({}, { action })).decision;
    for (let i = 0; i < 500; i++) expect(decision(`dynamodb:Get${i}`)).toBe('allowed');
    for (let i = 0; i < 2; i++) {
      expect(decision('DYNAMODB:query')).toBe('allowed');
      expect(decision('dynamodb:GETRECORDS')).toBe('denied');
      expect(decision('dynamodb:PutItem')).toBe('denied');
    }
  });

  it('given a key twice decide nothing', () => {
    expect(
      under({ StringLike: { 'aws:PrincipalTag/T': '*' } }, { 'aws:PrincipalTag/T': 'a', 'aws:principaltag/t': 'b' }),
    ).toBe('unknown');
  });
});

describe('several policies', () => {
  const nothing = policy({ Action: 'dynamodb:Query' });
  const role = {
    kind: 'AWS' as const,
    names: ['arn:aws:sts::111122223333:assumed-role/r/s', 'arn:aws:iam::111122223333:role/r'],
  };
  const stranger = { kind: 'AWS' as const, names: ['arn:aws:iam::999988887777:role/r'] };
  const on = (Principal: Statement['Principal'], extra: Partial<Statement> = {}): PolicyDocument =>
    policy({ ...(Principal && { Principal }), ...extra });
  it('a session policy cuts, and allows nothing by itself', () => {
    expect(evaluate({ identity: [policy()], session: nothing }, request()).decision).toBe('denied');
    expect(evaluate({ identity: [nothing], session: policy() }, request()).decision).toBe('denied');
    expect(evaluate({ identity: [nothing, policy()], session: policy() }, request()).decision).toBe('allowed');
  });
  it('a resource policy adds within its account and is needed besides across accounts', () => {
    const resource = on({ AWS: 'arn:aws:iam::111122223333:role/r' });
    expect(evaluate({ identity: [nothing], resource }, request({}, { principal: role })).decision).toBe('allowed');
    const foreign = on({ AWS: '999988887777' });
    expect(evaluate({ identity: [nothing], resource: foreign }, request({}, { principal: stranger })).decision).toBe(
      'denied',
    );
    expect(evaluate({ identity: [policy()], resource: foreign }, request({}, { principal: stranger })).decision).toBe(
      'allowed',
    );
    expect(evaluate({ identity: [policy()], resource }, request({}, { principal: stranger })).decision).toBe('denied');
  });
  it('an account as principal only delegates', () => {
    const resource = on({ AWS: 'arn:aws:iam::111122223333:root' });
    expect(evaluate({ identity: [nothing], resource }, request({}, { principal: role })).decision).toBe('denied');
    expect(evaluate({ identity: [policy()], resource }, request({}, { principal: role })).decision).toBe('allowed');
  });
  it('a Deny of any of them wins, and a Deny that may apply leaves nothing allowed', () => {
    const deny = on('*', { Effect: 'Deny' });
    expect(evaluate({ identity: [policy()], resource: deny }, request({}, { principal: role })).decision).toBe(
      'denied',
    );
    const perhaps = on('*', { Effect: 'Deny', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } });
    expect(evaluate({ identity: [policy()], resource: perhaps }, request({}, { principal: role })).decision).toBe(
      'unknown',
    );
  });
});

describe('trust policies', () => {
  const [environment] = flightClubModel.environments;
  const member = flightClubModel.roles.find(({ name }) => name === 'member');
  if (environment === undefined || member === undefined) throw new Error('the fixture changed');
  const trust = assumeRoleTrust(flightClubModel, member, environment);
  if (trust === undefined) throw new Error('no trust policy');
  const call = (
    tags: { readonly [key: string]: string },
    names = ['arn:aws:iam::111122223333:role/flight-club-api'],
  ): Decision =>
    evaluateAssumeRole(trust, {
      action: 'AssumeRole',
      roleArn: 'arn:aws:iam::111122223333:role/flight-club-member',
      principal: { kind: 'AWS', names },
      tags,
    }).decision;
  it('let the session issuer begin a session with exactly the tags', () => {
    expect(call({ TenantId: 'acme', UserId: 'u1' })).toBe('allowed');
    expect(call({ tenantid: 'acme', UserId: 'u1' })).toBe('denied');
    expect(call({ TenantId: 'acme', UserId: 'u1', Admin: 'yes' })).toBe('denied');
    expect(call({ TenantId: 'acme' })).toBe('denied');
    expect(call({ TenantId: '', UserId: 'u1' })).toBe('denied');
    expect(call({})).toBe('denied');
  });
  it('let nobody in whom only an identity policy allows, not even in the same account', () => {
    const roleArn = 'arn:aws:iam::111122223333:role/flight-club-member';
    const allowed = policy({ Action: 'sts:*', Resource: roleArn });
    const begin = (name: string, tags: { readonly [key: string]: string }): readonly [Decision, string] => {
      const principal = { kind: 'AWS' as const, names: [`arn:aws:iam::111122223333:role/${name}`] };
      const verdict = evaluateAssumeRole(trust, { action: 'AssumeRole', roleArn, principal, tags }, [allowed]);
      return [verdict.decision, verdict.action];
    };
    expect(begin('flight-club-api', { TenantId: 'acme', UserId: 'u1' })).toEqual(['allowed', 'sts:TagSession']);
    expect(begin('flight-club-api', {})).toEqual(['denied', 'sts:AssumeRole']);
    expect(begin('other', { TenantId: 'acme', UserId: 'u1' })).toEqual(['denied', 'sts:AssumeRole']);
  });
  it('let nobody else', () => {
    expect(call({ TenantId: 'acme', UserId: 'u1' }, ['arn:aws:iam::111122223333:role/flight-club-api-2'])).toBe(
      'denied',
    );
  });
});
