import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType, Step } from '../codec/attribute.js';
import { shownStep } from '../codec/sensitive.js';
import { memoize } from '../entity/memoize.js';
import type { EntityPlan } from '../entity/plan.js';
import { collectProblems } from '../errors/collect.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { Condition } from './condition.js';
import { type ConditionNode, combined, type Operand, oneOf, type Path } from './node.js';

/** The type that checks a value of a nested `set` and the like, and the path that the value is written to. */
export interface Target {
  readonly path: Path;
  readonly type: AttributeType;
  /** The steps into the attribute, by the names of the schema. */
  readonly steps: readonly Step[];
  /** The path in words of the schema. */
  readonly label: string;
}

const TYPES = /^(?:[SNBML]|SS|NS|BS|BOOL|NULL)$/;

/** IN takes up to 100 operands. Source: DynamoDB Developer Guide, "Comparison operator and function reference". */
const IN_OPERANDS = 100;

/**
 * A reference to an attribute in a callback. One class has the conditions of all types; which of them a type has is
 * said by the interfaces of `attributes.ts`.
 */
export class Reference {
  readonly target: Target;
  readonly #entity: string;
  /** True if it stands for `size(…)` of the attribute, which compares with numbers. */
  readonly #sized: boolean;

  constructor(entity: string, target: Target, sized = false) {
    this.#entity = entity;
    this.target = target;
    this.#sized = sized;
  }

  eq(value: unknown): Condition {
    return this.#compare('? = ?', value);
  }
  ne(value: unknown): Condition {
    return this.#compare('? <> ?', value);
  }
  lt(value: unknown): Condition {
    return this.#compare('? < ?', value);
  }
  le(value: unknown): Condition {
    return this.#compare('? <= ?', value);
  }
  gt(value: unknown): Condition {
    return this.#compare('? > ?', value);
  }
  ge(value: unknown): Condition {
    return this.#compare('? >= ?', value);
  }
  between(low: unknown, high: unknown): Condition {
    return this.#compare('? BETWEEN ? AND ?', low, high);
  }

  in(...values: readonly unknown[]): Condition {
    const all = values.length === 1 && Array.isArray(values[0]) ? (values[0] as readonly unknown[]) : values;
    if (all.length === 0) throw new RequestRefused(`${this.target.label}: in() needs at least one value.`);
    const operands = all.map((value) => this.#operand(value));
    const nodes: ConditionNode[] = [];
    for (let i = 0; i < operands.length; i += IN_OPERANDS)
      nodes.push(oneOf(this.#self(), operands.slice(i, i + IN_OPERANDS)));
    return new Condition(nodes.length === 1 ? (nodes[0] as ConditionNode) : combined('OR', nodes));
  }

  exists(): Condition {
    return this.#test('attribute_exists(?)');
  }
  notExists(): Condition {
    return this.#test('attribute_not_exists(?)');
  }
  type(name: string): Condition {
    if (!TYPES.test(name))
      refuseArgument(`${this.#entity}: type() of ${this.target.label}`, 'a type of DynamoDB such as S', name);
    return this.#test('attribute_type(?, ?)', { value: { S: name } });
  }
  beginsWith(start: unknown): Condition {
    return this.#test('begins_with(?, ?)', this.#raw(start));
  }
  contains(part: unknown): Condition {
    const { element } = this.target.type;
    return this.#test('contains(?, ?)', element ? this.#encode(element, part) : this.#raw(part));
  }

  size(): Reference {
    return new Reference(this.#entity, this.target, true);
  }

  at(step: Step): unknown {
    const { path, type, steps, label: own } = this.target;
    if (typeof step !== 'string' && typeof step !== 'number')
      refuseArgument(`${this.#entity}: at() of ${own}`, 'a name or an index', step);
    const found = type.inside?.(step);
    const index = typeof step === 'number';
    const label = index ? `${own}[${step}]` : `${own}.${shownStep(type, step)}`;
    if (found === undefined || (index && !(Number.isInteger(step) && step >= 0)))
      throw new RequestRefused(`${this.#entity} has no ${label}.`);
    return makeReference(this.#entity, {
      path: [...path, found.stored],
      type: found.type,
      steps: [...steps, step],
      label,
    });
  }

  #compare(text: string, ...values: readonly unknown[]): Condition {
    return this.#test(text, ...values.map((value) => this.#operand(value)));
  }

  #test(text: string, ...operands: readonly Operand[]): Condition {
    return new Condition({ text, operands: [this.#self(), ...operands] });
  }

  #self(): Operand {
    const { path } = this.target;
    return this.#sized ? { text: 'size(?)', operands: [{ path }] } : { path };
  }

  #operand(value: unknown): Operand {
    if (value instanceof Reference) return value.#self();
    return this.#sized ? this.#raw(value) : this.#encode(this.target.type, value);
  }

  #encode(type: AttributeType, value: unknown): Operand {
    const problems = collectProblems(this.#entity, 'condition');
    const encoded = (type.operand ?? type.encode)(value, this.target.label, problems.report);
    problems.finish();
    return { value: encoded as AttributeValue };
  }

  /** The beginning of a date is no date: only the type in DynamoDB counts. */
  #raw(value: unknown): Operand {
    if (typeof value === 'string') return { value: { S: value } };
    if (typeof value === 'number' && Number.isFinite(value)) return { value: { N: String(value) } };
    if (typeof value === 'boolean') return { value: { BOOL: value } };
    if (value instanceof Uint8Array) return { value: { B: value } };
    throw new RequestRefused(`${this.target.label}: a ${typeof value} cannot be compared here.`);
  }
}

/** A reference that also has the fields of a map as properties, where the names are free. */
function makeReference(entity: string, target: Target): Reference {
  const reference = new Reference(entity, target);
  for (const name of target.type.fields ?? []) {
    if (!(name in reference)) Object.defineProperty(reference, name, { get: () => reference.at(name) });
  }
  return reference;
}

/** The first argument of a callback: a reference for each attribute. */
export const referencesOf: (plan: EntityPlan) => object = /* @__PURE__ */ memoize(makeReferences);

function makeReferences({ name, attributes }: EntityPlan): object {
  const found = {};
  for (const { label, stored, type, virtual } of attributes) {
    if (virtual) continue;
    Object.defineProperty(found, label, {
      enumerable: true,
      get: () => makeReference(name, { path: [stored], type, steps: [], label }),
    });
  }
  return found;
}
