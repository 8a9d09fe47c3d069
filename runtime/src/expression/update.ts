import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType } from '../codec/attribute.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import type { Aliases } from './compile.js';
import type { ConditionNode, Path } from './node.js';

/** One change of an update. `attribute` is the one at the top of `path`. */
export type UpdateAction =
  | {
      readonly kind: 'set' | 'setIfNotExists' | 'append' | 'prepend' | 'add' | 'deleteFromSet';
      readonly attribute: AttributePlan;
      readonly path: Path;
      readonly value: AttributeValue;
      /** The value as the caller passed it, for keys that are made of it. */
      readonly given: unknown;
      /** The type at `path`, where that is inside of the attribute. */
      readonly type?: AttributeType;
      /** The value of an absent number; 0 where there is no default. */
      readonly base?: AttributeValue;
      /** A default of an upsert: what the caller says of the same attribute takes its place. */
      readonly implicit?: true;
      /** That the item has at this place what the change is meant for. */
      readonly guard?: ConditionNode;
    }
  | {
      readonly kind: 'remove';
      readonly attribute: AttributePlan;
      readonly path: Path;
      readonly guard?: ConditionNode;
    };

/** A change as DynamoDB's update expression takes it: also of attributes that the schema does not name, such as index keys. */
export interface Change {
  readonly kind: UpdateAction['kind'];
  readonly path: Path;
  readonly value?: AttributeValue;
  readonly base?: AttributeValue;
}

/** The update expression; undefined where nothing changes. */
export function compileUpdate(changes: readonly Change[], aliases: Aliases): string | undefined {
  const clauses: { [clause in 'SET' | 'REMOVE' | 'ADD' | 'DELETE']: string[] } = {
    SET: [],
    REMOVE: [],
    ADD: [],
    DELETE: [],
  };
  for (const change of changes) {
    const [clause, text] = compileChange(change, aliases);
    clauses[clause].push(text);
  }
  const texts = Object.entries(clauses).filter(([, each]) => each.length > 0);
  return texts.length === 0 ? undefined : texts.map(([clause, each]) => `${clause} ${each.join(', ')}`).join(' ');
}

function compileChange(
  { kind, path, value, base }: Change,
  aliases: Aliases,
): ['SET' | 'REMOVE' | 'ADD' | 'DELETE', string] {
  const place = aliases.path(path);
  if (value === undefined) return ['REMOVE', place];
  const bound = aliases.value(value);
  switch (kind) {
    case 'setIfNotExists':
      return ['SET', `${place} = if_not_exists(${place}, ${bound})`];
    case 'append':
      return ['SET', `${place} = list_append(if_not_exists(${place}, ${aliases.value({ L: [] })}), ${bound})`];
    case 'prepend':
      return ['SET', `${place} = list_append(${bound}, if_not_exists(${place}, ${aliases.value({ L: [] })}))`];
    case 'add':
      // ADD reaches top-level attributes only. Source: DynamoDB Developer Guide, "Update expressions".
      if (path.length === 1 && base === undefined) return ['ADD', `${place} ${bound}`];
      return ['SET', `${place} = if_not_exists(${place}, ${aliases.value(base ?? { N: '0' })}) + ${bound}`];
    case 'deleteFromSet':
      return ['DELETE', `${place} ${bound}`];
    default:
      return ['SET', `${place} = ${bound}`];
  }
}
