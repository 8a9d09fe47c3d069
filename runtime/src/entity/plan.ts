import type { Attribute, AttributeType } from '../codec/attribute.js';
import type { KeyRole } from '../key/build.js';
import { type KeyTemplate, readTemplate } from '../key/template.js';
import type { Together } from '../request/together/together.js';
import type { EntityDefinition, KeyTemplates, ScopeDefinition } from './entity.js';
import type { Projection, TableDefinition } from './table.js';

/** An attribute with what is worked out once. */
export interface AttributePlan extends Attribute {
  readonly label: string;
  /** The name in DynamoDB. */
  readonly stored: string;
  readonly computed?: KeyTemplate;
}

/** What reading an attribute takes: all of one shape, which V8 reads faster than the many shapes of `AttributePlan`. */
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
  readonly scope: ScopeDefinition | undefined;
  readonly projection: Projection;
  /** Items of other entities may lie among this one's, told apart by the marker alone. */
  readonly shared: boolean;
}

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
  readonly indexes: readonly KeyPlan[];
  /** Names of attributes that the primary key is made of, directly or through a computed one: no update changes them. */
  readonly fixed: ReadonlySet<string>;
  /** The attribute that counts writes. */
  readonly version?: AttributePlan;
  /** Absent until the operation `together` is passed: only those who write need it. */
  together?: Together;
}

const plans = new WeakMap<EntityDefinition, EntityPlan>();

/** Made at first use and kept with the definition. */
export function planOf(definition: EntityDefinition): EntityPlan {
  let plan = plans.get(definition);
  if (plan === undefined) {
    plan = makePlan(definition);
    plans.set(definition, plan);
  }
  return plan;
}

function makePlan(definition: EntityDefinition): EntityPlan {
  const { name, table, scope } = definition;
  const attributes = Object.entries(definition.attributes()).map(([label, attribute]): AttributePlan => {
    const computed = attribute.compute === undefined ? {} : { computed: readTemplate(attribute.compute) };
    return { ...attribute, label, stored: attribute.name ?? label, ...computed };
  });
  const readings = attributes.map(
    ({ label, stored, type, hidden = false, virtual = false, optional = false, default: fixed }): AttributeReading => {
      return { label, stored, type, hidden, virtual, optional, fixed };
    },
  );
  const byName = new Map(attributes.map((attribute) => [attribute.label, attribute]));
  const resolve = partResolver(name, byName);
  const shared = (templates: KeyTemplates): boolean => templates.shared === true;

  const partition = resolve('partition', table.partitionKey, definition.key.partition) as KeyPart;
  const sort = resolve('sort', table.sortKey, definition.key.sort);
  const primary: KeyPlan = {
    accessPattern: 'primary',
    partition,
    ...(sort && { sort }),
    scope,
    projection: 'all',
    shared: shared(definition.key),
  };
  const indexes = Object.entries(definition.indexes).map(([accessPattern, entityIndex]): KeyPlan => {
    const { index } = entityIndex;
    const indexDefinition = table.indexes[index];
    if (indexDefinition === undefined)
      throw new Error(
        `${name}.${accessPattern} names the index ${index}, which the table ${table.name} does not have.`,
      );
    const own = resolve('partition', indexDefinition.partitionKey, entityIndex.partition);
    const indexSort = resolve('sort', indexDefinition.sortKey, entityIndex.sort);
    return {
      accessPattern,
      index,
      partition: own ?? partition,
      ...(indexSort && { sort: indexSort }),
      scope: own ? entityIndex.scope : scope,
      projection: indexDefinition.projection,
      shared: shared(entityIndex),
    };
  });
  const version = definition.version === undefined ? undefined : byName.get(definition.version);
  const fixed = fixedNames(primary, byName);
  return {
    ...{ name, definition, table, scope, attributes, readings, byName, primary, indexes, fixed },
    ...(version && { version }),
  };
}

function partResolver(entity: string, byName: ReadonlyMap<string, AttributePlan>) {
  return (role: KeyRole, attribute: string | undefined, text: string | undefined): KeyPart | undefined => {
    if (attribute === undefined || text === undefined) return undefined;
    const template = readTemplate(text);
    const attributes = template.parameters.map(({ name }) => {
      const found = byName.get(name);
      if (found?.type.toKeyPart === undefined)
        throw new Error(`${entity}: ${name} of the key ${text} is no attribute that can stand in a key.`);
      return found;
    });
    return { attribute, role, template, attributes };
  };
}

function fixedNames(primary: KeyPlan, byName: ReadonlyMap<string, AttributePlan>): ReadonlySet<string> {
  const names = new Set(
    [...primary.partition.attributes, ...(primary.sort?.attributes ?? [])].map(({ label }) => label),
  );
  for (const name of names) {
    for (const source of byName.get(name)?.computed?.parameters ?? []) names.add(source.name);
  }
  return names;
}

/** The key parts that only this index has: a local index shares the table's partition key. */
export function ownParts(plan: EntityPlan, index: KeyPlan): readonly KeyPart[] {
  const parts = index.partition === plan.primary.partition ? [] : [index.partition];
  return index.sort ? [...parts, index.sort] : parts;
}
