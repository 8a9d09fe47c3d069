import { isObject, refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { type ConditionNode, combined } from './node.js';

/** A condition that `where` and `filter` return. Immutable; combine with `and`, `or`, `not`. */
export class Condition {
  readonly node: ConditionNode;

  constructor(node: ConditionNode) {
    this.node = node;
  }

  and(...others: readonly Condition[]): Condition {
    return and(this, ...others);
  }

  or(...others: readonly Condition[]): Condition {
    return or(this, ...others);
  }

  not(): Condition {
    return not(this);
  }
}

/** All of the conditions. */
export function and(...conditions: readonly Condition[]): Condition {
  return combine('AND', conditions);
}

/** At least one of the conditions. */
export function or(...conditions: readonly Condition[]): Condition {
  return combine('OR', conditions);
}

/** The opposite of the condition. */
export function not(condition: Condition): Condition {
  return new Condition({ text: 'NOT (?)', operands: [nodeOf('not()', condition)] });
}

/** The second argument of a callback. */
export interface Logic {
  and(...conditions: readonly Condition[]): Condition;
  or(...conditions: readonly Condition[]): Condition;
  not(condition: Condition): Condition;
}

export const logic: Logic = { and, or, not };

function combine(word: 'AND' | 'OR', conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  // An empty list would silently mean «always» or «never».
  if (first === undefined) throw new RequestRefused(`${word.toLowerCase()}() needs at least one condition.`);
  const nodes = conditions.map((each) => nodeOf(`${word.toLowerCase()}()`, each));
  return conditions.length === 1 ? first : new Condition(combined(word, nodes));
}

/** The node of a condition, which may come from another copy of this package. */
export function nodeOf(what: string, condition: unknown): ConditionNode {
  const node: unknown = isObject(condition) && 'node' in condition ? condition.node : undefined;
  if (!isObject(node) || !('operands' in node) || !Array.isArray(node.operands))
    refuseArgument(what, 'a condition such as m.name.eq("Jane")', condition);
  return node as ConditionNode;
}
