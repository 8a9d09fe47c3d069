import type { KeyTemplate, Parameter } from '@tenantry/runtime/key-templates';
import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import type { Path } from '../diagnostics/path.js';
import type { AccessPattern, Entity } from '../model/entity.js';
import type { Field } from '../model/type.js';
import type { RuleContext } from './rule.js';
import { isSuspect } from './rule.js';

/** A template of an entity, and where it was written. */
export interface EntityTemplate {
  readonly entity: Entity;
  readonly path: Path;
  readonly text: string;
  readonly part: 'partition' | 'sort';
  /** Absent for the primary key. */
  readonly pattern?: AccessPattern;
}

/** The templates that an entity itself gives: a local index has no partition of its own. */
export function entityTemplates(entity: Entity, { raw }: RuleContext): readonly EntityTemplate[] {
  const key: Path = ['entities', entity.name, 'key'];
  const templates: EntityTemplate[] = [
    { entity, path: [...key, 'partition'], text: entity.key.partition, part: 'partition' },
  ];
  if (entity.key.sort !== undefined)
    templates.push({ entity, path: [...key, 'sort'], text: entity.key.sort, part: 'sort' });
  for (const pattern of entity.accessPatterns) {
    const path: Path = ['entities', entity.name, 'indexes', pattern.name];
    if (raw.entities?.[entity.name]?.indexes?.[pattern.name]?.partition !== undefined) {
      templates.push({ entity, path: [...path, 'partition'], text: pattern.partition, part: 'partition', pattern });
    }
    if (pattern.sort !== undefined)
      templates.push({ entity, path: [...path, 'sort'], text: pattern.sort, part: 'sort', pattern });
  }
  return templates;
}

/** The template of a text; undefined for one that another rule reports. */
export function readableTemplate(text: string | undefined): KeyTemplate | undefined {
  const template = text === undefined ? undefined : parseKeyTemplate(text);
  return template === undefined || 'reason' in template ? undefined : template;
}

/** The range of a parameter in its template's text, for the caret. */
export function parameterRange(template: KeyTemplate, index: number): { offset: number; length: number } {
  const holes = [...template.text.matchAll(/\{[^{}]*\}/g)];
  const hole = holes[index];
  return { offset: hole?.index ?? 0, length: hole?.[0].length ?? template.text.length };
}

/** An attribute that stands in a key, and where. */
export interface KeyPart {
  readonly place: EntityTemplate;
  readonly template: KeyTemplate;
  readonly parameter: Parameter;
  readonly field: Field;
  /** In the template's text. */
  readonly range: { readonly offset: number; readonly length: number };
}

/** Every attribute in a key of an entity, but those with a problem of their own. */
export function keyPartsOf(entity: Entity, context: RuleContext): readonly KeyPart[] {
  return entityTemplates(entity, context).flatMap((place) => {
    const template = readableTemplate(place.text);
    return (template?.parameters ?? []).flatMap((parameter, index): KeyPart[] => {
      const field = attributeNamed(entity, parameter.name);
      if (template === undefined || field === undefined) return [];
      if (isSuspect(context, ['entities', entity.name, 'attributes', field.name])) return [];
      return [{ place, template, parameter, field, range: parameterRange(template, index) }];
    });
  });
}

export const attributeNamed = (entity: Entity, name: string): Field | undefined =>
  entity.attributes.find((attribute) => attribute.name === name);

/** Returns whether every parameter is an attribute (or the shard) of the entity. */
export const isComplete = (template: KeyTemplate, entity: Entity): boolean =>
  template.parameters.every(({ name }) => attributeNamed(entity, name) !== undefined || isShard(entity, name));

export const isShard = (entity: Entity, name: string): boolean => name === 'shard' && entity.shard !== undefined;
