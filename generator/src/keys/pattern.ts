import type { KeyTemplate, Parameter } from '@tenantry/runtime/key-templates';
import type { Entity } from '../model/entity.js';
import type { Field } from '../model/type.js';
import { kindOf } from '../types/kinds.js';
import { keyTemplate } from './key-template.js';
import { valueWidth } from './value-width.js';

/** A part of a `dynamodb:LeadingKeys` pattern. */
export type PatternPiece =
  | { readonly kind: 'literal'; readonly text: string }
  /** `${aws:PrincipalTag/X}`: the caller's own value. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** That many characters, `?` each. */
  | { readonly kind: 'any'; readonly width: number }
  /** Any text, `*`. */
  | { readonly kind: 'rest' };

/** A pattern that IAM compares partition keys with. */
export type KeyPattern = readonly PatternPiece[];

/** The facts known about a template's parameters. */
export interface ParameterSource {
  readonly attributes: readonly Field[];
  readonly shard?: Entity['shard'];
  /** The principal tag a parameter is bound to; undefined where it is free. */
  tagOf(parameter: string): string | undefined;
}

/** More alternatives than this and an enumeration becomes `*`: a policy holds 6,144 characters. */
const MOST_ALTERNATIVES = 16;

const REST: KeyPattern = [{ kind: 'rest' }];

/**
 * The patterns that cover every key of a template: one, or one per combination of enumerated values.
 * Each parameter is as narrow as its type allows: its tag, its values, its width, else `*`.
 */
export function keyPatterns(template: KeyTemplate, source: ParameterSource): readonly KeyPattern[] {
  return alternatives(template, source, MOST_ALTERNATIVES);
}

function alternatives(template: KeyTemplate, source: ParameterSource, most: number): readonly KeyPattern[] {
  let found: readonly KeyPattern[] = [[]];
  for (const segment of template.segments) {
    const next = segment.kind === 'literal' ? [[segment]] : parameterPatterns(segment, source, most);
    const narrow = found.length * next.length <= most ? next : [REST];
    found = found.flatMap((head) => narrow.map((tail) => [...head, ...tail]));
  }
  return found;
}

function parameterPatterns(parameter: Parameter, source: ParameterSource, most: number): readonly KeyPattern[] {
  const { name, format } = parameter;
  const tag = source.tagOf(name);
  if (tag !== undefined) return [[{ kind: 'tag', tag }]];
  if (format.kind === 'pad') return [[any(format.width)]];
  if (format.kind === 'date') return [[any(format.pattern.replaceAll("'", '').length)]];
  if (name === 'shard' && source.shard !== undefined) return [[any(String(source.shard.count - 1).length)]];
  const field = source.attributes.find((attribute) => attribute.name === name);
  if (field === undefined) return [REST];
  // The values of a computed attribute are those that its own template can make.
  if (field.compute !== undefined) {
    const { compute, ...rest } = field;
    const others = source.attributes.map((attribute) => (attribute === field ? rest : attribute));
    return format.kind === 'plain'
      ? alternatives(keyTemplate(compute), { ...source, attributes: others }, most)
      : [REST];
  }
  const few = kindOf(field.type).key?.values?.(field.type);
  if (few === undefined) return [widthPattern(valueWidth(field, format))];
  const values = new Set(few.map((value) => (format.kind === 'lower' ? value.toLowerCase() : value)));
  return values.size > most ? [REST] : [...values].map((text): KeyPattern => [{ kind: 'literal', text }]);
}

const widthPattern = (width: number | undefined): KeyPattern => (width === undefined ? REST : [any(width)]);

const any = (width: number): PatternPiece => ({ kind: 'any', width });

/** The pattern as a policy holds it. Literal `*`, `?` and `$` are escaped, so no text of a schema widens it. */
export function patternText(pattern: KeyPattern): string {
  return pattern.map(pieceText).join('');
}

function pieceText(piece: PatternPiece): string {
  switch (piece.kind) {
    case 'literal':
      return piece.text.replaceAll(/[*?$]/g, '${$&}');
    case 'tag':
      return `\${aws:PrincipalTag/${piece.tag}}`;
    case 'any':
      return '?'.repeat(piece.width);
    case 'rest':
      return '*';
  }
}

/** Returns whether the pattern needs `StringLike`; without wildcards, `StringEquals` is enough. */
export const hasWildcard = (pattern: KeyPattern): boolean =>
  pattern.some(({ kind }) => kind === 'any' || kind === 'rest');

/** The tags a pattern compares with, in its order. */
export const patternTags = (pattern: KeyPattern): readonly string[] =>
  pattern.flatMap((piece) => (piece.kind === 'tag' ? [piece.tag] : []));
