import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { addExactly, parseDecimal, roundToStored } from '../codec/exact.js';
import { type ConditionNode, combined, type Path } from '../expression/node.js';
import type { UpdateAction } from '../expression/update.js';

/** That a sum stays within the limits of its attribute, as a condition on what is stored; undefined where there are none. */
export function sumCondition(action: UpdateAction): ConditionNode | undefined {
  const amount = action.kind === 'add' ? action.value.N : undefined;
  const { limits } = action.kind === 'add' ? (action.type ?? action.attribute.type) : {};
  if (amount === undefined || limits === undefined) return undefined;
  const { min, max } = limits;
  const start = (action.kind === 'add' && action.base?.N) || '0';
  const alone = Number(addExactly(start, amount));
  const falls = parseDecimal(amount)?.negative === true;
  // A sum that falls cannot pass the maximum, and one that rises not the minimum.
  if (falls) return min === undefined ? undefined : bound(action.path, '>=', min, amount, alone >= min);
  return max === undefined ? undefined : bound(action.path, '<=', max, amount, alone <= max);
}

/** An absent number counts as its default or 0, so then that sum has to fit. */
function bound(path: Path, comparator: '>=' | '<=', limit: number, amount: string, fitsAlone: boolean): ConditionNode {
  const negated = amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
  // Stored numbers have at most 38 digits, so they are on the same side of the rounded number as of the exact one.
  const exact = addExactly(String(limit), negated);
  const value: AttributeValue = { N: roundToStored(exact, comparator === '<=' ? 'down' : 'up') };
  const within = { text: `? ${comparator} ?`, operands: [{ path }, { value }] };
  return fitsAlone ? combined('OR', [within, { text: 'attribute_not_exists(?)', operands: [{ path }] }]) : within;
}
