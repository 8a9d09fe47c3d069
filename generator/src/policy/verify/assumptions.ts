import type { Model } from '../../model/model.js';

/** Lists the assumptions of the proof that no document can state. */
export function assumptionsOf(model: Model): readonly string[] {
  const limited = model.roles.flatMap(({ grants }) =>
    grants.flatMap((grant) => (grant.kind === 'entity' && grant.attributes !== undefined ? [grant] : [])),
  );
  return [
    'AWS evaluates policies as its documentation says (IAM User Guide, policy evaluation logic and condition operators): values are compared character by character, with their case and without Unicode normalisation.',
    'DynamoDB puts the partition key of every item that a request names into dynamodb:LeadingKeys, and of a query on an index the key of that index.',
    'The roles have the emitted policies and no others, and no resource policy of the same account allows them more.',
    'STS takes no tag that holds *, ?, $, # or braces (API Reference, AssumeRole, Tag), and no IAM role has a tag named like one of a scope.',
    'Sessions begin only as the emitted trust policies allow, and whoever begins them puts into the tags only ids that the caller was checked to belong to.',
    ...(model.entities.some(({ accessPatterns }) => accessPatterns.length > 0)
      ? [
          'Index keys are attributes: whoever may write an item can write any text into them, and IAM does not see it. Clients derive them, and reads verify the owner.',
        ]
      : []),
    ...(limited.length === 0
      ? []
      : [
          'A read that lists its attributes carries dynamodb:Select with SPECIFIC_ATTRIBUTES, GetItem too, and dynamodb:Attributes names every attribute that a request reads, writes or puts conditions on.',
        ]),
    ...(limited.some(({ actions }) => actions.includes('update') || actions.includes('check'))
      ? [
          'AWS does not say which condition key ReturnValuesOnConditionCheckFailure is checked by. If it is not dynamodb:ReturnValues, a role that may update or check some attributes can make DynamoDB return the whole item on which its condition fails.',
        ]
      : []),
    ...(model.identity.cognitoIdentityPool === undefined
      ? []
      : ['The Cognito identity pool maps claims to principal tags as the schema says, and gives no role to guests.']),
    'IAM sees partition keys, not sort keys nor attribute values: what a role may do to one entity of a partition it may do to all in it.',
  ];
}
