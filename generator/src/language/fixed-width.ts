import type { CharSet } from './char-set.js';
import { difference } from './char-set.js';
import type { Language } from './language.js';

/**
 * The length that every text of a language has, such as 2 for that of `^[A-Z]{2}$`. Undefined where it varies, is 0, or where a
 * text may hold other characters than ASCII, of which AWS does not say how `?` counts them.
 */
export function fixedWidth(language: Language): number | undefined {
  const width = widthOf(language);
  return width === undefined || width === 0 || !isAscii(language) ? undefined : width;
}

function widthOf(language: Language): number | undefined {
  switch (language.kind) {
    case 'repeat':
    case 'length':
      return language.min === language.max ? language.min : undefined;
    case 'times': {
      const width = widthOf(language.body);
      return width === undefined || language.min !== language.max ? undefined : width * language.min;
    }
    case 'sequence':
      return language.parts.reduce<number | undefined>((sum, part) => {
        const width = widthOf(part);
        return sum === undefined || width === undefined ? undefined : sum + width;
      }, 0);
    case 'choice': {
      const widths = new Set(language.options.map(widthOf));
      return widths.size === 1 ? [...widths][0] : undefined;
    }
    case 'both':
      return language.all.map(widthOf).find((width) => width !== undefined);
  }
}

const ASCII: CharSet = [[0, 0x7f]];

function isAscii(language: Language): boolean {
  switch (language.kind) {
    case 'repeat':
      return difference(language.set, ASCII).length === 0;
    case 'times':
      return isAscii(language.body);
    case 'sequence':
      return language.parts.every(isAscii);
    case 'choice':
      return language.options.every(isAscii);
    case 'both':
      return language.all.some(isAscii);
    case 'length':
      return false;
  }
}
