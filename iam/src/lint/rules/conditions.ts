import type { Statement } from '../../document.js';
import { foldName } from '../../fold.js';
import type { LintRule } from '../finding.js';
import { underKeys } from '../parts.js';
import { actionsMeant, conditionOn, LEADING_KEYS, put, type StatementView, withCondition } from '../view.js';

export const vacuousCondition: LintRule = {
  id: 'vacuous-condition',
  title: 'A condition on dynamodb:LeadingKeys beside actions that have no leading keys',
  severity: 'error',
  impact: 'Reads or copies every item of every tenant: a scan, a stream or an export carries no leading keys.',
  explainsKeys: true,
  check(view) {
    const { keyless } = view.reach;
    if (keyless === undefined || conditionOn(view, LEADING_KEYS).length === 0) return [];
    const fix = underKeys(view, (condition) => put(condition, 'Null', 'dynamodb:LeadingKeys', 'false'));
    return [
      {
        element: [view.notActions.length > 0 ? 'NotAction' : 'Action'],
        summary: `${shownAction(view.actions, keyless.action)} carries no dynamodb:LeadingKeys, so the condition on them does not hold it back.`,
        ...(fix && { fix }),
      },
    ];
  },
};

/** A scan is what everybody knows. */
const shownAction = (actions: readonly string[], found: string): string =>
  actions.find((action) => /^dynamodb:scan$/i.test(action)) ?? found;

const READS = ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
const WRITES = ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem'];

export const attributesWithoutSelect: LintRule = {
  id: 'attributes-without-select',
  title: 'dynamodb:Attributes without dynamodb:Select, or beside actions that replace whole items',
  severity: 'error',
  impact: 'Reads or replaces all attributes: a read that names none returns every one, and a put replaces the item.',
  check(view) {
    if (!view.allows || conditionOn(view, 'dynamodb:attributes').length === 0) return [];
    const reads = actionsMeant(view, READS);
    const selected = conditionOn(view, 'dynamodb:select').some(
      ({ operator, values }) =>
        operator === 'StringEquals' && values.every((value) => value === 'SPECIFIC_ATTRIBUTES' || value === 'COUNT'),
    );
    const whole = actionsMeant(view, WRITES);
    return [
      ...(reads.length > 0 && !selected
        ? [
            {
              element: ['Condition'],
              summary:
                'A read without a list of attributes is not refused: dynamodb:Select must be present and be SPECIFIC_ATTRIBUTES.',
              ...(whole.length === 0 &&
                !view.actions.some((action) => action.includes('*')) && { fix: withSelect(view, reads) }),
            },
          ]
        : []),
      ...(whole.length > 0
        ? [{ element: ['Action'], summary: `${whole.join(', ')} cannot be limited to attributes.` }]
        : []),
    ];
  },
};

/** Writes carry no Select, so reads get a statement of their own. */
function withSelect(view: StatementView, reads: readonly string[]): readonly Statement[] {
  const wasNamed = conditionOn(view, 'dynamodb:select').length > 0;
  const without = (keys: RegExp): Statement =>
    withCondition(view, (condition) => {
      for (const named of Object.values(condition)) {
        for (const key of Object.keys(named)) if (keys.test(key)) delete named[key];
      }
    });
  const others = view.actions.filter((action) => !reads.some((read) => foldName(read) === foldName(action)));
  const onlyReads = others.length === 0;
  const base = {
    ...view,
    statement: without(onlyReads ? /^dynamodb:select$/i : /^dynamodb:(?:select|returnvalues)$/i),
  };
  const select = wasNamed ? 'SPECIFIC_ATTRIBUTES' : ['SPECIFIC_ATTRIBUTES', 'COUNT'];
  const reading = withCondition(base, (condition) => put(condition, 'StringEquals', 'dynamodb:Select', select));
  if (onlyReads) return [reading];
  const { Sid } = view.statement;
  return [
    { ...reading, Action: view.actions.filter((action) => !others.includes(action)) },
    { ...without(/^dynamodb:select$/i), ...(Sid !== undefined && { Sid: `${Sid}Writes` }), Action: others },
  ];
}
