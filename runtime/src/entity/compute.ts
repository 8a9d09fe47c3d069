import type { ReportValue } from '../codec/attribute.js';
import { writePart } from '../key/format.js';
import type { AttributePlan, EntityPlan } from './plan.js';

/** Values by attribute name, as callers pass them. */
export interface Values {
  readonly [name: string]: unknown;
}

/**
 * The values with those computed attributes filled in whose sources are there. One that was given and says otherwise
 * is reported.
 */
export function withComputed(
  plan: EntityPlan,
  values: Values,
  wanted: readonly AttributePlan[],
  report: ReportValue,
): Values {
  let filled: { [name: string]: unknown } | undefined;
  for (const attribute of wanted) {
    const { label, computed } = attribute;
    if (computed === undefined) continue;
    const value = computeValue(plan, attribute, values, report);
    if (value === undefined) continue;
    const given = values[label];
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

/** The value of a computed attribute; undefined where one of its sources is not there. */
export function computeValue(plan: EntityPlan, attribute: AttributePlan, values: Values, report: ReportValue): unknown {
  let text = '';
  for (const segment of attribute.computed?.segments ?? []) {
    if (segment.kind === 'literal') {
      text += segment.text;
      continue;
    }
    const value = values[segment.name];
    if (value === undefined) return undefined;
    const written = plan.byName.get(segment.name)?.type.toKeyPart?.(value, segment.name, report);
    const part =
      written === undefined
        ? undefined
        : writePart(segment.format, written, (message) => report({ path: segment.name, message }));
    if (part === undefined) return undefined;
    text += part;
  }
  return attribute.type.derive ? attribute.type.derive(text) : attribute.type.fromKeyPart?.(text);
}
