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

/** `SESSION_TAG_CHARACTER`, whose classes take V8 half a millisecond to make, for a character that is hardly ever of them. */
const isTagCharacter = (character: string): boolean =>
  character < '\x80' ? /[\w .:/=+\-@]/.test(character) : /[\p{L}\p{Z}\p{N}]/u.test(character);

/** Reads a text that is a template, such as generated code holds. Of another text `parse-template.ts` says what is wrong. */
export function readTemplate(text: string): KeyTemplate {
  const segments = [...text.matchAll(/\{([^{}:]*):?([^{}]*)\}|[^{}]+/g)].map(
    ([literal, name, format]): Segment =>
      name === undefined ? { kind: 'literal', text: literal } : { kind: 'parameter', name, format: readFormat(format) },
  );
  const parameters = segments.filter((segment) => segment.kind === 'parameter');
  return { text, segments, parameters, delimiters: delimitersOf(segments) };
}

function readFormat(text = ''): ParameterFormat {
  if (text === '' || text === 'lower') return { kind: text || 'plain' };
  const width = /\d+/.exec(text);
  return text.startsWith('pad') ? { kind: 'pad', width: Number(width) } : { kind: 'date', pattern: text };
}

/** The characters beside the parameters: always the first one after, and the last one before unless a tag may hold it. */
function delimitersOf(segments: readonly Segment[]): string {
  let found = '';
  segments.forEach((segment, i) => {
    if (segment.kind !== 'literal') return;
    const characters = [...segment.text];
    const last = characters.at(-1) as string;
    if (i > 0) found += characters[0];
    if (i < segments.length - 1 && !isTagCharacter(last)) found += last;
  });
  return [...new Set(found)].join('');
}
