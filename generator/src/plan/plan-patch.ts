import type { Entity } from '../model/entity.js';
import type { SiblingGroup } from './client-plan.js';
import { fieldOf, parameterNames, sourcesOf } from './plan-key.js';
import type { PlannedField } from './planned-type.js';

export interface PatchPlan {
  readonly patch: readonly PlannedField[];
  readonly siblings: readonly SiblingGroup[];
}

/**
 * What `set` takes: neither the primary key and what it is computed from, nor readonly, computed and counted attributes and timestamps.
 * Attributes that feed the same index key come together, because the key is rebuilt from all of them.
 */
export function planPatch(
  primary: readonly string[],
  { accessPatterns: patterns, version }: Entity,
  fields: readonly PlannedField[],
  parameters: readonly PlannedField[],
): PatchPlan {
  const fixed = new Set(primary.flatMap((name) => [name, ...sourcesOf(fieldOf(parameters, name))]));
  const settable = fields.filter(({ field }) => !fixed.has(field.name) && field.name !== version && !isManaged(field));
  const groups = patterns
    .flatMap(({ partition, sort }) => keyParts(partition, sort, parameters))
    .map((part) => part.filter((field) => settable.includes(field)))
    // Optional ones alone are read first, where one is left out.
    .filter((group) => group.length > 1 && group.some(({ field }) => !field.optional));
  const siblings = distinct(groups);
  return { patch: settable.filter((field) => !siblings.some((group) => group.includes(field))), siblings };
}

/** What feeds the parts of a key. With an optional attribute the parts come and go together. */
function keyParts(
  partition: string,
  sort: string | undefined,
  fields: readonly PlannedField[],
): readonly (readonly PlannedField[])[] {
  const parts = [partition, sort].map((template) => feeding(template, fields));
  const all = fields.filter((field) => parts.some((part) => part.includes(field)));
  return all.some(({ field }) => field.optional) ? [all] : parts;
}

const isManaged = (field: PlannedField['field']): boolean =>
  field.readonly || field.compute !== undefined || field.generate === 'created' || field.generate === 'updated';

/** The attributes that decide the text of a key, those behind computed ones included. */
function feeding(template: string | undefined, fields: readonly PlannedField[]): readonly PlannedField[] {
  const names = parameterNames(template).flatMap((name) => {
    const sources = sourcesOf(fieldOf(fields, name));
    return sources.length > 0 ? sources : [name];
  });
  return fields.filter(({ field }) => names.includes(field.name));
}

function distinct(groups: readonly SiblingGroup[]): readonly SiblingGroup[] {
  const seen = new Map(groups.map((group) => [group.map(({ field }) => field.name).join(), group]));
  return [...seen.values()];
}
