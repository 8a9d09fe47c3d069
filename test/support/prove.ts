import {
  ANY,
  type Answer,
  CLOSING,
  decide,
  type Goal,
  literal,
  many,
  one,
  type PolicyDocument,
  type ProofDocuments,
  type Statement,
  TAG,
} from '@tenantry/iam';

export const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
export const MEMBER = 'arn:aws:iam::111122223333:role/member';

/** The variable of the tenant. */
export const T = '${aws:PrincipalTag/TenantId}';

const OWNER = { kind: 'owner', of: TAG } as const;
const OPENING = literal('TENANT#');

/** A key of another tenant. */
export const FOREIGN: Goal = {
  id: 'foreign',
  texts: {
    session: 'aws:principaltag/tenantid',
    chains: [
      [...OPENING, OWNER],
      [...OPENING, OWNER, one(CLOSING), many(ANY)],
    ],
    nobodys: [OPENING, [...OPENING, one(CLOSING), many(ANY)]],
  },
};
export const KEYLESS: Goal = { id: 'keyless', texts: 'absent' };

/** A document of statements that may hold anything. */
export const documentOf = (...statements: readonly object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements as readonly Statement[],
});

export const askDocuments = (documents: ProofDocuments, goal: Goal, action = 'dynamodb:GetItem'): readonly Answer[] =>
  decide(
    {
      ...{ documents, action, resource: TABLE, principal: { kind: 'AWS', names: [MEMBER] } },
      texts: { key: 'dynamodb:LeadingKeys', many: true },
      fixed: { 'aws:PrincipalArn': MEMBER, 'aws:PrincipalAccount': '111122223333' },
    },
    goal,
  );

/** The answers as short texts. */
export const shown = (answers: readonly Answer[]): readonly string[] =>
  answers.map((answer) =>
    answer.kind === 'unproved'
      ? `unproved ${answer.reason.kind}`
      : `refuted ${JSON.stringify(answer.request.session)} ${JSON.stringify(answer.request.texts ?? null)} ${answer.request.decision}`,
  );

/** An Allow that is tied to keys in the emitted form. */
export const tied = (
  keys: readonly string[],
  condition: object = {},
  operator = 'ForAllValues:StringLike',
): object => ({
  Effect: 'Allow',
  Action: ['dynamodb:GetItem', 'dynamodb:Scan'],
  Resource: TABLE,
  Condition: {
    [operator]: { 'dynamodb:LeadingKeys': keys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
    StringNotLike: { 'aws:PrincipalTag/TenantId': '' },
    StringLike: { 'aws:PrincipalTag/TenantId': '?*' },
    ...condition,
  },
});
