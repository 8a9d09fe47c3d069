import { readAction } from '../../words/actions.js';
import { actionsInsteadOf } from '../../words/dynamodb-operations.js';
import type { LintRule } from '../finding.js';

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

/** Returns the actions that an operation of DynamoDB is authorised as where it is no action itself. */
const insteadOf = (action: string): readonly string[] | undefined =>
  /^dynamodb:/i.test(action) ? actionsInsteadOf(action.slice('dynamodb:'.length)) : undefined;
