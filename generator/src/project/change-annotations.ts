import type { SourceLocation } from '../diagnostics/diagnostic.js';
import type { Annotation } from '../diagnostics/render-github.js';
import { parseSource } from '../parse/parse-source.js';
import type { SchemaDocument } from '../parse/schema-document.js';
import type { ModelDiff } from '../policy/diff/diff.js';
import type { Source } from '../source.js';

/** Changes at their places in the schema; what is gone stands where it was listed. */
export function changeAnnotations({ changes }: ModelDiff, sources: readonly Source[]): readonly Annotation[] {
  const documents = sources.flatMap(({ file, text }) => parseSource(file, text).document ?? []);
  return changes.map(({ code, breaking, widened, path, summary, consequence }) => ({
    code: `diff.${code}`,
    severity: breaking || widened ? 'error' : 'notice',
    where: placeOf(documents, path.split('.')),
    summary: `${widened ? 'Wider access: ' : breaking ? 'Breaking: ' : ''}${summary}`,
    why: consequence,
  }));
}

/** In the file that goes furthest along the path. */
function placeOf(documents: readonly SchemaDocument[], path: readonly string[]): SourceLocation | undefined {
  const [section = '', name = ''] = path;
  const document =
    documents.find(({ root }) => has(root[section], name)) ?? documents.find(({ root }) => has(root, section));
  return (document ?? documents[0])?.locate(path, 'key');
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);
