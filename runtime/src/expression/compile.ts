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
  const known = new Map<string, string>();
  const names: { [alias: string]: string } = {};
  const values: { [alias: string]: AttributeValue } = {};
  let count = 0;
  const name = (step: Step): string => {
    const text = String(step);
    let alias = known.get(text);
    if (alias === undefined) {
      alias = `#n${known.size}`;
      known.set(text, alias);
      names[alias] = text;
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
      ...(known.size > 0 && { ExpressionAttributeNames: names }),
      ...(count > 0 && { ExpressionAttributeValues: values }),
    }),
  };
}

/** The text of a condition or filter expression. */
export function compileCondition({ text, operands }: ConditionNode, aliases: Aliases): string {
  let i = 0;
  return text.replaceAll('?', () => {
    const operand = operands[i++] as Operand;
    if ('text' in operand) return compileCondition(operand, aliases);
    return 'path' in operand ? aliases.path(operand.path) : aliases.value(operand.value);
  });
}
