import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { Path } from '../diagnostics/path.js';
import { parseSource } from '../parse/parse-source.js';
import type { Source } from '../source.js';

/** Finds a path in the file that goes furthest along it; undefined where none can be read. */
export function placesIn(sources: readonly Source[]): (path: Path) => SourceLocation | undefined {
  const documents = sources.flatMap(({ file, text }) => parseSource(file, text).document ?? []);
  return (path) => {
    const [section = '', name = ''] = path.map(String);
    const document =
      documents.find(({ root }) => has(root[section], name)) ?? documents.find(({ root }) => has(root, section));
    return (document ?? documents[0])?.locate(path, 'key');
  };
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
