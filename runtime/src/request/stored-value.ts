import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../entity/attribute-plan.js';
import type { EntityPlan } from '../entity/plan.js';
import type { Known, Outcome } from '../entity/recompute.js';
import { collectProblems } from '../errors/collect.js';
import type { Stored } from './write-state.js';

/** Returns a stored value as reads do: an absent attribute has its default. */
export function decodedOutcome(
  { label, type, default: fixed }: AttributePlan,
  value: AttributeValue | undefined,
): Outcome {
  if (value !== undefined) return { kind: 'value', value: type.decode(value, label) };
  return fixed === undefined ? { kind: 'absent' } : { kind: 'value', value: fixed };
}

/** Encodes what an update makes of an attribute; undefined removes it. */
export function encodedOutcome(
  entity: string,
  { label, type }: AttributePlan,
  outcome: Outcome,
): AttributeValue | undefined {
  if (outcome.kind !== 'value') return undefined;
  const problems = collectProblems(entity, 'update');
  const value = type.encode(outcome.value, label, problems.report);
  problems.finish();
  return value;
}

/**
 * Looks up the primary key's parameters and stored values, which are decoded when something is derived from them: others
 * need not decode, and so an update can put them right. A computed value that does not decode counts as unknown, because
 * it is computed again.
 */
export function knownOf(
  plan: EntityPlan,
  named: { readonly [name: string]: unknown },
  stored: Pick<Stored, 'has' | 'get'>,
): Known {
  return {
    get(label) {
      if (Object.hasOwn(named, label)) return { kind: 'value', value: named[label] };
      const attribute = plan.byName.get(label);
      if (attribute === undefined || !stored.has(attribute)) return undefined;
      try {
        return decodedOutcome(attribute, stored.get(attribute));
      } catch (error) {
        if (attribute.computed) return undefined;
        throw error;
      }
    },
  };
}
