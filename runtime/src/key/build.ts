import { writePart } from './format.js';
import { partProblem } from './part.js';
import type { KeyTemplate, Parameter } from './template.js';

/** The values of a template's parameters, as texts before padding and the like. */
export interface KeyParts {
  readonly [parameter: string]: string | undefined;
}

/** A problem of one part of a key. */
export interface KeyProblem {
  /** The parameter's name. */
  readonly path: string;
  readonly message: string;
}

export type ReportKeyProblem = (problem: KeyProblem) => void;

/** The role of a key decides its greatest size. */
export type KeyRole = 'partition' | 'sort';

/** In bytes of UTF-8. Source: Amazon DynamoDB Developer Guide, "Constraints: Partition keys and sort keys". */
export const KEY_BYTES: { readonly [role in KeyRole]: number } = { partition: 2048, sort: 1024 };

/**
 * Writes a key. An empty or missing part, a part that holds one of the template's delimiters, or a key beyond
 * DynamoDB's size is reported (all of them) and gives undefined.
 */
export function buildKey(
  template: KeyTemplate,
  parts: KeyParts,
  role: KeyRole,
  report: ReportKeyProblem,
): string | undefined {
  let key = '';
  let sound = true;
  for (const segment of template.segments) {
    if (segment.kind === 'literal') {
      key += segment.text;
      continue;
    }
    const part = buildPart(template, segment, parts[segment.name], report);
    if (part === undefined) sound = false;
    else key += part;
  }
  return sound && fits(template, key, role, report) ? key : undefined;
}

/** One part of a key, checked and formatted. */
export function buildPart(
  template: KeyTemplate,
  { name, format }: Parameter,
  value: string | undefined,
  report: ReportKeyProblem,
): string | undefined {
  const refuse = (message: string): void => report({ path: name, message });
  if (value === undefined) return void refuse(`is missing: the key ${template.text} needs it`);
  const written = value === '' ? value : writePart(format, value, refuse);
  if (written === undefined) return undefined;
  // As it will stand in the key: a text that is cut may lose a delimiter, and one that is lowered may gain one.
  const problem = partProblem(template, written);
  return problem === undefined ? written : void refuse(problem);
}

/** Returns whether a key is within DynamoDB's size; reports it where it is not. */
export function fits(template: KeyTemplate, key: string, role: KeyRole, report: ReportKeyProblem): boolean {
  // A UTF-16 code unit takes at most three bytes, so most keys need no counting.
  if (key.length * 3 <= KEY_BYTES[role] || new TextEncoder().encode(key).length <= KEY_BYTES[role]) return true;
  const path = template.parameters.at(-1)?.name ?? template.text;
  report({
    path,
    message: `makes the ${role} key ${template.text} longer than ${KEY_BYTES[role]} bytes: use shorter values`,
  });
  return false;
}
