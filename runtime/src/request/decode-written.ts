import { afterWrite } from '../errors/after-write.js';

/** Reads an item that a done write returned. Throws `DecodeFailed` with `written: true`, which holds the item. */
export function readWritten<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw afterWrite(error);
  }
}
