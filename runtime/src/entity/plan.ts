import { type AttributeType, attributeOf } from '../codec/attribute.js';
import { sensitive } from '../codec/sensitive.js';
import type { KeyRole } from '../key/build.js';
import { type KeyTemplate, readTemplate } from '../key/template.js';
import type { AttributePlan } from './attribute-plan.js';
import type { EntityDefinition, ScopeDefinition } from './entity.js';
import { memoize } from './memoize.js';
import type { Projection, TableDefinition } from './table.js';

/**
 * The properties of an attribute that reading needs: all of one shape, which V8 reads faster than the many shapes of
 * `AttributePlan`.
 */
export interface AttributeReading {
  readonly label: string;
  readonly stored: string;
  readonly type: AttributeType;
  readonly hidden: boolean;
  readonly virtual: boolean;
  readonly optional: boolean;
  readonly fixed: unknown;
}

/** One key attribute and how it is made. */
export interface KeyPart {
  /** The name in DynamoDB: `pk`, `gsi1sk`. */
  readonly attribute: string;
  readonly role: KeyRole;
  readonly template: KeyTemplate;
  /** The attributes of the template's parameters, in their order. */
  readonly attributes: readonly AttributePlan[];
}

/** The key of the table or of one index, for one entity. */
export interface KeyPlan {
  /** `primary` or the access pattern's name. */
  readonly accessPattern: string;
  readonly index?: string;
  /** A local index has the table's. */
  readonly partition: KeyPart;
  readonly sort?: KeyPart;
  /** All key attributes of what is read by it: an index's items carry those of the table, too. */
  readonly parts: readonly KeyPart[];
  readonly scope: ScopeDefinition | undefined;
  readonly projection: Projection;
  /** The markers of other items that may lie among this entity's; the marker alone tells them apart. */
  readonly shared: readonly string[];
}

/** Returns whether items of other entities may lie among these. */
export const isShared = ({ shared }: KeyPlan): boolean => shared.length > 0;

/** An entity's definition with its templates parsed and its attributes resolved. */
export interface EntityPlan {
  readonly name: string;
  readonly definition: EntityDefinition;
  readonly table: TableDefinition;
  readonly scope: ScopeDefinition | undefined;
  readonly attributes: readonly AttributePlan[];
  readonly readings: readonly AttributeReading[];
  readonly byName: ReadonlyMap<string, AttributePlan>;
  readonly primary: KeyPlan;
  /** The attribute that counts writes. */
  readonly version?: AttributePlan;
}

/** Made at first use and kept with the definition. */
export const planOf: (definition: EntityDefinition) => EntityPlan = /* @__PURE__ */ memoize(makePlan);

function makePlan(definition: EntityDefinition): EntityPlan {
  const { name, table, scope } = definition;
  const attributes = attributesOf(definition);
  const readings = attributes.map(
    ({ label, stored, type, hidden = false, virtual = false, optional = false, default: fixed }): AttributeReading => {
      return { label, stored, type, hidden, virtual, optional, fixed };
    },
  );
  const byName = new Map(attributes.map((attribute) => [attribute.label, attribute]));
  const version = definition.version === undefined ? undefined : byName.get(definition.version);
  const { sort } = definition.key;
  const part = partResolver(name, byName);
  const own = {
    partition: part('partition', table.partitionKey, definition.key.partition),
    ...(table.sortKey !== undefined && sort !== undefined && { sort: part('sort', table.sortKey, sort) }),
  };
  const primary: KeyPlan = {
    accessPattern: 'primary',
    ...own,
    parts: Object.values(own),
    scope,
    projection: 'all',
    shared: definition.key.shared ?? [],
  };
  return { name, definition, table, scope, attributes, readings, byName, primary, ...(version && { version }) };
}

/** The attributes, of which one that is computed of a sensitive one is sensitive, too. */
function attributesOf(definition: EntityDefinition): readonly AttributePlan[] {
  const given = new Map(Object.entries(definition.attributes()).map(([label, each]) => [label, attributeOf(each)]));
  const templates = new Map(
    [...given].flatMap(([label, { compute }]) =>
      compute === undefined ? [] : [[label, readTemplate(compute)] as const],
    ),
  );
  const isSensitive = (label: string): boolean =>
    given.get(label)?.sensitive ?? templates.get(label)?.parameters.some(({ name }) => isSensitive(name)) ?? false;
  return [...given].map(([label, attribute]): AttributePlan => {
    const computed = templates.get(label);
    const plan = {
      ...attribute,
      label,
      stored: attribute.name ?? label,
      ...(computed && { computed, keyed: standsInKey(definition, label) }),
    };
    return isSensitive(label) ? { ...plan, sensitive: true, type: sensitive(attribute.type) } : plan;
  });
}

const standsInKey = ({ key, indexes }: EntityDefinition, label: string): boolean =>
  [key, ...Object.values(indexes)].some(({ partition, sort }) =>
    [partition, sort].some((text) => text?.includes(`{${label}}`) || text?.includes(`{${label}:`)),
  );

/** Makes the parts of an entity's keys of their templates. */
export function partResolver(
  entity: string,
  byName: ReadonlyMap<string, AttributePlan>,
): (role: KeyRole, attribute: string, text: string) => KeyPart {
  return (role, attribute, text) => {
    const template = readTemplate(text);
    const attributes = template.parameters.map(({ name }) => {
      const found = byName.get(name);
      if (found?.type.toKeyPart === undefined)
        throw new Error(`${entity}: ${name} of the key ${text} is not an attribute that can stand in a key.`);
      return found;
    });
    return { attribute, role, template, attributes };
  };
}
