import type { Random } from './random.js';

/** The text after a change of its bytes in UTF-8; what is no UTF-8 then is read as a reader of files does it. */
export function mutateBytes(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return text;
  const at = random.below(bytes.length);
  switch (random.below(4)) {
    case 0:
      bytes[at] = random.below(256);
      return bytes.toString();
    case 1:
      bytes[at] = (bytes[at] as number) ^ (1 << random.below(8));
      return bytes.toString();
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(random.below(256)), bytes.subarray(at)]).toString();
    default:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]).toString();
  }
}
