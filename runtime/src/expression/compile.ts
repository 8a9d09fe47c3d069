import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Step } from '../codec/attribute.js';
import type { ConditionNode, Operand, Path } from './node.js';

/** Aliases of all names and values of one command: expressions never hold a name or value of the schema or a caller. */
export interface Aliases {
  name(step: Step): string;
  path(path: Path): string;
  value(value: AttributeValue): string;
  /** `ExpressionAttributeNames` and `-Values`, each only where there is one. */
  attributes(): {
    ExpressionAttributeNames?: { [alias: string]: string };
    ExpressionAttributeValues?: { [alias: string]: AttributeValue };
  };
}

export function makeAliases(): Aliases {
  const names = new Map<string, string>();
  const values: { [alias: string]: AttributeValue } = {};
  let count = 0;
  const name = (step: Step): string => {
    const text = String(step);
    let alias = names.get(text);
    if (alias === undefined) {
      alias = `#n${names.size}`;
      names.set(text, alias);
    }
    return alias;
  };
  return {
    name,
    path: (path) =>
      path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${name(step)}`)).join(''),
    value(value) {
      const alias = `:v${count++}`;
      values[alias] = value;
      return alias;
    },
    attributes: () => ({
      ...(names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...names].map(([text, alias]) => [alias, text])),
      }),
      ...(count > 0 && { ExpressionAttributeValues: values }),
    }),
  };
}

/** The text of a condition or filter expression. */
export function compileCondition(node: ConditionNode, aliases: Aliases): string {
  const operand = (each: Operand): string => {
    if (each.kind === 'value') return aliases.value(each.value);
    return each.kind === 'size' ? `size(${aliases.path(each.path)})` : aliases.path(each.path);
  };
  switch (node.kind) {
    case 'compare':
      return `${operand(node.left)} ${node.comparator} ${operand(node.right)}`;
    case 'between':
      return `${operand(node.operand)} BETWEEN ${operand(node.low)} AND ${operand(node.high)}`;
    case 'in':
      return `${operand(node.operand)} IN (${node.values.map(operand).join(', ')})`;
    case 'function':
      return `${node.name}(${aliases.path(node.path)}${node.argument ? `, ${operand(node.argument)}` : ''})`;
    case 'not':
      return `NOT (${compileCondition(node.of, aliases)})`;
    default:
      return node.of.map((each) => `(${compileCondition(each, aliases)})`).join(node.kind === 'and' ? ' AND ' : ' OR ');
  }
}
