import fc from 'fast-check';
import { TABLE } from './prove.js';

const V = '${aws:PrincipalTag/TenantId}';
const U = '${aws:PrincipalTag/UserId}';

/** Patterns of keys: right ones, and what people write instead. */
const PATTERNS = [
  `TENANT#${V}`,
  `TENANT#${V}#*`,
  `TENANT#${V}#?`,
  `TENANT#${V}*`,
  `TENANT#${V}-*`,
  `TENANT#${V}#${V}`,
  `TENANT#*#${V}`,
  `TENANT#?${V}`,
  `*${V}*`,
  `TENANT#${U}`,
  `TENANT#${U}#*`,
  `TENANT#${V}#${U}`,
  `USER#${U}`,
  `USER#${U}#*`,
  `USER#${V}`,
  'TENANT#*',
  'TENANT#a',
  'TENANT#a#*',
  'TENANT#A',
  'USER#*',
  'PUBLIC#*',
  'PUBLIC',
  '*',
  '?*',
  'T*#a',
  "TENANT#${aws:PrincipalTag/TenantId, 'a'}",
  'TENANT#${aws:userid}',
  `${V}`,
  'TENANT##*',
] as const;

const VALUES = ['?*', '*', 'a', 'b', 'a*', '*/*', 'A', 'a-?', ''] as const;
const QUANTIFIERS = [...Array.from({ length: 6 }, () => 'ForAllValues:'), 'ForAnyValue:', 'ForAnyValue:', ''];
const COMPARISONS = [
  'StringLike',
  'StringLike',
  'StringEquals',
  'StringNotLike',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
] as const;

const some = <T>(values: readonly T[], most = 2): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most });
const operator = (quantifiers: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...quantifiers),
      fc.constantFrom(...COMPARISONS),
      fc.constantFrom('', '', '', '', 'IfExists'),
    )
    .map((parts) => parts.join(''));

type Part = readonly [operator: string, key: string, values: unknown];

const onKeys: fc.Arbitrary<Part> = fc
  .tuple(operator(QUANTIFIERS), some(PATTERNS, 3))
  .map(([name, values]) => [name, 'dynamodb:LeadingKeys', values]);
const guard: fc.Arbitrary<Part> = fc.constantFrom<Part>(
  ['Null', 'dynamodb:LeadingKeys', 'false'],
  ['Null', 'dynamodb:LeadingKeys', 'false'],
  ['Null', 'dynamodb:LeadingKeys', 'true'],
  ['Null', 'aws:PrincipalTag/TenantId', 'false'],
  ['StringLike', 'aws:PrincipalTag/TenantId', '?*'],
  ['StringLike', 'aws:PrincipalTag/TenantId', '?*'],
  ['StringLike', 'aws:PrincipalTag/UserId', '?*'],
);
const onTags: fc.Arbitrary<Part> = fc
  .tuple(
    operator(['', '', 'ForAnyValue:', 'ForAllValues:']),
    fc.constantFrom('TenantId', 'UserId'),
    some([...VALUES, U]),
  )
  .map(([name, tag, values]) => [name, `aws:PrincipalTag/${tag}`, values]);
const onOthers: fc.Arbitrary<Part> = fc.constantFrom<Part>(
  ['Bool', 'aws:SecureTransport', 'true'],
  ['Bool', 'aws:SecureTransport', 'false'],
  ['BoolIfExists', 'aws:SecureTransport', 'true'],
  ['StringEquals', 'aws:RequestedRegion', 'eu-west-1'],
  ['StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'],
  ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600'],
  ['StringEquals', 'dynamodb:Select', 'SPECIFIC_ATTRIBUTES'],
  ['ForAllValues:StringEquals', 'dynamodb:Attributes', 'pk'],
  ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*'],
  ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/mem*'],
  ['StringEquals', 'aws:PrincipalAccount', '111122223333'],
);

/** Conditions: operators and keys are joined, so one key stands under one operator once. */
const conditions = fc
  .tuple(
    fc.array(fc.oneof({ weight: 5, arbitrary: onKeys }, { weight: 4, arbitrary: guard }, onTags, onOthers), {
      maxLength: 4,
    }),
    fc.integer({ min: 0, max: 3 }),
  )
  .map(([parts, kind]): readonly Part[] =>
    // As often as not around the right form.
    kind < 2
      ? [
          ['ForAllValues:StringLike', 'dynamodb:LeadingKeys', [`TENANT#${V}`, `TENANT#${V}#*`]],
          ['Null', 'dynamodb:LeadingKeys', 'false'],
          ['StringLike', 'aws:PrincipalTag/TenantId', '?*'],
          ...parts.slice(0, 2),
        ]
      : parts,
  )
  .map((parts) => {
    const joined: { [name: string]: { [key: string]: unknown } } = {};
    for (const [name, key, values] of parts) joined[name] = { ...joined[name], [key]: values };
    return joined;
  });

const ACTIONS = ['dynamodb:GetItem', 'dynamodb:*Item', 'dynamodb:*', '*', 'dynamodb:Query'] as const;
const RESOURCES = [
  TABLE,
  TABLE,
  TABLE,
  '*',
  `${TABLE}*`,
  `${TABLE}/index/*`,
  TABLE.replace('app', V),
  TABLE.replace('app', `${V}p`),
] as const;

const elements = fc
  .record({
    actions: fc.tuple(fc.constantFrom('Action', 'Action', 'Action', 'NotAction'), some(ACTIONS)),
    resources: fc.tuple(fc.constantFrom('Resource', 'Resource', 'Resource', 'NotResource'), some(RESOURCES)),
    Condition: conditions,
  })
  .map(({ actions: [action, names], resources: [resource, arns], Condition }) => ({
    [action]: action === 'NotAction' ? ['dynamodb:Query'] : names,
    [resource]: resource === 'NotResource' ? [`${TABLE}/index/x`] : arns,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  }));

const allow = elements.map((parts) => ({ Effect: 'Allow', ...parts }));
/** A Deny as often as not in the form of the guardrail. */
const deny = fc.oneof(
  elements.map((parts) => ({ Effect: 'Deny', ...parts })),
  fc.constantFrom(
    {
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { 'ForAnyValue:StringNotLike': { 'dynamodb:LeadingKeys': [`TENANT#${V}`, `TENANT#${V}#*`] } },
    },
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotLike: { 'aws:PrincipalTag/TenantId': '?*' } } },
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Null: { 'dynamodb:LeadingKeys': 'true' } } },
    { Effect: 'Deny', NotAction: ['dynamodb:GetItem'], Resource: '*' },
  ),
);

/** Statements of an identity policy. */
export const adversarialStatements: fc.Arbitrary<readonly object[]> = fc
  .tuple(fc.array(allow, { minLength: 1, maxLength: 2 }), fc.array(deny, { maxLength: 3 }))
  .map((lists) => lists.flat());

/** Statements of a resource policy, which only denies. */
export const adversarialDenies: fc.Arbitrary<readonly object[]> = fc
  .array(deny, { maxLength: 3 })
  .map((list) => list.map((each) => ({ Principal: '*', ...each })));
