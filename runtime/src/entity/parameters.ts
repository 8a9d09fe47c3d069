import { readPart, writePart } from '../key/format.js';
import { splitKey } from '../key/match.js';
import type { Parameter, ParameterFormat } from '../key/template.js';
import type { AttributePlan } from './attribute-plan.js';
import type { KeyPart, KeyPlan } from './plan.js';

/** Key parameters as callers see them. */
export interface Parameters {
  [name: string]: unknown;
}

/** The value of one parameter in a key. */
export interface KnownPart {
  readonly format: ParameterFormat;
  /** As it stands in the key. */
  readonly written: string;
  /** Before padding. */
  readonly text: string;
  /** The attribute's value; of a lowered or cut part its text. */
  readonly value: unknown;
}

/** The values that the keys of one item show, by parameter. */
export type KnownParts = Map<string, KnownPart>;

/** Reads the parameters out of the texts of a key; undefined when they are not of its templates or contradict each other. */
export function parametersOf(
  { partition, sort }: KeyPlan,
  text: (attribute: string) => string | undefined,
): Parameters | undefined {
  const found: KnownParts = new Map();
  for (const part of sort ? [partition, sort] : [partition]) {
    const key = text(part.attribute);
    if (typeof key !== 'string' || addParameters(found, part, key) !== undefined) return undefined;
  }
  return Object.fromEntries([...found].map(([name, { value }]) => [name, value]));
}

/** Adds the parameters of one key attribute. Gives the name of one that contradicts, or '' for a text of another template. */
export function addParameters(found: KnownParts, { template, attributes }: KeyPart, key: string): string | undefined {
  const written = splitKey(template, key);
  if (written === undefined) return '';
  for (let i = 0; i < written.length; i++) {
    const parameter = template.parameters[i] as Parameter;
    const wrong = addPart(found, parameter, attributes[i] as AttributePlan, written[i] as string);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** Adds one part of a key, with the results of `addParameters`. */
export function addPart(
  found: KnownParts,
  { name, format }: Parameter,
  { type }: AttributePlan,
  written: string,
): string | undefined {
  const text = readPart(format, written);
  const value = text === undefined || !isWhole(format) ? text : type.fromKeyPart?.(text);
  if (text === undefined || value === undefined) return '';
  const part: KnownPart = { format, written, text, value };
  const before = found.get(name);
  if (before !== undefined && !isSame(before, part)) return name;
  if (before === undefined || saysMore(part, before)) found.set(name, part);
  return undefined;
}

/** Returns whether a key holds the whole value: a lowered or cut part stands for several. */
export const isWhole = ({ kind }: ParameterFormat): boolean => kind === 'plain' || kind === 'pad';

const saysMore = (a: KnownPart, b: KnownPart): boolean =>
  !isWhole(b.format) && (isWhole(a.format) || a.text.length > b.text.length);

/** Returns whether one value is written as both parts, each in its format. */
function isSame(a: KnownPart, b: KnownPart): boolean {
  if (isWhole(a.format)) return writePart(b.format, a.text, () => {}) === b.written;
  if (isWhole(b.format)) return writePart(a.format, b.text, () => {}) === a.written;
  const lowered = [a, b].filter(({ format }) => format.kind === 'lower').length;
  if (lowered === 2) return a.written === b.written;
  if (lowered === 0) return a.written.startsWith(b.written) || b.written.startsWith(a.written);
  const [low, cut] = a.format.kind === 'lower' ? [a, b] : [b, a];
  return low.written.startsWith(cut.written.toLowerCase());
}
