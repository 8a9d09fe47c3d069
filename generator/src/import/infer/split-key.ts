/** A key text in parts: `ORDER#7` is `ORDER` and, after `#`, `7`. */
export interface KeyPart {
  /** The text between the part before and this one; empty for the first. */
  readonly delimiter: string;
  readonly text: string;
}

const DELIMITER = /[#|]/;
/** `User:UserA`; a time such as `12:00` does not begin with a letter. */
const WORD_AND_REST = /^(\p{L}[\p{L}_-]*)(:{1,2}|\/)(.+)$/su;

export function splitKey(key: string): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  let rest = key;
  let delimiter = '';
  while (rest !== undefined) {
    const at = rest.search(DELIMITER);
    const text = at < 0 ? rest : rest.slice(0, at);
    const [, word, colon, tail] = WORD_AND_REST.exec(text) ?? [];
    if (word === undefined) parts.push({ delimiter, text });
    else parts.push({ delimiter, text: word }, { delimiter: colon as string, text: tail as string });
    if (at < 0) return parts;
    delimiter = rest.charAt(at);
    rest = rest.slice(at + 1);
  }
  return parts;
}

/** The same for all keys that can come from one template, whatever their parts hold. */
export const outline = (parts: readonly KeyPart[]): string => parts.map(({ delimiter }) => `${delimiter}*`).join('');
