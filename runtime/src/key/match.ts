import { readPart } from './format.js';
import { partProblem } from './part.js';
import type { KeyTemplate } from './template.js';

/**
 * The parts of a key as they stand in it, one for each parameter of the template; undefined for a text of another form.
 * No part holds the first character of the literal behind it, so the first one found closes the part.
 */
export function splitKey(template: KeyTemplate, key: string): string[] | undefined {
  const parts: string[] = [];
  const { segments } = template;
  let at = 0;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i];
    if (segment === undefined) return undefined;
    if (segment.kind === 'literal') {
      if (!key.startsWith(segment.text, at)) return undefined;
      at += segment.text.length;
      continue;
    }
    const next = segments[i + 1];
    const end = next?.kind === 'literal' ? key.indexOf(firstCharacter(next.text), at) : key.length;
    if (end < 0) return undefined;
    const written = key.slice(at, end);
    if (partProblem(template, written) !== undefined) return undefined;
    parts.push(written);
    at = end;
  }
  return at === key.length ? parts : undefined;
}

const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);

/**
 * Reads a key: the exact inverse of `buildKey`. Gives the parts by parameter, or undefined for a text that
 * `buildKey` never makes of this template. A `lower` part stays lowered and a date part stays cut.
 */
export function matchKey(template: KeyTemplate, key: string): { [parameter: string]: string } | undefined {
  const written = splitKey(template, key);
  if (written === undefined) return undefined;
  const parts: { [parameter: string]: string } = {};
  for (let i = 0; i < written.length; i++) {
    const { name, format } = template.parameters[i] as KeyTemplate['parameters'][number];
    const part = readPart(format, written[i] as string);
    if (part === undefined || (Object.hasOwn(parts, name) && parts[name] !== part)) return undefined;
    parts[name] = part;
  }
  return parts;
}
