import type { Statement } from '../document.js';
import { DYNAMODB_ACTION_CLASSES } from '../words/dynamodb-actions.js';
import { type Editable, meansAction, type StatementView, withCondition } from './view.js';

/** Actions of a statement by what a condition on leading keys does to them. */
interface ActionParts {
  readonly keyed: readonly string[];
  readonly keyless: readonly string[];
  /** Describe tables, or belong to other services: they never carry leading keys. */
  readonly others: readonly string[];
}

/** Undefined where the actions are not a list of names and patterns of single services. */
function actionParts({ actions, notActions }: StatementView): ActionParts | undefined {
  const parts = { keyed: [] as string[], keyless: [] as string[], others: [] as string[] };
  if (notActions.length > 0) return undefined;
  for (const action of actions) {
    if (/^[^:]*[*?]/.test(action)) return undefined;
    const meant = [...DYNAMODB_ACTION_CLASSES].filter(([name]) => meansAction(action, name));
    const kinds = new Set(meant.map(([, kind]) => kind));
    if (kinds.size <= 1) {
      const [kind] = kinds;
      parts[kind === 'keyed' ? 'keyed' : kind === undefined || kind === 'describing' ? 'others' : 'keyless'].push(
        action,
      );
      continue;
    }
    // A pattern over several kinds is written out.
    for (const [name, kind] of meant) {
      parts[kind === 'keyed' ? 'keyed' : kind === 'describing' ? 'others' : 'keyless'].push(name);
    }
  }
  return parts;
}

const OF_ITEMS = /^dynamodb:(?:leadingkeys|attributes|select|returnvalues)$/i;

/**
 * Returns statements that allow items only under the changed condition: actions without leading keys go, and what is not about
 * items stays allowed by a statement of its own. Undefined where the actions cannot be told apart.
 */
export function underKeys(
  view: StatementView,
  change: (condition: Editable) => void,
): readonly Statement[] | undefined {
  const parts = actionParts(view);
  if (parts === undefined || parts.keyed.length === 0) return undefined;
  const changed = withCondition(view, change);
  if (parts.keyless.length === 0 && parts.others.length === 0) return [changed];
  const keyed = { ...changed, Action: parts.keyed };
  return parts.others.length === 0 ? [keyed] : [keyed, otherStatement(view, parts.others)];
}

function otherStatement(view: StatementView, actions: readonly string[]): Statement {
  const { Condition, ...rest } = withCondition(view, (condition) => {
    for (const keys of Object.values(condition)) {
      for (const key of Object.keys(keys)) if (OF_ITEMS.test(key)) delete keys[key];
    }
  });
  const hasConditions = Condition !== undefined && Object.keys(Condition).length > 0;
  return {
    ...rest,
    ...(rest.Sid !== undefined && { Sid: `${rest.Sid}Others` }),
    Action: actions,
    ...(hasConditions && { Condition }),
  };
}
