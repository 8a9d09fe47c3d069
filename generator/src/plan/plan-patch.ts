import type { Entity } from '../model/entity.js';
import { fieldOf, sourcesOf } from './plan-key.js';
import type { PlannedField } from './planned-type.js';

/**
 * Returns what `set` takes: neither the primary key and what it is computed from, nor readonly, computed and counted
 * attributes and timestamps. Each can be set alone: what else an index key needs is read.
 */
export function planPatch(
  primary: readonly string[],
  { version }: Entity,
  fields: readonly PlannedField[],
  parameters: readonly PlannedField[],
): readonly PlannedField[] {
  const fixed = new Set(primary.flatMap((name) => [name, ...sourcesOf(fieldOf(parameters, name))]));
  return fields.filter(({ field }) => !fixed.has(field.name) && field.name !== version && !isManaged(field));
}

const isManaged = (field: PlannedField['field']): boolean =>
  field.readonly || field.compute !== undefined || field.generate === 'created' || field.generate === 'updated';
