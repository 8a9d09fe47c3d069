import type { Expression } from '../print/expression.js';
import { templateText } from '../print/literal.js';
import { mergedExpression } from './merge-environments.js';
import { isList, isReference, type Reference, type Value } from './reference.js';
import type { Stack } from './stack.js';

/** The local constant that holds a resource. */
export const constantOf = (id: string): string => id.slice(0, 1).toLowerCase() + id.slice(1);

/** What each stack has at one place, as an expression; `aws` is the local name of the library's `Aws`. */
export function perStack(stacks: readonly Stack[], aws: string, of: (stack: Stack) => Value): Expression {
  const variants = stacks.map((stack) => ({ environment: stack.environment.name, value: camelKeys(of(stack)) }));
  return mergedExpression(variants, { choice: 'per', reference: (to) => referenceText(to, aws) });
}

function referenceText(to: Reference, aws: string): string {
  switch (to.kind) {
    case 'ref':
      return `${constantOf(to.resource)}.ref`;
    case 'mapped':
      return `${constantOf(to.mapping)}.findInMap(${aws}.REGION, ${aws}.ACCOUNT_ID)`;
    case 'arn': {
      const arn = `${constantOf(to.resource)}.attrArn`;
      return to.suffix === '' ? arn : `\`\${${arn}}${templateText(to.suffix)}\``;
    }
  }
}

/** The library writes `TableName` as `tableName`; what is inside of a policy document stays as it is. */
function camelKeys(value: Value): Value {
  if (typeof value !== 'object' || isReference(value)) return value;
  if (isList(value)) return value.map(camelKeys);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [constantOf(name), name.endsWith('Document') ? item : camelKeys(item)]),
  );
}
