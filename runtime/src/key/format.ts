import type { ParameterFormat } from './template.js';

/** Called for each thing that is wrong; the one who passes it decides whether to throw. */
export type RefusePart = (message: string) => void;

/** Writes a part as its format says: pads a number, lowers a text, cuts an instant. */
export function writePart(format: ParameterFormat, text: string, refuse: RefusePart): string | undefined {
  switch (format.kind) {
    case 'plain':
      return text;
    case 'lower':
      return text.toLowerCase();
    case 'pad':
      if (!/^\d+$/.test(text))
        return void refuse(`must be a non-negative integer to be padded to ${format.width} digits`);
      if (text.length > format.width)
        return void refuse(`has more than the ${format.width} digits of its place in the key`);
      return text.padStart(format.width, '0');
    case 'date': {
      const cut = text.slice(0, dateWidth(format.pattern));
      return isCutDate(cut, format.pattern) ? cut : void refuse(`does not hold a date in the form ${format.pattern}`);
    }
  }
}

/** The inverse of `writePart`, as far as it has one; undefined for a text that `writePart` never writes. */
export function readPart(format: ParameterFormat, text: string): string | undefined {
  switch (format.kind) {
    case 'plain':
      return text;
    case 'lower':
      return text === text.toLowerCase() ? text : undefined;
    case 'pad':
      return text.length === format.width && /^\d+$/.test(text) ? text.replace(/^0+(?=.)/, '') : undefined;
    case 'date':
      return isCutDate(text, format.pattern) ? text : undefined;
  }
}

/** Returns whether a text is already cut to a date pattern, as `match` returns it. */
export function isCutDate(text: string, pattern: string): boolean {
  return text.length === dateWidth(pattern) && CUT_DATE.test(text);
}

const CUT_DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2})?)?)?)?$/;

/** The quotes of `yyyy-MM-dd'T'HH` are not written. */
const dateWidth = (pattern: string): number => pattern.replaceAll("'", '').length;
