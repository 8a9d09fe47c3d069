import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Step } from '../codec/attribute.js';

/** A document path by the names that DynamoDB stores. */
export type Path = readonly Step[];

export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'size'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** A condition or filter as data. Function names and comparators are DynamoDB's. */
export type ConditionNode =
  | { readonly kind: 'compare'; readonly left: Operand; readonly comparator: Comparator; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Operand[] }
  | {
      readonly kind: 'function';
      readonly name: 'attribute_exists' | 'attribute_not_exists' | 'attribute_type' | 'begins_with' | 'contains';
      readonly path: Path;
      readonly argument?: Operand;
    }
  | { readonly kind: 'and' | 'or'; readonly of: readonly ConditionNode[] }
  | { readonly kind: 'not'; readonly of: ConditionNode };

export const exists = (name: string): ConditionNode => ({ kind: 'function', name: 'attribute_exists', path: [name] });
export const notExists = (name: string): ConditionNode => ({
  kind: 'function',
  name: 'attribute_not_exists',
  path: [name],
});
export const equals = (path: Path, value: AttributeValue): ConditionNode => ({
  kind: 'compare',
  left: { kind: 'path', path },
  comparator: '=',
  right: { kind: 'value', value },
});

/** Both conditions; either may be absent. */
export function both(a: ConditionNode | undefined, b: ConditionNode | undefined): ConditionNode | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { kind: 'and', of: [a, b] };
}
