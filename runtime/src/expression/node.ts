import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Step } from '../codec/attribute.js';

/** A document path by the names that DynamoDB stores. */
export type Path = readonly Step[];

export type Operand = { readonly path: Path } | { readonly value: AttributeValue } | ConditionNode;

/** A condition or filter, or `size(?)`, as data: DynamoDB's own text with a question mark in the place of each operand. */
export interface ConditionNode {
  readonly text: string;
  readonly operands: readonly Operand[];
}

export const exists = (name: string): ConditionNode => ({ text: 'attribute_exists(?)', operands: [{ path: [name] }] });

export const notExists = (name: string): ConditionNode => ({
  text: 'attribute_not_exists(?)',
  operands: [{ path: [name] }],
});

export const equals = (path: Path, value: AttributeValue): ConditionNode => ({
  text: '? = ?',
  operands: [{ path }, { value }],
});

/** All or at least one of the conditions. */
export const combined = (word: 'AND' | 'OR', operands: readonly ConditionNode[]): ConditionNode => ({
  text: operands.map(() => '(?)').join(` ${word} `),
  operands,
});

/** The operand is one of the values. */
export const oneOf = (operand: Operand, values: readonly Operand[]): ConditionNode => ({
  text: `? IN (${values.map(() => '?').join(', ')})`,
  operands: [operand, ...values],
});

/** Both conditions; either may be absent. */
export function both(a: ConditionNode | undefined, b: ConditionNode | undefined): ConditionNode | undefined {
  return a && b ? combined('AND', [a, b]) : (a ?? b);
}

/** That an attribute is none of these texts; an item without it fulfils this too. */
export const noneOf = (name: string, values: readonly string[]): ConditionNode => ({
  text: 'NOT (?)',
  operands: [
    oneOf(
      { path: [name] },
      values.map((value) => ({ value: { S: value } })),
    ),
  ],
});
