import { actionsInsteadOf } from '../../words/dynamodb-operations.js';
import type { LintRule } from '../finding.js';

export const noSuchAction: LintRule = {
  id: 'no-such-action',
  title: 'An operation of the DynamoDB API that is no IAM action',
  severity: 'warning',
  gain: 'Nothing by itself; a Deny of it, though, stops nobody, and an Allow of it tempts to `dynamodb:*`.',
  check(view) {
    const wrong = view.actions.filter((action) => instead(action) !== undefined);
    if (wrong.length === 0) return [];
    const right = wrong.flatMap((action) => instead(action) ?? []);
    const actions = [...new Set([...view.actions.filter((action) => !wrong.includes(action)), ...right])].sort();
    return [
      {
        element: 'Action',
        summary: `${wrong.join(' and ')} is no action of IAM: it is checked as ${[...new Set(right)].join(', ')}.`,
        mended: [{ ...view.statement, Action: actions }],
      },
    ];
  },
};

/** Returns the actions that an operation of DynamoDB is authorised as where it is no action itself. */
const instead = (action: string): readonly string[] | undefined =>
  /^dynamodb:/i.test(action) ? actionsInsteadOf(action.slice('dynamodb:'.length)) : undefined;
