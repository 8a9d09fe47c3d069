import { readAction } from '../../words/actions.js';
import { conditionKeyKind, nearestConditionKey } from '../../words/condition-keys.js';
import { actionsInsteadOf } from '../../words/dynamodb-operations.js';
import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from '../../words/elements.js';
import { nearestWord } from '../../words/nearest.js';
import { nearestOperator, readOperator } from '../../words/operators.js';
import { isVariable, nearestVariable } from '../../words/variables.js';
import type { Found, LintRule } from '../finding.js';
import { callerPatterns } from '../patterns.js';
import { HOLE_OF_READER, TEMPLATE_HOLE } from '../template-hole.js';
import { put, withCondition } from '../view.js';

export const unknownAction: LintRule = {
  id: 'unknown-action',
  title: 'An action that AWS does not have',
  severity: 'warning',
  impact:
    'Nothing today, but a Deny of it stops nobody, an Allow of it tempts to `dynamodb:*`, and AWS may give the name a meaning.',
  check(view, { isOfTenants }) {
    const wrong = [...view.actions, ...view.notActions].flatMap((text) => {
      const { problem } = readAction(text);
      return problem === undefined ? [] : [{ text, ...problem }];
    });
    return wrong.map(({ text, summary, nearest }) => {
      const { actions } = view;
      const right = insteadOf(text);
      const written = [...new Set(actions.flatMap((action) => (action === text ? (right ?? action) : action)))];
      return {
        // AWS may give the name to an action some day, and a role of tenants could use it then.
        ...(isOfTenants && view.allows && right === undefined && { severity: 'error' as const }),
        element: [actions.includes(text) ? 'Action' : 'NotAction'],
        summary: `${text}: ${summary}.${nearest === undefined ? '' : ` ${right === undefined ? 'Did you mean' : 'It is authorised as'} ${nearest.join(', ')}${right === undefined ? '?' : '.'}`}`,
        ...(right !== undefined && actions.includes(text) && { fix: [{ ...view.statement, Action: written }] }),
      };
    });
  },
};

/** Returns the actions that an operation of DynamoDB is authorised as where it is not an action itself. */
const insteadOf = (action: string): readonly string[] | undefined =>
  /^dynamodb:/i.test(action) ? actionsInsteadOf(action.slice('dynamodb:'.length)) : undefined;

export const unknownKey: LintRule = {
  id: 'unknown-key',
  title: 'A condition key that AWS does not have',
  severity: 'error',
  impact:
    'Passes what the condition seemed to hold back: ForAllValues, IfExists and negated operators are true of a missing key.',
  explainsReach: true,
  check: (view) =>
    view.conditions.flatMap(({ operator, key, values }) => {
      if (conditionKeyKind(key) !== 'unknown' || CLAIM.test(key) || HOLE_OF_READER.test(key)) return [];
      const meant = nearestConditionKey(key);
      return [
        {
          element: ['Condition', operator, key],
          summary: `${JSON.stringify(key)} is not a condition key of AWS.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
          ...(meant !== undefined && {
            fix: [
              withCondition(view, (condition) => {
                delete condition[operator]?.[key];
                put(condition, operator, meant, values);
              }),
            ],
          }),
        },
      ];
    }),
};

export const unknownOperator: LintRule = {
  id: 'unknown-operator',
  title: 'A condition operator that IAM does not have',
  severity: 'error',
  impact: 'Unknown: IAM refuses such a document, so an older version of it may be in force.',
  explainsReach: true,
  check: (view) =>
    [...new Set(view.conditions.map(({ operator }) => operator))]
      .filter((operator) => readOperator(operator) === undefined)
      .map((operator) => {
        const meant = nearestOperator(operator);
        return {
          element: ['Condition', operator],
          summary: `${operator} is not an operator of IAM.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
          ...(meant !== undefined && {
            fix: [
              withCondition(view, (condition) => {
                const keys = condition[operator] ?? {};
                delete condition[operator];
                for (const [key, values] of Object.entries(keys)) put(condition, meant, key, values);
              }),
            ],
          }),
        };
      }),
};

export const unknownVariable: LintRule = {
  id: 'unknown-variable',
  title: 'A variable that has no value',
  severity: 'error',
  impact: 'Nothing in an Allow, which then matches nothing; a Deny by it stops nobody.',
  explainsReach: true,
  check(view, policy) {
    if (!policy.variables) return [];
    const texts = [
      ...view.conditions.flatMap(({ operator, key, values }) =>
        values.map((text) => ({ element: ['Condition', operator, key], text })),
      ),
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
    ];
    return texts.flatMap(({ element, text }) =>
      [...text.matchAll(/\$\{\s*([^},]*?)\s*(?:,[^}]*)?\}/g)].flatMap(([whole, name = '']) => {
        if (isVariable(name) || TEMPLATE_HOLE.test(whole) || CLAIM.test(name)) return [];
        const meant = nearestVariable(name);
        const hint = meant === undefined ? '' : ` Did you mean \${${meant}}?`;
        return [{ element, summary: `${whole} is not a variable of IAM.${hint}` }];
      }),
    );
  },
};

export const unreadElement: LintRule = {
  id: 'unread-element',
  title: 'A part of a statement that IAM does not have',
  severity: 'error',
  impact: 'Unknown: IAM refuses such a document, so an older version of it may be in force.',
  explainsReach: true,
  check({ unknown, statement, index }, { hasPrincipals, unknown: ofDocument }) {
    if (unknown === undefined && ofDocument !== undefined && index === 0) return [unreadOfDocument(ofDocument)];
    if (unknown === undefined) return [];
    const name = unknown.replace(/^the element /, '');
    const meant =
      name === unknown ? undefined : nearestWord(name, STATEMENT_ELEMENTS[hasPrincipals ? 'resource' : 'identity']);
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return [{ element: name in statement ? [name] : [], summary: `Lint cannot read ${unknown}.${hint}` }];
  },
};

function unreadOfDocument(element: string): Found {
  const meant = nearestWord(element, POLICY_ELEMENTS);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return { element: [], summary: `Lint cannot read the element ${element} of the policy.${hint}` };
}

export const customClaim: LintRule = {
  id: 'custom-claim',
  title: 'A custom claim of a token as a variable or a condition key',
  severity: 'warning',
  impact: 'Nothing: such a policy refuses everybody, because STS makes no condition keys of custom claims.',
  explainsReach: true,
  check(view) {
    const keys = view.conditions
      .filter(({ key }) => CLAIM.test(key))
      .map(({ operator, key }) => ({ element: ['Condition', operator], text: key }));
    const values = [
      ...view.conditions.flatMap(({ operator, values: all }) =>
        all.map((text) => ({ element: ['Condition', operator], text })),
      ),
      ...view.resources.map((text) => ({ element: ['Resource'], text })),
    ].filter(({ text }) => VARIABLE.test(text));
    return [...keys, ...values].map(({ element, text }) => ({
      element,
      summary: `${text} names a custom claim, which is not a condition key. Carry it as a principal tag: by the signed claim https://aws.amazon.com/tags, or by the claims that a Cognito identity pool maps.`,
    }));
  },
};

const CLAIM: RegExp = /^(?:[\w.-]+(?:\/[\w-]+)?:)?custom:/i;
const VARIABLE = /\$\{[^}]*custom:[^}]*\}/i;

export const oldVersion: LintRule = {
  id: 'old-version',
  title: 'Variables in a policy that is not of version 2012-10-17',
  severity: 'error',
  impact: 'Nothing in an Allow, which then matches no real key; a Deny by variables stops nobody.',
  explainsReach: true,
  check(view, policy) {
    if (policy.variables) return [];
    const [first] = callerPatterns(view);
    return first === undefined
      ? []
      : [
          {
            element: first.element,
            summary: `${first.text} is plain text without "Version": "2012-10-17". Set the version.`,
          },
        ];
  },
};
