import { readFile } from 'node:fs/promises';

/** The text of a file that the options name; `what` it is stands in the message where it cannot be read. */
export async function readText(what: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Error(`The ${what} ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
