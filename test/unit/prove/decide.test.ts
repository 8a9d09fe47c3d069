// Statements of the forms that people write, and what is true of each.
import { describe, expect, it } from 'vitest';
import { askDocuments, documentOf, FOREIGN, KEYLESS, MEMBER, shown, T, TABLE, tied } from '../../support/prove.js';

const ask = (statements: readonly object[], goal = FOREIGN, action?: string): readonly string[] =>
  shown(askDocuments({ identity: [documentOf(...statements)] }, goal, action));

const conditioned = (Condition: object, Action: string | readonly string[] = 'dynamodb:*'): object => ({
  ...{ Effect: 'Allow', Action, Resource: TABLE, Condition },
});

const KEYS = 'dynamodb:LeadingKeys';
const GUARD = { 'aws:PrincipalTag/TenantId': '?*' };
const HERE = { [KEYS]: 'false' };

describe('foreign keys', () => {
  it.each<[string, object]>([
    ['the tag and what follows a closing character', tied([`TENANT#${T}`, `TENANT#${T}#*`])],
    [
      'a literal tenant for sessions of this tenant alone',
      tied(['TENANT#acme#*'], { StringEquals: { 'aws:PrincipalTag/TenantId': 'acme' } }),
    ],
    ['another scope', tied(['USER#x', 'PUBLIC#*'])],
    ['the tag twice', tied([`TENANT#${T}#${T}`])],
    ['the tag in a table’s name and in the key', { ...tied([`TENANT#${T}#*`]), Resource: TABLE.replace('app', T) }],
  ])('are out of reach: %s', (_, statement) => {
    expect(ask([statement])).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['a wildcard behind the variable', tied([`TENANT#${T}*`]), /"TENANT#aa".*allowed/],
    ['every tenant', tied(['TENANT#*']), /allowed/],
    ['a character that a tag may hold', tied([`TENANT#${T}-*`]), /"TENANT#a-"/],
    ['a literal tenant', tied(['TENANT#acme#*']), /"TENANT#acme#"/],
    ['a wildcard before the variable', tied([`TENANT#*#${T}`]), /allowed/],
    ['keys in any case', tied([`TENANT#${T}`], {}, 'ForAllValues:StringEqualsIgnoreCase'), /allowed/],
    ['any key of a batch', tied([`TENANT#${T}`], {}, 'ForAnyValue:StringLike'), /\["TENANT#\w+","TENANT#\w+"\]/],
    ['another tag', tied(['TENANT#${aws:PrincipalTag/Org}#*']), /"org"/],
    ['a variable of another kind', tied(['TENANT#${aws:userid}#*']), /allowed/],
    [
      'no guard of the tag',
      conditioned({ 'ForAllValues:StringLike': { [KEYS]: [`TENANT#${T}#*`] }, Null: HERE }),
      /"tenantid":"".*unknown/,
    ],
    [
      'a default',
      conditioned({
        'ForAllValues:StringLike': { [KEYS]: ["TENANT#${aws:PrincipalTag/TenantId, 'x'}#*"] },
        Null: HERE,
        StringNotEquals: { 'aws:PrincipalTag/TenantId': '' },
      }),
      /refuted \{\} \["TENANT#x#"\] allowed/,
    ],
    [
      'a table by the tag, without keys',
      { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE.replace('app', T) },
      /"tenantid":"app"/,
    ],
    ['no condition', { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE }, /allowed/],
    ['a condition on something else', conditioned({ Bool: { 'aws:SecureTransport': 'true' } }), /allowed/],
    ['NotAction and NotResource', { Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::x' }, /allowed/],
  ])('are reached: %s', (_, statement, expected) => {
    expect(ask([statement])).toEqual([expect.stringMatching(expected)]);
  });

  it.each<[string, object, string]>([
    [
      'a list without its set operator',
      conditioned({ StringLike: { [KEYS]: [`TENANT#${T}`], ...GUARD } }),
      'unqualified',
    ],
    ['an unknown operator', conditioned({ 'ForAllValues:StringIs': { [KEYS]: `TENANT#${T}` } }), 'operator'],
    ['an address', { ...conditioned({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }) }, 'operator'],
    ['an unknown element', { ...tied([`TENANT#${T}`]), Extra: 1 }, 'unreadable'],
    ['a condition that is none', conditioned({ Bool: {} }), 'unreadable'],
  ])('are not decided: %s', (_, statement, reason) => {
    expect(ask([statement])).toEqual([`unproved ${reason}`]);
  });
});

describe('requests without keys', () => {
  const vacuous = { 'ForAllValues:StringEquals': { [KEYS]: [`TENANT#${T}`] }, StringLike: GUARD };

  it('are refused where the key must be there', () => {
    expect(ask([tied([`TENANT#${T}`])], KEYLESS, 'dynamodb:Scan')).toEqual([]);
  });

  it('pass by ForAllValues, whatever stands beside it', () => {
    const others = [
      {},
      { Bool: { 'aws:SecureTransport': 'true' } },
      { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    ];
    for (const other of others) {
      expect(ask([conditioned({ ...vacuous, ...other })], KEYLESS, 'dynamodb:Scan')).toEqual([
        expect.stringMatching(/allowed$/),
      ]);
    }
  });
});

describe('forms that AWS leaves open or reads wider', () => {
  it('ForAnyValue with IfExists of a missing key is not proved', () => {
    const Condition = { 'ForAnyValue:StringLikeIfExists': { [KEYS]: [`TENANT#${T}`] } };
    expect(ask([{ Effect: 'Allow', Action: '*', Resource: TABLE, Condition }], KEYLESS, 'dynamodb:Scan')).toHaveLength(
      1,
    );
  });

  it('a tag at two places of one text is read twice', () => {
    expect(ask([tied([`TENANT#*${T}#${T}`])])).toEqual([expect.stringMatching(/^refuted/)]);
  });
});

describe('a Deny', () => {
  const star = { Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' };
  const foreign = {
    ...{ Effect: 'Deny', Action: 'dynamodb:*', Resource: TABLE },
    Condition: { 'ForAnyValue:StringNotLike': { [KEYS]: [`TENANT#${T}`, `TENANT#${T}#*`] } },
  };
  const keyless = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { [KEYS]: 'true' } } };
  const untagged = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotLike: GUARD } };

  it('takes back a broad Allow', () => {
    expect(ask([star, foreign, untagged])).toEqual([]);
    expect(ask([star, foreign, untagged, keyless], KEYLESS, 'dynamodb:Scan')).toEqual([]);
  });

  it('of a session without the tag is not sure', () => {
    expect(ask([star, foreign])).toEqual([expect.stringMatching(/unknown|allowed/)]);
  });

  it.each<[string, object]>([
    ['all keys, not any', { ...foreign, Condition: { 'ForAllValues:StringNotLike': { [KEYS]: [`TENANT#${T}*`] } } }],
    [
      'another condition besides',
      { ...foreign, Condition: { ...foreign.Condition, Bool: { 'aws:SecureTransport': 'false' } } },
    ],
    ['another action', { ...foreign, Action: 'dynamodb:Query' }],
    ['another resource', { ...foreign, Resource: `${TABLE}/index/*` }],
    [
      'another principal',
      { ...foreign, Condition: { ...foreign.Condition, ArnEquals: { 'aws:PrincipalArn': `${MEMBER}x` } } },
    ],
    ['an element that is not understood', { ...foreign, Extra: 1 }],
  ])('of %s does not', (_, deny) => {
    expect(ask([star, deny, untagged])).toEqual([expect.stringMatching(/^refuted|^unproved/)]);
  });

  it('that contradicts the Allow leaves nothing', () => {
    const secure = { Bool: { 'aws:SecureTransport': 'true' } };
    expect(ask([conditioned(secure), { ...star, Effect: 'Deny', Condition: secure }])).toEqual([]);
  });
});

describe('limits', () => {
  const star = documentOf({ Effect: 'Allow', Action: '*', Resource: '*' });
  it('cut what is allowed: a session policy, a boundary', () => {
    const fence = documentOf(tied([`TENANT#${T}`]));
    expect(askDocuments({ identity: [star], limits: [fence] }, FOREIGN)).toEqual([]);
    expect(askDocuments({ identity: [star], limits: [star, fence] }, FOREIGN)).toEqual([]);
    expect(shown(askDocuments({ identity: [star], limits: [star] }, FOREIGN))).toEqual([
      expect.stringMatching(/allowed/),
    ]);
    expect(askDocuments({ identity: [star], limits: [documentOf()] }, FOREIGN)).toEqual([]);
  });
});

describe('too many combinations', () => {
  it('are given up and not proved', () => {
    const denies = Array.from({ length: 24 }, (_, i) => ({
      ...{ Effect: 'Deny', Action: '*', Resource: '*' },
      Condition: {
        'ForAnyValue:StringLike': { [KEYS]: [`*${i}*`] },
        StringEquals: { [`x:a${i}`]: 'a' },
        StringNotLike: { [`x:b${i}`]: 'b*' },
      },
    }));
    const star = {
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    };
    expect(ask([star, ...denies]).join()).toMatch(/^unproved/);
  }, 60_000);
});
