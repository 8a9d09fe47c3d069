import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributePlan } from '../entity/plan.js';
import type { Outcome } from '../entity/recompute.js';
import { collectProblems } from '../errors/collect.js';

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
