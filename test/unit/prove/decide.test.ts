import type { PolicyDocument, Statement } from '@tenantry/iam';
import { describe, expect, it } from 'vitest';
import { ANY, CLOSING, literal, many, one, TAG } from '../../../iam/src/prove/chain.js';
import { decide } from '../../../iam/src/prove/decide.js';
import type { Goal } from '../../../iam/src/prove/goal.js';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
const ARN = 'arn:aws:iam::111122223333:role/member';
const SESSION = 'aws:principaltag/tenantid';

const FOREIGN: Goal = {
  id: 'foreign',
  texts: {
    session: SESSION,
    chains: [
      [...literal('TENANT#'), { kind: 'owner', of: TAG }],
      [...literal('TENANT#'), { kind: 'owner', of: TAG }, one(CLOSING), many(ANY)],
    ],
    nobodys: [literal('TENANT#'), [...literal('TENANT#'), one(CLOSING), many(ANY)]],
  },
};
const KEYLESS: Goal = { id: 'keyless', texts: 'absent' };

const ask = (statements: readonly object[], goal: Goal, action = 'dynamodb:GetItem', resource?: readonly object[]) =>
  decide(
    {
      documents: {
        identity: [{ Version: '2012-10-17', Statement: statements as readonly Statement[] }],
        ...(resource && { resource: { Version: '2012-10-17', Statement: resource as readonly Statement[] } }),
      },
      action,
      resource: TABLE,
      principal: { kind: 'AWS', names: [ARN] },
      texts: { key: 'dynamodb:leadingkeys', many: true },
      fixed: { 'aws:PrincipalArn': ARN },
    },
    goal,
  );

const tied = (keys: readonly string[], more: object = {}, operator = 'ForAllValues:StringLike') => ({
  Effect: 'Allow',
  Action: ['dynamodb:*'],
  Resource: TABLE,
  Condition: {
    [operator]: { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
    StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
    ...more,
  },
});
const T = '${aws:PrincipalTag/TenantId}';
const show = (answers: ReturnType<typeof ask>) =>
  answers.map((a) =>
    a.kind === 'refuted'
      ? `refuted ${JSON.stringify(a.request.session)} ${JSON.stringify(a.request.texts)} ${a.request.owner} ${a.request.decision}`
      : `unproved ${JSON.stringify(a.reason)}`,
  );

describe('decide', () => {
  it('prints', () => {
    const out: unknown[] = [];
    const p = (name: string, a: ReturnType<typeof ask>) => out.push([name, ...show(a)]);
    p('tied', ask([tied([`TENANT#${T}`, `TENANT#${T}#*`])], FOREIGN));
    p('tied keyless', ask([tied([`TENANT#${T}`])], KEYLESS));
    p('wild', ask([tied([`TENANT#${T}*`])], FOREIGN));
    p('open', ask([tied([`TENANT#*`])], FOREIGN));
    p('dash', ask([tied([`TENANT#${T}-*`])], FOREIGN));
    p('literal', ask([tied([`TENANT#acme#*`])], FOREIGN));
    p(
      'literal pinned',
      ask([tied([`TENANT#acme#*`], { StringEquals: { 'aws:PrincipalTag/TenantId': 'acme' } })], FOREIGN),
    );
    const { StringLike: _, ...c } = tied([]).Condition as any;
    p(
      'no guard',
      ask(
        [
          {
            ...tied([]),
            Condition: { ...c, 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`TENANT#${T}#*`] } },
          },
        ],
        FOREIGN,
      ),
    );
    p(
      'no null',
      ask(
        [{ ...tied([]), Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`TENANT#${T}#*`] } } }],
        KEYLESS,
        'dynamodb:Scan',
      ),
    );
    p(
      'S2',
      ask([tied([`TENANT#${T}`], { Bool: { 'aws:SecureTransport': 'true' }, Null: {} })], KEYLESS, 'dynamodb:Scan'),
    );
    p(
      'S2b',
      ask(
        [
          {
            Effect: 'Allow',
            Action: ['dynamodb:Scan', 'dynamodb:Query'],
            Resource: TABLE,
            Condition: {
              'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [`TENANT#${T}`] },
              StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
              Bool: { 'aws:SecureTransport': 'true' },
            },
          },
        ],
        KEYLESS,
        'dynamodb:Scan',
      ),
    );
    p('any', ask([tied([`TENANT#${T}`], {}, 'ForAnyValue:StringLike')], FOREIGN));
    p('two places', ask([tied([`TENANT#${T}#${T}`])], FOREIGN));
    p('two places wild', ask([tied([`TENANT#*#${T}`])], FOREIGN));
    p('ignorecase', ask([tied([`TENANT#${T}`], {}, 'ForAllValues:StringEqualsIgnoreCase')], FOREIGN));
    p('unqualified', ask([tied([`TENANT#${T}`], {}, 'StringLike')], FOREIGN));
    p(
      'default',
      ask(
        [
          {
            ...tied([]),
            Condition: {
              'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ["TENANT#${aws:PrincipalTag/TenantId, 'x'}#*"] },
              Null: { 'dynamodb:LeadingKeys': 'false' },
            },
          },
        ],
        FOREIGN,
      ),
    );
    p('org', ask([tied(['TENANT#${aws:PrincipalTag/Org}#*'])], FOREIGN));
    const deny = [
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['dynamodb:Scan'],
        Resource: TABLE,
        Condition: { ArnEquals: { 'aws:PrincipalArn': ARN } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['dynamodb:*Item'],
        Resource: TABLE,
        Condition: { ArnEquals: { 'aws:PrincipalArn': ARN }, Null: { 'dynamodb:LeadingKeys': 'true' } },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['dynamodb:*Item'],
        Resource: TABLE,
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': ARN },
          'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [`TENANT#${T}`, `TENANT#${T}#*`] },
          StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
        },
      },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['dynamodb:*Item'],
        Resource: TABLE,
        Condition: { ArnEquals: { 'aws:PrincipalArn': ARN }, StringNotLike: { 'aws:PrincipalTag/TenantId': '?*' } },
      },
    ];
    const star = [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }];
    p('guardrail foreign', ask(star, FOREIGN, 'dynamodb:GetItem', deny));
    p('guardrail keyless', ask(star, KEYLESS, 'dynamodb:GetItem', deny));
    p('guardrail scan', ask(star, KEYLESS, 'dynamodb:Scan', deny));
    p('guardrail foreign w/o notag', ask(star, FOREIGN, 'dynamodb:GetItem', deny.slice(0, 3)));
    p('guardrail query', ask(star, FOREIGN, 'dynamodb:Query', deny));
    p(
      'resource var',
      ask(
        [
          {
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/${aws:PrincipalTag/TenantId}',
          },
        ],
        FOREIGN,
      ),
    );
    p(
      'secure both',
      ask(
        [
          {
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            Resource: TABLE,
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          },
          {
            Effect: 'Deny',
            Action: 'dynamodb:GetItem',
            Resource: TABLE,
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          },
        ],
        FOREIGN,
      ),
    );
    p('prefix user', ask([tied(['USER#x'])], FOREIGN));
    console.log(out.map((l) => JSON.stringify(l)).join('\n'));
    expect(1).toBe(1);
  });
});
