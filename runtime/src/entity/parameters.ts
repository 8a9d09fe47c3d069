import { matchKey } from '../key/match.js';
import type { KeyPart, KeyPlan } from './plan.js';

/** Key parameters as callers see them. */
export interface Parameters {
  [name: string]: unknown;
}

/** Reads the parameters out of the texts of a key; undefined when they are not of its templates or contradict each other. */
export function parametersOf(
  { partition, sort }: KeyPlan,
  text: (attribute: string) => string | undefined,
): Parameters | undefined {
  const found: Parameters = {};
  for (const part of sort ? [partition, sort] : [partition]) {
    const key = text(part.attribute);
    if (key === undefined || addParameters(found, part, key) !== undefined) return undefined;
  }
  return found;
}

/** Adds the parameters of one key attribute. Gives the name of one that contradicts, or '' for a text of another template. */
export function addParameters(found: Parameters, part: KeyPart, key: string): string | undefined {
  const parts = matchKey(part.template, key);
  if (parts === undefined) return '';
  for (let i = 0; i < part.attributes.length; i++) {
    const parameter = part.template.parameters[i];
    const text = parameter && parts[parameter.name];
    if (parameter === undefined || text === undefined) continue;
    const { name, format } = parameter;
    const before = found[name];
    if (format.kind === 'date') {
      if (typeof before === 'string' && !before.startsWith(text)) return name;
      if (before === undefined || String(before).length < text.length) found[name] = text;
      continue;
    }
    const value = part.attributes[i]?.type.fromKeyPart?.(text);
    if (value === undefined) return '';
    if (before !== undefined && !agrees(before, value, format.kind === 'lower')) return name;
    if (before === undefined || format.kind !== 'lower') found[name] = value;
  }
  return undefined;
}

/** The same value, allowing for keys that hold it lowered or cut. */
function agrees(before: unknown, value: unknown, lowered: boolean): boolean {
  if (before === value) return true;
  if (typeof before !== 'string' || typeof value !== 'string') return false;
  if (lowered || before === before.toLowerCase()) return before.toLowerCase() === value.toLowerCase();
  return false;
}
