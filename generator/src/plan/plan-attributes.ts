import type { Entity, Shard } from '../model/entity.js';
import type { Field } from '../model/type.js';
import type { PlannedField } from './planned-type.js';

/** The attributes of the schema with those that its features add. */
export function plannedAttributes(entity: Entity): readonly Field[] {
  const { attributes, version } = entity;
  if (version === undefined) return attributes;
  const declared = attributes.some(({ name }) => name === version);
  return declared
    ? attributes.map((field) => (field.name === version ? { ...field, ...COUNTED } : field))
    : [...attributes, { ...INTERNAL, ...COUNTED, name: version, storedName: version, description: COUNTS }];
}

const COUNTS = 'Counts the writes of the item. A `put` names the version that it replaces.';

/** 0 stands for an item that is not there yet. */
const COUNTED = { type: { kind: 'integer', min: 0 }, optional: false, default: 0 } as const;
const INTERNAL = { readonly: false, hidden: false, sensitive: false } as const;

/** The parameter `shard`: a number that callers may name, else made of another attribute. */
export function plannedShard({ of, count }: Shard): PlannedField {
  const type = { kind: 'integer' } as const;
  const field: Field = { ...INTERNAL, name: 'shard', storedName: 'shard', type, optional: false, compute: `{${of}}` };
  return { field, type: { kind: 'plain', type }, shards: count };
}
