import type { Model } from '../../model/model.js';

/** What the proof takes for granted because no document can say it. */
export function assumptionsOf(model: Model): readonly string[] {
  return [
    'AWS evaluates policies as its documentation says (IAM User Guide, policy evaluation logic and condition operators).',
    'DynamoDB puts the partition key of every item that a request names into dynamodb:LeadingKeys, and of a query on an index the key of that index.',
    'The roles have the emitted policies and no others, and no resource policy of the same account allows them more.',
    'Sessions begin only as the emitted trust policies allow, and whoever begins them puts into the tags only ids that the caller was checked to belong to.',
    ...(model.entities.some(({ accessPatterns }) => accessPatterns.length > 0)
      ? [
          'Index keys are attributes: whoever may write an item can write any text into them, and IAM does not see it. Clients derive them, and reads verify the owner.',
        ]
      : []),
    ...(model.identity.cognitoIdentityPool === undefined
      ? []
      : ['The Cognito identity pool maps claims to principal tags as the schema says, and gives no role to guests.']),
    'IAM sees partition keys, not sort keys nor attribute values: what a role may do to one entity of a partition it may do to all in it.',
  ];
}
