import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType, Step } from '../codec/attribute.js';
import type { EntityPlan } from '../entity/plan.js';
import { collectProblems } from '../errors/collect.js';
import { RequestRefused } from '../errors/request-refused.js';
import { Condition } from './condition.js';
import type { Comparator, ConditionNode, Operand, Path } from './node.js';

/** What a value of a nested `set` and the like is checked with, and where it goes. */
export interface Target {
  readonly path: Path;
  readonly type: AttributeType;
  /** The path in words of the schema. */
  readonly label: string;
}

/** IN takes up to 100 operands. Source: DynamoDB Developer Guide, "Comparison operator and function reference". */
const IN_OPERANDS = 100;

/**
 * A reference to an attribute in a callback. One class has the conditions of all types; which of them a type has is
 * said by the interfaces of `attributes.ts`.
 */
export class Reference {
  readonly target: Target;
  readonly #entity: string;

  constructor(entity: string, target: Target) {
    this.#entity = entity;
    this.target = target;
  }

  eq(value: unknown): Condition {
    return this.#compare('=', value);
  }
  ne(value: unknown): Condition {
    return this.#compare('<>', value);
  }
  lt(value: unknown): Condition {
    return this.#compare('<', value);
  }
  le(value: unknown): Condition {
    return this.#compare('<=', value);
  }
  gt(value: unknown): Condition {
    return this.#compare('>', value);
  }
  ge(value: unknown): Condition {
    return this.#compare('>=', value);
  }

  between(low: unknown, high: unknown): Condition {
    return new Condition({
      kind: 'between',
      operand: this.#self(),
      low: this.#operand(low),
      high: this.#operand(high),
    });
  }

  in(...values: readonly unknown[]): Condition {
    const all = values.length === 1 && Array.isArray(values[0]) ? (values[0] as readonly unknown[]) : values;
    if (all.length === 0) throw new RequestRefused(`${this.target.label}: in() needs at least one value.`);
    const operands = all.map((value) => this.#operand(value));
    const nodes: ConditionNode[] = [];
    for (let i = 0; i < operands.length; i += IN_OPERANDS) {
      nodes.push({ kind: 'in', operand: this.#self(), values: operands.slice(i, i + IN_OPERANDS) });
    }
    return new Condition(nodes.length === 1 ? (nodes[0] as ConditionNode) : { kind: 'or', of: nodes });
  }

  exists(): Condition {
    return this.#call('attribute_exists');
  }
  notExists(): Condition {
    return this.#call('attribute_not_exists');
  }
  type(name: string): Condition {
    return this.#call('attribute_type', { kind: 'value', value: { S: name } });
  }
  beginsWith(start: unknown): Condition {
    return this.#call('begins_with', { kind: 'value', value: this.#raw(start) });
  }
  contains(part: unknown): Condition {
    const { element } = this.target.type;
    const value = element ? this.#encode(element, part) : this.#raw(part);
    return this.#call('contains', { kind: 'value', value });
  }

  size(): Reference {
    return new SizeOf(this.#entity, this.target);
  }

  at(step: Step): unknown {
    const found = this.target.type.inside?.(step);
    const label = typeof step === 'number' ? `${this.target.label}[${step}]` : `${this.target.label}.${step}`;
    if (found === undefined || (typeof step === 'number' && !(Number.isInteger(step) && step >= 0))) {
      throw new RequestRefused(`${this.#entity} has no ${label}.`);
    }
    return makeReference(this.#entity, { path: [...this.target.path, found.stored], type: found.type, label });
  }

  #compare(comparator: Comparator, value: unknown): Condition {
    return new Condition({ kind: 'compare', left: this.#self(), comparator, right: this.#operand(value) });
  }

  #call(name: Extract<ConditionNode, { kind: 'function' }>['name'], argument?: Operand): Condition {
    return new Condition({ kind: 'function', name, path: this.target.path, ...(argument && { argument }) });
  }

  #self(): Operand {
    return { kind: this instanceof SizeOf ? 'size' : 'path', path: this.target.path };
  }

  #operand(value: unknown): Operand {
    if (value instanceof Reference) return value.#self();
    return { kind: 'value', value: this instanceof SizeOf ? this.#raw(value) : this.#encode(this.target.type, value) };
  }

  #encode(type: AttributeType, value: unknown): AttributeValue {
    const problems = collectProblems(this.#entity, 'condition');
    const encoded = (type.operand ?? type.encode)(value, this.target.label, problems.report);
    problems.finish();
    return encoded as AttributeValue;
  }

  /** The beginning of a date is no date: only the type in DynamoDB counts. */
  #raw(value: unknown): AttributeValue {
    if (typeof value === 'string') return { S: value };
    if (typeof value === 'number' && Number.isFinite(value)) return { N: String(value) };
    if (typeof value === 'boolean') return { BOOL: value };
    if (value instanceof Uint8Array) return { B: value };
    throw new RequestRefused(`${this.target.label}: a ${typeof value} cannot be compared here.`);
  }
}

/** `size(…)` of an attribute, which compares with numbers. */
class SizeOf extends Reference {}

/** A reference that also has the fields of a map as properties, where the names are free. */
function makeReference(entity: string, target: Target): Reference {
  const reference = new Reference(entity, target);
  for (const name of target.type.fields ?? []) {
    if (!(name in reference)) Object.defineProperty(reference, name, { get: () => reference.at(name) });
  }
  return reference;
}

const references = new WeakMap<EntityPlan, object>();

/** The first argument of a callback: a reference for each attribute. */
export function referencesOf(plan: EntityPlan): object {
  let found = references.get(plan);
  if (found === undefined) {
    found = {};
    for (const { label, stored, type, virtual } of plan.attributes) {
      if (virtual) continue;
      Object.defineProperty(found, label, {
        enumerable: true,
        get: () => makeReference(plan.name, { path: [stored], type, label }),
      });
    }
    references.set(plan, found);
  }
  return found;
}
