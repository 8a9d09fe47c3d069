import type { Model } from '../../model/model.js';

/** Marks names inside of texts, in place of values that are known later. */
export interface Holes {
  hole(name: string): string;
  /** Splits a text: literal text at even places, names of holes at odd ones. */
  parts(text: string): readonly string[];
}

/** The mark is one character that no text of the schema holds, or a schema could write code. */
export function holesFor(model: Model): Holes {
  const used = JSON.stringify(model);
  let point = 0xe000;
  while (used.includes(String.fromCharCode(point))) point++;
  const mark = String.fromCharCode(point);
  return { hole: (name) => mark + name + mark, parts: (text) => text.split(mark) };
}
