import type { ReportValue } from '../codec/attribute.js';
import type { AttributePlan } from './attribute-plan.js';
import { computeValue, type Values } from './compute.js';
import { fixedNames } from './fixed-names.js';
import { indexesOf, ownParts } from './index-plans.js';
import { keyText } from './key-values.js';
import type { EntityPlan, KeyPart } from './plan.js';

/** The value of one attribute after an update. `unknown`: DynamoDB works it out from what is stored. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** Looks up what is known of an attribute. */
export type Known = Pick<ReadonlyMap<string, Outcome>, 'get'>;

/** Attributes and keys that an update writes besides those that the caller names. */
export interface Recomputed {
  /** Computed attributes. */
  readonly attributes: ReadonlyMap<AttributePlan, Outcome>;
  /** Index key attributes by their name in DynamoDB; undefined removes one. */
  readonly keys: ReadonlyMap<string, string | undefined>;
  /** Attributes whose stored values are needed first; the rest is incomplete while there are any. */
  readonly reads: ReadonlySet<AttributePlan>;
}

/**
 * Derives computed attributes and index keys for an update. An index key of which one part changes is derived whole, from
 * the update and from stored values: half a key would keep the item out of the index, and a part that an earlier schema
 * wrote would keep it in the wrong place. `changed` is what the update says, `known` the primary key's parameters and what
 * was read.
 */
export function recompute(
  plan: EntityPlan,
  changed: ReadonlyMap<string, Outcome>,
  known: Known,
  report: ReportValue,
): Recomputed {
  const derivation = startDerivation(plan, changed, known, report);
  const touched = new Set(changed.keys());
  for (const attribute of plan.attributes) {
    const { computed, label } = attribute;
    if (!computed?.parameters.some(({ name }) => changed.has(name)) || fixedNames(plan).has(label)) continue;
    touched.add(label);
    derivation.derive(attribute);
  }
  for (const index of indexesOf(plan)) {
    const parts = ownParts(plan, index);
    if (parts.some(({ attributes }) => attributes.some(({ label }) => touched.has(label)))) derivation.deriveKey(parts);
  }
  return derivation;
}

/** Derives all that the client derives of a whole item: what `reindex` writes. */
export function deriveAll(plan: EntityPlan, known: Known, report: ReportValue): Recomputed {
  const derivation = startDerivation(plan, new Map(), known, report);
  for (const attribute of plan.attributes)
    if (attribute.computed && !attribute.virtual && !fixedNames(plan).has(attribute.label))
      derivation.derive(attribute);
  for (const index of indexesOf(plan)) derivation.deriveKey(ownParts(plan, index));
  return derivation;
}

interface Derivation extends Recomputed {
  derive(attribute: AttributePlan): void;
  deriveKey(parts: readonly KeyPart[]): void;
}

function startDerivation(
  plan: EntityPlan,
  changed: ReadonlyMap<string, Outcome>,
  known: Known,
  report: ReportValue,
): Derivation {
  const attributes = new Map<AttributePlan, Outcome>();
  const keys = new Map<string, string | undefined>();
  const reads = new Set<AttributePlan>();
  const derived = new Map<string, Outcome>();
  const outcomeOf = (name: string): Outcome => derived.get(name) ?? changed.get(name) ?? known.get(name) ?? UNKNOWN;
  const isAbsent = (name: string): boolean => outcomeOf(name).kind === 'absent';
  const valuesOf = (names: readonly string[]): Values =>
    Object.fromEntries(
      names.map((name) => {
        const outcome = outcomeOf(name);
        return [name, outcome.kind === 'value' ? outcome.value : undefined];
      }),
    );
  /** Adds what is not known to the reads; returns whether all is known. */
  const know = (names: readonly string[]): boolean => {
    const missing = names.filter((name) => outcomeOf(name).kind === 'unknown');
    for (const name of missing) reads.add(plan.byName.get(name) as AttributePlan);
    return missing.length === 0;
  };
  const derive = (attribute: AttributePlan): void => {
    const { label, computed } = attribute;
    const sources = computed?.parameters.map(({ name }) => name) ?? [];
    const isGone = sources.some(isAbsent);
    if (!isGone && !know(sources)) return;
    const value = isGone ? undefined : computeValue(plan.byName, attribute, valuesOf(sources), report);
    const outcome: Outcome = value === undefined ? ABSENT : { kind: 'value', value };
    derived.set(label, outcome);
    if (!isSame(outcome, known.get(label))) attributes.set(attribute, outcome);
  };
  const deriveKey = (parts: readonly KeyPart[]): void => {
    const members = [...new Set(parts.flatMap((part) => part.attributes))];
    const names = members.map(({ label }) => label);
    const isDerived = ({ label, computed }: AttributePlan): boolean =>
      computed !== undefined && !derived.has(label) && !fixedNames(plan).has(label);
    let isGone = members.some((member) => !isDerived(member) && isAbsent(member.label));
    for (const member of members.filter(isDerived)) {
      const { label } = member;
      if (isGone) break;
      // An item of an earlier schema may lack it, or hold what another template made.
      know([label]);
      derive(member);
      isGone = isAbsent(label);
    }
    if (!isGone && !know(names)) return;
    const values = valuesOf(names);
    for (const part of parts) keys.set(part.attribute, isGone ? undefined : keyText(part, values, report));
  };
  return { attributes, keys, reads, derive, deriveKey };
}

const UNKNOWN: Outcome = { kind: 'unknown' };
const ABSENT: Outcome = { kind: 'absent' };

const isSame = (a: Outcome, b: Outcome | undefined): boolean =>
  a.kind === b?.kind && (a.kind !== 'value' || b.kind !== 'value' || a.value === b.value);
