import { type KeyTemplate, readTemplate } from './template.js';

/** A problem of a template text, with its place (0-based offset). */
export interface TemplateProblem {
  readonly offset: number;
  readonly length: number;
  readonly reason: 'empty' | 'unclosed' | 'stray-brace' | 'bad-name' | 'bad-format' | 'adjacent-parameters';
  readonly text: string;
}

const PIECE = /\{([^{}]*)\}|[^{}]+|[{}]/gu;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const FORMAT = /^(?:lower|pad\((?:[1-9]|[12][0-9]|3[0-8])\)|yyyy(?:-MM(?:-dd(?:'T'HH(?::mm)?)?)?)?)$/;

/** Reads a template's text. Never throws: a text that is no template gives its first problem. */
export function parseKeyTemplate(text: string): KeyTemplate | TemplateProblem {
  if (text === '') return { offset: 0, length: 0, reason: 'empty', text };
  let behindParameter = false;
  for (const piece of text.matchAll(PIECE)) {
    const [whole, hole] = piece;
    const reason =
      hole === undefined ? strayBrace(whole) : (holeProblem(hole) ?? (behindParameter && 'adjacent-parameters'));
    if (reason) return { offset: piece.index, length: whole.length, reason, text: whole };
    behindParameter = hole !== undefined;
  }
  return readTemplate(text);
}

function strayBrace(text: string): TemplateProblem['reason'] | undefined {
  if (text === '{') return 'unclosed';
  return text === '}' ? 'stray-brace' : undefined;
}

function holeProblem(hole: string): TemplateProblem['reason'] | undefined {
  const colon = hole.indexOf(':');
  if (!NAME.test(colon < 0 ? hole : hole.slice(0, colon))) return 'bad-name';
  return colon < 0 || FORMAT.test(hole.slice(colon + 1)) ? undefined : 'bad-format';
}

/** For text that is known to be a template: throws on a problem, which is a bug. */
export function keyTemplate(text: string): KeyTemplate {
  const template = parseKeyTemplate(text);
  if ('reason' in template)
    throw new Error(`Not a key template: ${JSON.stringify(text)} (${template.reason} at ${template.offset})`);
  return template;
}
