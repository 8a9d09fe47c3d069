// Statements of which each is decided rightly only by one part of the engine: a mistake in this part shows in the answer.
import {
  ANY,
  type Answer,
  classWithout,
  decide,
  findMeant,
  type Goal,
  literal,
  many,
  type PolicyDocument,
  type ProofDocuments,
  TAG,
} from '@tenantry/iam';
import { askDocuments, documentOf, FOREIGN, KEYLESS, MEMBER, T, TABLE, tied } from './prove.js';

type Outcome = 'proved' | 'refuted' | 'unproved';

export interface Trap {
  readonly expected: Outcome;
  readonly ask: () => Outcome;
}

const KEYS = 'dynamodb:LeadingKeys';
const HERE = { Null: { [KEYS]: 'false' } };
const GUARD = { 'aws:PrincipalTag/TenantId': '?*' };
const star = { Effect: 'Allow', Action: '*', Resource: '*' };
const untagged = { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotLike: GUARD } };
const allow = (Condition: object): object => ({ Effect: 'Allow', Action: 'dynamodb:*', Resource: TABLE, Condition });
const deny = (Condition: object, rest: object = {}): object => ({
  ...{ Effect: 'Deny', Action: '*', Resource: '*', Condition },
  ...rest,
});
const others = (keys: readonly string[]): object => ({ 'ForAnyValue:StringNotLike': { [KEYS]: keys } });

const outcomeOf = (answers: readonly Answer[]): Outcome =>
  answers.length === 0 ? 'proved' : answers.some(({ kind }) => kind === 'refuted') ? 'refuted' : 'unproved';

const ofRole =
  (statements: readonly object[], goal: Goal = FOREIGN, more: Partial<ProofDocuments> = {}) =>
  (): Outcome =>
    outcomeOf(askDocuments({ identity: [documentOf(...statements)], ...more }, goal));

const asker = (identity: PolicyDocument) => ({
  documents: { identity: [identity] },
  principal: { kind: 'AWS' as const, names: [MEMBER] },
  fixed: { 'aws:PrincipalArn': MEMBER },
});

const BUCKET = 'arn:aws:s3:::documents';
/** Listings of the whole bucket, or of the prefix of another tenant. */
const listing = (Condition: object, goal: Goal) => (): Outcome =>
  outcomeOf(
    decide(
      {
        ...asker(documentOf({ Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET, Condition })),
        ...{ action: 's3:ListBucket', resource: BUCKET },
        texts: { key: 's3:prefix', many: false, mayBeEmpty: true },
      },
      goal,
    ),
  );
const FOREIGN_PREFIX: Goal = {
  id: 'foreign prefix',
  texts: {
    session: 'aws:principaltag/tenantid',
    chains: [[{ kind: 'owner', of: classWithout(TAG, '/') }, ...literal('/'), many(ANY)]],
  },
};
const EMPTY_PREFIX: Goal = { id: 'empty prefix', texts: { chains: [[], [many(ANY)]] } };

/** Actions that no list knows, other than `Known`. */
const unlisted =
  (...statements: readonly object[]) =>
  (): Outcome =>
    findMeant({ ...asker(documentOf(...statements)), resource: TABLE }, { service: 'dynamodb', except: ['Known'] })
      .length === 0
      ? 'proved'
      : 'refuted';

const is = (expected: Outcome, ask: () => Outcome): Trap => ({ expected, ask });

export const TRAPS: { readonly [name: string]: Trap } = {
  'a Deny of other keys': is('proved', ofRole([star, deny(others([`TENANT#${T}`, `TENANT#${T}#*`])), untagged])),
  'a Deny of other keys, without a guard of the tag': is('refuted', ofRole([star, deny(others([`TENANT#${T}`]))])),
  'a Deny of a principal that cannot be read': is(
    'unproved',
    ofRole([star, untagged], FOREIGN, {
      resource: documentOf(deny(others([`TENANT#${T}`]), { Principal: { AWS: [1] } })),
    }),
  ),
  'a Deny with an element that is not understood': is('unproved', ofRole([star, deny({}, { Extra: 1 }), untagged])),
  'ForAllValues of a missing key': is(
    'refuted',
    ofRole([allow({ 'ForAllValues:StringLike': { [KEYS]: 'x' } })], KEYLESS),
  ),
  'ForAllValues in a Deny of a missing key': is(
    'proved',
    ofRole([star, deny({ 'ForAllValues:StringNotLike': { [KEYS]: 'x' } })], KEYLESS),
  ),
  'ForAnyValue with IfExists of a missing key': is(
    'unproved',
    ofRole([allow({ 'ForAnyValue:StringLikeIfExists': { [KEYS]: [`TENANT#${T}`] }, StringLike: GUARD })], KEYLESS),
  ),
  'ForAnyValue of a missing key': is(
    'proved',
    ofRole([allow({ 'ForAnyValue:StringLike': { [KEYS]: [`TENANT#${T}`] }, StringLike: GUARD })], KEYLESS),
  ),
  'ForAnyValue of one key of a batch': is(
    'refuted',
    ofRole([allow({ 'ForAnyValue:StringLike': { [KEYS]: [`TENANT#${T}`] }, StringLike: GUARD })]),
  ),
  'IfExists of a single-valued key': is(
    'refuted',
    listing({ StringLikeIfExists: { 's3:prefix': `${T}/*` } }, { id: 'whole', texts: 'absent' }),
  ),
  'a single-valued key': is(
    'proved',
    listing({ StringLike: { 's3:prefix': `${T}/*` } }, { id: 'whole', texts: 'absent' }),
  ),
  'a negated operator of a missing single-valued key': is(
    'refuted',
    listing({ StringNotLike: { 's3:prefix': 'x' } }, { id: 'whole', texts: 'absent' }),
  ),
  'a prefix of the session': is(
    'proved',
    listing(
      { StringLike: { 's3:prefix': `${T}/*`, ...GUARD }, StringNotLike: { 'aws:PrincipalTag/TenantId': '*/*' } },
      FOREIGN_PREFIX,
    ),
  ),
  'a prefix that is not closed': is(
    'refuted',
    listing({ StringLike: { 's3:prefix': `${T}*`, ...GUARD } }, FOREIGN_PREFIX),
  ),
  'an empty prefix': is('refuted', listing({ StringEquals: { 's3:prefix': '' } }, EMPTY_PREFIX)),
  'the second pattern of a list': is('refuted', ofRole([tied([`?ENANT#${T}#*`, 'TENANT#acme#*'])])),
  'the second resource of a list': is(
    'refuted',
    ofRole([{ Effect: 'Allow', Action: '*', Resource: [`${TABLE}x`, TABLE] }]),
  ),
  'the second value of a tag': is(
    'refuted',
    ofRole([tied(['TENANT#b'], { StringEquals: { 'aws:PrincipalTag/TenantId': ['b', 'c'] } })]),
  ),
  'the only value of a tag': is(
    'proved',
    ofRole([tied(['TENANT#b'], { StringEquals: { 'aws:PrincipalTag/TenantId': ['b'] } })]),
  ),
  'a Deny of keys of which the second pattern is wide': is(
    'refuted',
    ofRole([star, untagged, deny(others([`TENANT#${T}`, 'TENANT#x*']))]),
  ),
  'a tag that a Deny reads twice': is(
    'refuted',
    ofRole([star, untagged, deny({ 'ForAnyValue:StringLike': { [KEYS]: [`TENANT#*${T}#*${T}`] } })]),
  ),
  'a tag that a Deny reads from another place': is(
    'refuted',
    ofRole([
      allow({ 'ForAllValues:StringLike': { [KEYS]: [`TENANT#b${T}`] }, ...HERE, StringLike: GUARD }),
      deny({ 'ForAnyValue:StringLike': { [KEYS]: [`TENANT#${T}`] } }),
    ]),
  ),
  'a tag that is read twice, of another owner': is('refuted', ofRole([tied([`TENANT#*${T}#${T}`])])),
  'an open pattern of a tag that goes on': is('refuted', ofRole([tied([`TENANT#${T}*`])])),
  'a pattern of a tag that a closing character ends': is('proved', ofRole([tied([`TENANT#${T}#*`])])),
  'a default of a variable': is(
    'refuted',
    ofRole([
      allow({
        'ForAllValues:StringLike': { [KEYS]: ["TENANT#${aws:PrincipalTag/TenantId, 'x'}"] },
        ...HERE,
        StringNotEquals: { 'aws:PrincipalTag/TenantId': '' },
      }),
    ]),
  ),
  'an empty tag': is('refuted', ofRole([allow({ 'ForAllValues:StringLike': { [KEYS]: [`TENANT#${T}#*`] }, ...HERE })])),
  'keys in any case': is('refuted', ofRole([tied([`tenant#${T}`], {}, 'ForAllValues:StringEqualsIgnoreCase')])),
  'an Allow that a limit lacks': is('proved', ofRole([star], FOREIGN, { limits: [documentOf(tied([`TENANT#${T}`]))] })),
  'limits that each let through': is(
    'refuted',
    ofRole([star], FOREIGN, { limits: [documentOf(star), documentOf(tied([`TENANT#${T}`]), star)] }),
  ),
  'an Allow of the table’s policy': is(
    'refuted',
    ofRole([], FOREIGN, { resource: documentOf({ ...star, Principal: { AWS: MEMBER } }) }),
  ),
  'an Allow of the table’s policy to the account': is(
    'proved',
    ofRole([], FOREIGN, { resource: documentOf({ ...star, Principal: { AWS: '111122223333' } }) }),
  ),
  'a Deny of a resource with a wildcard inside a segment': is(
    'refuted',
    ofRole(
      [star, deny({}, { Resource: 'arn:aws:dynamodb:*west-1:111122223333:table/app', Condition: undefined })].map(
        (statement) => JSON.parse(JSON.stringify(statement)) as object,
      ),
    ),
  ),
  'a Deny by NotAction of an action that it spares': is(
    'refuted',
    ofRole([star, { Effect: 'Deny', NotAction: 'dynamodb:GetItem', Resource: '*' }]),
  ),
  'a Deny by NotAction of another action': is(
    'proved',
    ofRole([star, { Effect: 'Deny', NotAction: 'dynamodb:Query', Resource: '*' }]),
  ),
  'a Deny by NotAction, of actions that no list knows': is(
    'proved',
    unlisted(star, { Effect: 'Deny', NotAction: 'dynamodb:Known', Resource: '*' }),
  ),
  'a Deny by NotAction that spares such actions': is(
    'refuted',
    unlisted(star, { Effect: 'Deny', NotAction: 'dynamodb:Get*', Resource: '*' }),
  ),
  'a Deny by Action, of actions that no list knows': is(
    'refuted',
    unlisted(star, { Effect: 'Deny', Action: 'dynamodb:Get*', Resource: '*' }),
  ),
  'the second literal of a tag': is(
    'refuted',
    ofRole([tied(['TENANT#c'], { StringEquals: { 'aws:PrincipalTag/TenantId': ['c', 'b'] } })]),
  ),
  'the tag behind a wildcard of one character': is('proved', ofRole([tied([`?ENANT#${T}#*`])])),
  'an Allow with an element that is not understood': is('unproved', ofRole([{ ...tied([`TENANT#${T}`]), Extra: 1 }])),
  'a Deny of which the second condition is escaped': is(
    'refuted',
    ofRole([
      allow({ StringEquals: { 'aws:RequestedRegion': 'a' } }),
      deny({ StringEquals: { 'aws:RequestedRegion': 'a' }, Bool: { 'aws:SecureTransport': 'true' } }),
    ]),
  ),
  'an Allow by NotAction': is('refuted', unlisted({ Effect: 'Allow', NotAction: 'dynamodb:Get*', Resource: '*' })),
  'conditions that contradict each other': is(
    'proved',
    ofRole([
      allow({ StringEquals: { 'aws:RequestedRegion': 'a' } }),
      deny({ StringEquals: { 'aws:RequestedRegion': 'a' } }),
    ]),
  ),
  'conditions on several keys of which one is escaped': is(
    'refuted',
    ofRole([star, deny({ StringEquals: { 'aws:RequestedRegion': 'a' }, Bool: { 'aws:SecureTransport': 'true' } })]),
  ),
};
