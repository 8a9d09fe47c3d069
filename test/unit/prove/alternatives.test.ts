// Compares the engine's reading of conditions with all small requests: no list, one key, two keys; a tag missing, empty,
// with a value.
import { evaluate, type RequestContext } from '@tenantry/iam';
import { describe, expect, it } from 'vitest';
import { askDocuments, documentOf, FOREIGN, KEYLESS, MEMBER, T, TABLE } from '../../support/prove.js';

const KEYS = 'dynamodb:LeadingKeys';
const TAG = 'aws:PrincipalTag/TenantId';

const OPERATORS = ['ForAllValues:', 'ForAnyValue:', ''].flatMap((qualifier) =>
  ['StringLike', 'StringNotLike', 'StringEquals', 'StringNotEquals'].flatMap((base) =>
    ['', 'IfExists'].map((ifExists) => qualifier + base + ifExists),
  ),
);

const PATTERNS = [[`TENANT#${T}`], [`TENANT#${T}`, 'PUBLIC'], ['TENANT#b'], ['PUBLIC'], [`*${T}`]];

const SESSIONS = [undefined, '', 'a', 'b'];
const TEXTS = ['TENANT#a', 'TENANT#b', 'PUBLIC'];
const LISTS = [undefined, ...TEXTS.map((text) => [text]), ...TEXTS.flatMap((one) => TEXTS.map((two) => [one, two]))];

const contextOf = (tenant: string | undefined, keys: readonly string[] | undefined): RequestContext => ({
  ...{ 'aws:PrincipalArn': MEMBER, 'aws:PrincipalAccount': '111122223333' },
  ...(tenant !== undefined && { [TAG]: tenant }),
  ...(keys !== undefined && { [KEYS]: keys }),
});

const allow = (Condition: object): object => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: TABLE,
  Condition,
});
const deny = (Condition: object): readonly object[] => [
  { Effect: 'Allow', Action: '*', Resource: '*' },
  { Effect: 'Deny', Action: '*', Resource: '*', Condition },
];

/** The requests of a goal that the evaluator allows. */
function allowed(statements: readonly object[], keyless: boolean): readonly object[] {
  const identity = documentOf(...statements);
  return SESSIONS.flatMap((tenant) =>
    LISTS.flatMap((keys) => {
      const isBad =
        keys === undefined
          ? keyless
          : !keyless && keys.some((key) => key.startsWith('TENANT#') && key !== `TENANT#${tenant}`);
      if (!isBad) return [];
      const request = { action: 'dynamodb:GetItem', resource: TABLE, context: contextOf(tenant, keys) };
      return evaluate([identity], request).decision === 'allowed'
        ? [{ tenant: tenant ?? null, keys: keys ?? null }]
        : [];
    }),
  );
}

const GUARDS: readonly object[] = [
  {},
  { Null: { [KEYS]: 'false' } },
  { Null: { [KEYS]: 'true' } },
  { Null: { [TAG]: 'false' } },
];

describe.each(OPERATORS)('%s', (operator) => {
  const conditions = PATTERNS.flatMap((patterns) =>
    GUARDS.map((guard) => ({ [operator]: { [KEYS]: patterns }, ...guard })),
  );
  const onTag = operator.includes(':')
    ? []
    : ['?*', 'a', '', 'b*'].map((value) => ({
        [operator]: { [TAG]: value },
        'ForAllValues:StringLike': { [KEYS]: `TENANT#${T}` },
      }));

  it.each(['Allow', 'Deny'])('of an %s hides no request that is allowed, and shows none that is not', (effect) => {
    const wrong = [...conditions, ...onTag].flatMap((Condition) => {
      const statements = effect === 'Allow' ? [allow(Condition)] : deny(Condition);
      return [FOREIGN, KEYLESS].flatMap((goal): readonly object[] => {
        const answers = askDocuments({ identity: [documentOf(...statements)] }, goal);
        const requests = allowed(statements, goal === KEYLESS);
        if (requests.length > 0 && answers.length === 0) return [{ Condition, goal: goal.id, hidden: requests[0] }];
        const shown = answers.flatMap((answer) =>
          answer.kind === 'refuted' && answer.request.decision === 'allowed' ? [answer.request] : [],
        );
        return shown.flatMap(({ action, resource, context }) =>
          evaluate([documentOf(...statements)], { action, resource, context }).decision === 'allowed'
            ? []
            : [{ Condition, goal: goal.id, shown: context }],
        );
      });
    });
    expect(wrong).toEqual([]);
  });
});
