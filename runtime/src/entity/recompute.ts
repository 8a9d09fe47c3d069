import type { ReportValue } from '../codec/attribute.js';
import { computeValue, type Values } from './compute.js';
import { fixedNames } from './fixed-names.js';
import { indexesOf, ownParts } from './index-plans.js';
import { keyText } from './key-values.js';
import type { AttributePlan, EntityPlan, KeyPart, KeyPlan } from './plan.js';

/** What an update makes of one attribute. `unknown`: DynamoDB works it out from what is stored. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };

/** What an update has to write besides what the caller says. */
export interface Recomputed {
  /** Computed attributes. */
  readonly attributes: ReadonlyMap<AttributePlan, Outcome>;
  /** Index key attributes by their name in DynamoDB; undefined removes one. */
  readonly keys: ReadonlyMap<string, string | undefined>;
  /** Attributes whose stored values are needed first; the rest is incomplete while there are any. */
  readonly reads: ReadonlySet<AttributePlan>;
}

/**
 * Derives computed attributes and index keys anew for an update, so that no index key goes stale. `changed` is what
 * the update says, `known` the primary key's parameters and what was read. A part that is neither is read where it is
 * optional or its new value depends on the old; else the caller is told to give it.
 */
export function recompute(
  plan: EntityPlan,
  changed: ReadonlyMap<string, Outcome>,
  known: ReadonlyMap<string, Outcome>,
  report: ReportValue,
): Recomputed {
  const attributes = new Map<AttributePlan, Outcome>();
  const keys = new Map<string, string | undefined>();
  const reads = new Set<AttributePlan>();
  const outcomes = new Map(changed);
  const outcomeOf = (name: string): Outcome => outcomes.get(name) ?? known.get(name) ?? UNKNOWN;
  const need = (names: readonly string[], what: string): boolean => {
    const missing = names
      .filter((name) => outcomeOf(name).kind === 'unknown')
      .map((name) => plan.byName.get(name) as AttributePlan);
    if (missing.length === 0) return true;
    if (missing.some(({ label, optional }) => optional || changed.has(label)))
      for (const each of missing) reads.add(each);
    else
      for (const { label } of missing)
        report({
          path: label,
          message: `is missing: ${what} changes with this update and needs it too, so give it in set()`,
        });
    return false;
  };

  for (const attribute of plan.attributes) {
    if (attribute.computed === undefined || fixedNames(plan).has(attribute.label)) continue;
    const sources = attribute.computed.parameters.map(({ name }) => name);
    if (!sources.some((name) => changed.has(name))) continue;
    const outcome = need(sources, attribute.label) ? computed(plan, attribute, outcomeOf, sources, report) : UNKNOWN;
    outcomes.set(attribute.label, outcome);
    attributes.set(attribute, outcome);
  }

  for (const index of indexesOf(plan)) {
    const parts = touchedParts(plan, index, outcomes);
    const names = [...new Set(parts.flatMap((part) => part.attributes.map(({ label }) => label)))];
    const gone = names.some((name) => outcomeOf(name).kind === 'absent');
    if (!gone && !need(names, `the key of ${index.accessPattern}`)) continue;
    const values = Object.fromEntries(names.map((name) => [name, given(outcomeOf(name))]));
    for (const part of parts) keys.set(part.attribute, gone ? undefined : keyText(part, values, report));
  }
  return { attributes, keys, reads };
}

const UNKNOWN: Outcome = { kind: 'unknown' };

const given = (outcome: Outcome): unknown => (outcome.kind === 'value' ? outcome.value : undefined);

function computed(
  plan: EntityPlan,
  attribute: AttributePlan,
  outcomeOf: (name: string) => Outcome,
  sources: readonly string[],
  report: ReportValue,
): Outcome {
  const values: Values = Object.fromEntries(sources.map((name) => [name, given(outcomeOf(name))]));
  const value = computeValue(plan, attribute, values, report);
  return value === undefined ? { kind: 'absent' } : { kind: 'value', value };
}

/** The key attributes to derive anew. With an optional part an index holds all of its key attributes or none. */
function touchedParts(plan: EntityPlan, index: KeyPlan, outcomes: ReadonlyMap<string, Outcome>): readonly KeyPart[] {
  const own = ownParts(plan, index);
  const touched = own.filter(({ attributes }) => attributes.some(({ label }) => outcomes.has(label)));
  const sparse = own.some(({ attributes }) => attributes.some(({ optional }) => optional));
  return touched.length > 0 && sparse ? own : touched;
}
