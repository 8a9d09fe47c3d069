import type { LintRule } from '../finding.js';

/** Operations of the API that are checked as other actions. Source: Service Authorization Reference, DynamoDB. */
const CHECKED_AS: { readonly [action: string]: readonly string[] } = {
  transactgetitems: ['GetItem'],
  transactwriteitems: ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'],
  executestatement: ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
  batchexecutestatement: ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
  executetransaction: ['PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete'],
};

export const noSuchAction: LintRule = {
  id: 'no-such-action',
  title: 'An operation of the DynamoDB API that is no IAM action',
  severity: 'warning',
  gain: 'Nothing by itself; a Deny of it, though, stops nobody, and an Allow of it tempts to `dynamodb:*`.',
  check(view) {
    const wrong = view.actions.filter((action) => operation(action) in CHECKED_AS);
    if (wrong.length === 0) return [];
    const right = wrong.flatMap((action) => CHECKED_AS[operation(action)] ?? []).map((name) => `dynamodb:${name}`);
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

const operation = (action: string): string => action.toLowerCase().replace(/^dynamodb:/, '');
