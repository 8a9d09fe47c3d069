/** Fixed text of a key template, such as `TENANT#`. */
export interface Literal {
  readonly kind: 'literal';
  readonly text: string;
}

/** How a parameter is written into a key. */
export type ParameterFormat =
  | { readonly kind: 'plain' }
  /** Decimal digits, zero-padded to `width`, so that numbers sort. */
  | { readonly kind: 'pad'; readonly width: number }
  /** Lower-cased text. */
  | { readonly kind: 'lower' }
  /** A prefix of the ISO 8601 instant, such as `yyyy-MM`. */
  | { readonly kind: 'date'; readonly pattern: string };

/** A hole of a key template, such as `{tenantId}` or `{hours:pad(8)}`. */
export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly format: ParameterFormat;
}

export type Segment = Literal | Parameter;

/** The template `TENANT#{tenantId}#RES#{month}` as data. Literals and parameters alternate; two parameters never touch. */
export interface KeyTemplate {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly parameters: readonly Parameter[];
  /** Characters that no part may hold, because they tell parts of this template from each other. */
  readonly delimiters: string;
}

/** What is wrong with a template text, and where in it (0-based offset). */
export interface TemplateProblem {
  readonly offset: number;
  readonly length: number;
  readonly reason: 'empty' | 'unclosed' | 'stray-brace' | 'bad-name' | 'bad-format' | 'adjacent-parameters';
  readonly text: string;
}

/** The characters that STS allows in a session tag value: a literal outside of them closes a parameter. */
export const SESSION_TAG_CHARACTER: RegExp = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

const PIECE = /\{([^{}]*)\}|[^{}]+|[{}]/gu;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const DATE_PATTERNS: readonly string[] = ['yyyy', 'yyyy-MM', 'yyyy-MM-dd', "yyyy-MM-dd'T'HH", "yyyy-MM-dd'T'HH:mm"];

/** Reads a template's text. Never throws: a text that is no template gives its first problem. */
export function parseKeyTemplate(text: string): KeyTemplate | TemplateProblem {
  const segments: Segment[] = [];
  if (text === '') return { offset: 0, length: 0, reason: 'empty', text };
  for (const piece of text.matchAll(PIECE)) {
    const [whole, hole] = piece;
    const at = { offset: piece.index, length: whole.length, text: whole };
    if (hole === undefined) {
      if (whole === '{' || whole === '}') return { ...at, reason: whole === '{' ? 'unclosed' : 'stray-brace' };
      segments.push({ kind: 'literal', text: whole });
      continue;
    }
    const colon = hole.indexOf(':');
    const name = colon < 0 ? hole : hole.slice(0, colon);
    if (!NAME.test(name)) return { ...at, reason: 'bad-name' };
    const format = colon < 0 ? PLAIN : parseFormat(hole.slice(colon + 1));
    if (format === undefined) return { ...at, reason: 'bad-format' };
    if (segments.at(-1)?.kind === 'parameter') return { ...at, reason: 'adjacent-parameters' };
    segments.push({ kind: 'parameter', name, format });
  }
  const parameters = segments.filter((segment) => segment.kind === 'parameter');
  return { text, segments, parameters, delimiters: delimitersOf(segments) };
}

/** For text that is known to be a template, such as generated code: throws on a problem, which is a bug. */
export function keyTemplate(text: string): KeyTemplate {
  const template = parseKeyTemplate(text);
  if ('reason' in template)
    throw new Error(`Not a key template: ${JSON.stringify(text)} (${template.reason} at ${template.offset})`);
  return template;
}

const PLAIN: ParameterFormat = { kind: 'plain' };

function parseFormat(text: string): ParameterFormat | undefined {
  if (text === 'lower') return { kind: 'lower' };
  const width = /^pad\(([1-9]|[12][0-9]|3[0-8])\)$/.exec(text)?.[1];
  if (width !== undefined) return { kind: 'pad', width: Number(width) };
  return DATE_PATTERNS.includes(text) ? { kind: 'date', pattern: text } : undefined;
}

/** The characters beside the parameters: always the first one after, and the last one before unless a tag may hold it. */
function delimitersOf(segments: readonly Segment[]): string {
  const found = new Set<string>();
  segments.forEach((segment, i) => {
    if (segment.kind !== 'literal') return;
    const characters = [...segment.text];
    if (i > 0) found.add(characters[0] as string);
    const last = characters.at(-1) as string;
    if (i < segments.length - 1 && !SESSION_TAG_CHARACTER.test(last)) found.add(last);
  });
  return [...found].join('');
}
