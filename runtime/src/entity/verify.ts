import { DecodeFailed } from '../errors/decode-failed.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { writePart } from '../key/format.js';
import { splitKey } from '../key/match.js';
import { mayDelimit } from '../key/part.js';
import type { Parameter } from '../key/template.js';
import type { AttributePlan } from './attribute-plan.js';
import { naming } from './decode-item.js';
import { describeKey } from './describe-key.js';
import type { StoredItem } from './encode-item.js';
import type { ScopeDefinition } from './entity.js';
import { addPart, type KnownParts } from './parameters.js';
import type { EntityPlan, KeyPart, KeyPlan } from './plan.js';

/** The scope that a request lies in, and the value of its parameter that the request names. */
export interface Owner {
  readonly scope: ScopeDefinition | undefined;
  /** Absent for a public scope and outside of scopes. */
  readonly value?: string;
}

/** The owner of a key, from the parameters that a caller named. */
export function ownerOf(scope: ScopeDefinition | undefined, values: { readonly [name: string]: unknown }): Owner {
  const value = scope?.parameter === undefined ? undefined : values[scope.parameter];
  return typeof value === 'string' ? { scope, value } : { scope };
}

/**
 * Refuses an item whose key is not the owner's or contradicts its attributes. IAM checks the key that a request names and
 * not what comes back: another tenant can write this tenant's id into its own item, and this tenant's key into an index
 * attribute of it. An item belongs to whom its stored primary key says, so every decoder comes through here.
 *
 * Each key attribute that the item was read by (those of `source`, the table's among them) is compared part by part, in
 * the format that its template states. Attributes that are absent, as in an index that does not hold them, must be named
 * alike by all keys. `key` is the primary key of a request for one item: a projection may leave it out. Gives what the
 * keys say of attributes that are absent.
 */
export function verifyItem(
  plan: EntityPlan,
  source: KeyPlan,
  owner: Owner,
  item: StoredItem,
  key?: StoredItem,
): KnownParts | undefined {
  let absent: KnownParts | undefined;
  for (const part of source.parts) {
    const asked = key?.[part.attribute]?.S;
    const text = item[part.attribute]?.S ?? asked;
    if (text !== undefined && text === (asked ?? text) && isRepeated(part, owner, item, text)) continue;
    absent ??= new Map();
    try {
      const wrong = text === (asked ?? text) ? findWrong(part, owner, item, text, absent) : (['other'] as const);
      if (wrong !== undefined) refuseItem(plan, source, { ...key, ...item }, part, ...wrong);
    } catch (error) {
      throw naming(plan, { ...key, ...item }, error);
    }
  }
  return absent;
}

/**
 * Returns whether a key repeats plain attributes of the item, letter by letter, as most keys do: then nothing needs parsing.
 */
function isRepeated({ template, attributes }: KeyPart, owner: Owner, item: StoredItem, key: string): boolean {
  let at = 0;
  let place = 0;
  for (const segment of template.segments) {
    let text: string | undefined;
    if (segment.kind === 'literal') text = segment.text;
    else {
      if (segment.format.kind === 'plain') text = item[attributes[place++]?.stored as string]?.S;
      if (!text || mayDelimit(template, text) || !isOwners(segment, owner, text)) return false;
    }
    if (!key.startsWith(text, at)) return false;
    at += text.length;
  }
  return at === key.length;
}

/** Returns whether a part is what the owner's value is written as; true where it stands for something else. */
const isOwners = ({ name, format }: Parameter, { scope, value }: Owner, written: string): boolean =>
  value === undefined ||
  name !== scope?.parameter ||
  written === (format.kind === 'plain' ? value : writePart(format, value, () => {}));

/** Compares a key part by part. Gives what is wrong, and of which parameter. */
function findWrong(
  { template, attributes }: KeyPart,
  owner: Owner,
  item: StoredItem,
  key: string | undefined,
  absent: KnownParts,
): readonly [problem: KeyProblem, parameter?: string] | undefined {
  const written = key === undefined ? undefined : splitKey(template, key);
  if (written === undefined) return ['form'];
  for (let i = 0; i < written.length; i++) {
    const parameter = template.parameters[i] as Parameter;
    const problem = compare(parameter, attributes[i] as AttributePlan, owner, item, written[i] as string, absent);
    if (problem !== undefined) return [problem, parameter.name];
  }
  return undefined;
}

/** Why one part of a key cannot be believed. */
function compare(
  parameter: Parameter,
  attribute: AttributePlan,
  owner: Owner,
  item: StoredItem,
  written: string,
  absent: KnownParts,
): KeyProblem | undefined {
  const { stored, type, label, virtual } = attribute;
  const value = virtual ? undefined : item[stored];
  if (!isOwners(parameter, owner, written)) return 'owner';
  if (value === undefined) {
    const wrong = addPart(absent, parameter, attribute, written);
    if (wrong === undefined) return undefined;
    return wrong === '' ? 'form' : 'keys';
  }
  if (parameter.format.kind === 'plain' && value.S === written) return undefined;
  // Callers see one text for each value, and it is what keys are made of.
  const text = String(type.decode(value, label));
  return writePart(parameter.format, text, () => {}) === written ? undefined : 'attribute';
}

/** Why an item is refused: `form`, the key is of no such template; `other`, it is not the key that was asked for. */
type KeyProblem = 'owner' | 'attribute' | 'keys' | 'form' | 'other';

/**
 * Throws `ScopeViolation`. A key of another form on a read of the table is an item of another kind: `DecodeFailed`. Names
 * the item and the attribute, never a value of a sensitive one.
 */
function refuseItem(
  plan: EntityPlan,
  { accessPattern, index, scope }: KeyPlan,
  item: StoredItem,
  { attribute: name, template }: KeyPart,
  problem: KeyProblem,
  parameter: string = name,
): never {
  const key = describeKey(plan, item);
  const form = `is not of the form ${template.text}`;
  if (problem === 'form' && index === undefined)
    throw new DecodeFailed([{ path: name, message: form }], plan.name, key);
  const problems: { readonly [kind in KeyProblem]: string } = {
    form: `its key ${name} ${form}`,
    owner: `its key ${name} names another ${parameter} than the request`,
    attribute: `its attribute ${parameter} is not what its key ${name} says`,
    keys: `its key ${name} names another ${parameter} than its other keys`,
    other: `its key ${name} is not the one that was asked for`,
  };
  const where = index === undefined ? '' : ` through the index ${index}`;
  throw new ScopeViolation(
    `${plan.name} ${accessPattern}${where}: the item ${JSON.stringify(key)} is refused: ${problems[problem]}. ` +
      'Its key says whose it is, and not all of it agrees: find out who wrote it, then write it again or delete it.',
    { entity: plan.name, accessPattern, index, scope: scope?.name ?? 'none', key, attribute: parameter },
  );
}
