import { array, type Expression, object, printExpression } from '../print/expression.js';
import { propertyName } from '../print/literal.js';
import type { Resource } from './stack.js';

/** Returns the local constant of a resource. */
export const constantOf = (id: string): string => id.slice(0, 1).toLowerCase() + id.slice(1);

/** A property of the construct with the resources of one kind, by the names of the schema. */
export interface MemberGroup {
  readonly name: string;
  readonly entries: readonly { readonly name: string; readonly type: string }[];
  readonly value: string;
}

/** `classOf`: the local name of the class that makes a resource. Groups without an entry are left out. */
export function memberGroups(
  resources: readonly Resource[],
  classOf: (kind: Resource['kind']) => string,
): readonly MemberGroup[] {
  const group = (
    name: string,
    kind: Resource['kind'],
    type: (name: string) => string,
    value: (constants: readonly string[]) => Expression,
  ): readonly MemberGroup[] => {
    const constants = constantsOf(resources, kind);
    if (constants.size === 0) return [];
    const printed = object([...constants].map(([key, of]) => [key, value(of)]));
    return [
      {
        name,
        entries: [...constants.keys()].map((key) => ({ name: propertyName(key), type: type(classOf(kind)) })),
        value: printExpression(printed, `    this.${name} = ;`.length, 4),
      },
    ];
  };
  const one = ([constant = '']: readonly string[]): Expression => constant;
  return [
    ...group('tables', 'table', (name) => name, one),
    ...group('roles', 'role', (name) => name, one),
    // A policy that is too long for IAM comes in parts.
    ...group('policies', 'policy', (name) => `readonly ${name}[]`, array),
    // For the principals that roles name themselves.
    ...group('sessionIssuerPolicies', 'session-issuer', (name) => name, one),
  ];
}

function constantsOf(resources: readonly Resource[], kind: Resource['kind']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { id, kind: its, of } of resources) {
    if (its === kind && of !== undefined) found.set(of, [...(found.get(of) ?? []), constantOf(id)]);
  }
  return found;
}
