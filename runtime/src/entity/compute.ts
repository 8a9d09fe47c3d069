import type { ReportValue } from '../codec/attribute.js';
import { writePart } from '../key/format.js';
import { matchKey } from '../key/match.js';
import { partProblem } from '../key/part.js';
import type { AttributePlan } from './attribute-plan.js';

/** Values by attribute name, as callers pass them. */
export interface Values {
  readonly [name: string]: unknown;
}

/** An entity's attributes by name. */
export type AttributePlans = ReadonlyMap<string, AttributePlan>;

/**
 * The values with those computed attributes filled in whose sources are there. One that was given and says otherwise
 * is reported.
 */
export function withComputed(
  byName: AttributePlans,
  values: Values,
  wanted: readonly AttributePlan[],
  report: ReportValue,
): Values {
  let filled: { [name: string]: unknown } | undefined;
  for (const attribute of wanted) {
    const { label, computed } = attribute;
    if (computed === undefined) continue;
    const value = computeValue(byName, attribute, values, report);
    const given = values[label];
    if (value === undefined) {
      if (typeof given === 'string' && !canBeComputed(byName, attribute, given))
        report({ path: label, message: `is not a text of ${computed.text}, from which it is computed` });
      continue;
    }
    if (given === undefined) {
      filled ??= { ...values };
      filled[label] = value;
    } else if (given !== value) {
      report({ path: label, message: `contradicts ${computed.text}, from which it is computed: leave it out` });
    }
  }
  return filled ?? values;
}

export type WithComputed = typeof withComputed;

/** The value of a computed attribute; undefined where one of its sources is not there, or cannot be a part of a key. */
export function computeValue(
  byName: AttributePlans,
  attribute: AttributePlan,
  values: Values,
  report: ReportValue,
): unknown {
  const { computed, keyed, type } = attribute;
  let text = '';
  for (const segment of computed?.segments ?? []) {
    if (segment.kind === 'literal') {
      text += segment.text;
      continue;
    }
    const value = values[segment.name];
    if (value === undefined) return undefined;
    const refuse = (message: string): void => report({ path: segment.name, message });
    const written = byName.get(segment.name)?.type.toKeyPart?.(value, segment.name, report);
    const part = written === undefined ? undefined : writePart(segment.format, written, refuse);
    if (part === undefined) return undefined;
    const problem = keyed && computed && !type.derive ? partProblem(computed, part) : undefined;
    if (problem !== undefined) return void refuse(problem);
    text += part;
  }
  return type.derive ? type.derive(text) : type.fromKeyPart?.(text);
}

/** Returns whether sources can give this text: no key is made of another, so none can name the item of another entity. */
function canBeComputed(byName: AttributePlans, { computed, keyed }: AttributePlan, text: string): boolean {
  if (computed === undefined || !keyed) return true;
  const parts = matchKey(computed, text);
  return (
    parts !== undefined &&
    computed.parameters.every(({ name, format }) => {
      const part = parts[name];
      // A part that is cut or lowered does not say the whole value.
      if (part === undefined || format.kind === 'date' || format.kind === 'lower') return part !== undefined;
      const type = byName.get(name)?.type;
      return type?.toKeyPart?.(type.fromKeyPart?.(part), name, () => {}) === part;
    })
  );
}
