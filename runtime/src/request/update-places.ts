import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType, Step } from '../codec/attribute.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import { both, type ConditionNode, combined, equals, type Path } from '../expression/node.js';

/**
 * One thing that a place may be. A place inside of a union is of the type of the variant that the item holds, so it may be
 * several things; `guard` is the condition under which it is this one.
 */
export interface PlaceReading {
  readonly type: AttributeType;
  readonly path: Path;
  /** True if reads do without it: an optional field, an element, a key of a record. */
  readonly optional: boolean;
  /** True if it tells variants of a union from each other. */
  readonly discriminator?: true;
  /** The value that reads return where it is absent. */
  readonly fallback?: unknown;
  readonly guard?: ConditionNode;
}

/** Finds what stands at a place: several readings inside of unions, none where there is nothing of that name. */
export function readingsAt(attribute: AttributePlan, steps: readonly Step[]): readonly PlaceReading[] {
  const { type, stored, optional = false, default: fallback } = attribute;
  let readings: readonly PlaceReading[] = [{ type, path: [stored], optional, fallback }];
  for (const step of steps) readings = readings.flatMap((reading) => readingsInside(reading, step));
  return readings;
}

function readingsInside(around: PlaceReading, step: Step): readonly PlaceReading[] {
  const { type, path, guard } = around;
  if (type.union === undefined) return readInside(type, path, step, guard);
  const { discriminator, variants } = type.union;
  const [tag] = readInside(type, path, discriminator, guard);
  if (step === discriminator) return tag ? [{ ...tag, discriminator: true, optional: false }] : [];
  return Object.entries(variants).flatMap(([name, variant]) =>
    readInside(variant, path, step, both(guard, equals([...path, discriminator], { S: name }))),
  );
}

function readInside(
  type: AttributeType,
  path: Path,
  step: Step,
  guard: ConditionNode | undefined,
): readonly PlaceReading[] {
  const found = type.inside?.(step);
  if (found === undefined) return [];
  const { type: inner, stored, required = false, default: fallback } = found;
  return [{ type: inner, path: [...path, stored], optional: !required, fallback, ...(guard && { guard }) }];
}

/** A change under one reading of its place; undefined where that reading does not allow it. */
export interface PlaceChange {
  readonly reading: PlaceReading;
  readonly value: AttributeValue | undefined;
}

/** Keeps those changes that are the same as the first, and returns the condition that the item has one of their readings. */
export function guardOf(changes: readonly PlaceChange[]): ConditionNode | undefined {
  const [first] = changes;
  const same = changes.filter(
    ({ reading, value }) =>
      JSON.stringify([reading.path, value]) === JSON.stringify([first?.reading.path, first?.value]),
  );
  const guards = same.flatMap(({ reading }) => reading.guard ?? []);
  if (guards.length < same.length) return undefined;
  return guards.length === 1 ? guards[0] : combined('OR', guards);
}
