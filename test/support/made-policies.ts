import type { PolicyDocument } from '../../iam/src/document.js';
import { document, TABLE, trust } from './lint-documents.js';

export interface FaultyPolicy {
  readonly what: string;
  readonly policy: PolicyDocument;
  /** Every rule that finds something in it. */
  readonly faults: readonly string[];
}

export const ITEM_ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'].map(
  (name) => `dynamodb:${name}`,
);

/** Made for this test: forms that are seen in the wild, of which no source was found that can be cited. */
export const MADE_POLICIES: readonly FaultyPolicy[] = [
  {
    what: 'a claim of the token as a variable',
    policy: document({
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': ['${cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x:custom:tenantId}'],
        },
      },
    }),
    faults: ['custom-claim', 'missing-null-guard'],
  },
  {
    what: 'a tag that must equal itself, leading keys without a set operator, a table and all of its indexes',
    policy: document({
      Action: [...ITEM_ACTIONS, 'dynamodb:Scan'],
      Resource: [TABLE, `${TABLE}/index/*`],
      Condition: {
        StringEquals: {
          'dynamodb:LeadingKeys': '${aws:PrincipalTag/tenantId}',
          'aws:PrincipalTag/tenantId': '${aws:PrincipalTag/tenantId}',
        },
      },
    }),
    faults: ['self-comparison', 'unqualified-keys', 'index-under-table', 'missing-tag-guard', 'vacuous-condition'],
  },
  {
    what: 'a tag that is closed by a slash',
    policy: document({
      Action: 'dynamodb:Query',
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/OrgPartK1}/*'] } },
    }),
    faults: ['unclosed-variable', 'missing-tag-guard', 'missing-null-guard'],
  },
  {
    what: 'one role for all tenants by OIDC: TagSession in a statement of its own, without any condition',
    policy: trust(
      {
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'login.example.com:aud': 'app' } },
      },
      {
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/login.example.com' },
        Action: 'sts:TagSession',
      },
    ),
    faults: ['open-tag-keys'],
  },
];
