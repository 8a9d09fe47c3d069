import { codecs } from '@tenantry/runtime/key-templates';
import type { Generator } from '../model/type.js';

const HEX = '0123456789abcdef';
/** The time now and one in the next century, in the ten digits that a ULID begins with. */
const TIMES = ['01KB000000', '03WZZZZZZZ'];

/**
 * Returns values as the generator may make them: together they have each of its characters at each of its places, so that
 * a limit which not all values meet is found whatever the chance.
 */
export function generatedSamples(generator: Generator): readonly string[] {
  if (generator === 'ulid') {
    const digits = codecs.ULID_DIGITS;
    return [...digits].flatMap((_, start) =>
      TIMES.flatMap((time) => [time + rotate(digits, start, 16), time + (digits[start] ?? '0').repeat(16)]),
    );
  }
  if (generator !== 'uuid') return [];
  return [...HEX].flatMap((digit, start) =>
    [rotate(HEX, start, 32), digit.repeat(32)].map((text) => {
      const variant = '89ab'[start % 4];
      const parts = [text.slice(0, 8), text.slice(8, 12), `4${text.slice(13, 16)}`, `${variant}${text.slice(17, 20)}`];
      return [...parts, text.slice(20)].join('-');
    }),
  );
}

const rotate = (digits: string, start: number, length: number): string =>
  Array.from({ length }, (_, i) => digits[(start + i) % digits.length]).join('');
