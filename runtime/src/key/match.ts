import { readPart } from './format.js';
import { partProblem } from './part.js';
import type { KeyTemplate } from './template.js';

/**
 * Reads a key: the exact inverse of `buildKey`. Gives the parts by parameter, or undefined for a text that
 * `buildKey` never makes of this template. A `lower` part stays lowered and a date part stays cut.
 */
export function matchKey(template: KeyTemplate, key: string): { [parameter: string]: string } | undefined {
  const parts: { [parameter: string]: string } = {};
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
    // No part holds the first character of the literal behind it, so the first one found closes the part.
    const end = next?.kind === 'literal' ? key.indexOf(firstCharacter(next.text), at) : key.length;
    if (end < 0) return undefined;
    const written = key.slice(at, end);
    if (partProblem(template, written) !== undefined) return undefined;
    const part = readPart(segment.format, written);
    if (part === undefined) return undefined;
    if (Object.hasOwn(parts, segment.name) && parts[segment.name] !== part) return undefined;
    parts[segment.name] = part;
    at = end;
  }
  return at === key.length ? parts : undefined;
}

const firstCharacter = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0);
