import type { Annotation } from '../diagnostics/render-github.js';
import type { ModelDiff } from '../policy/diff/diff.js';
import type { Source } from '../source.js';
import { placesIn } from './place-of.js';

/** Changes at their places in the schema; what is gone stands where it was listed. */
export function changeAnnotations({ changes }: ModelDiff, sources: readonly Source[]): readonly Annotation[] {
  const placeOf = placesIn(sources);
  return changes.map(({ code, breaking, widened, path, summary, consequence }) => ({
    code: `diff.${code}`,
    severity: breaking || widened ? 'error' : 'notice',
    where: placeOf(path.split('.')),
    summary: `${widened ? 'Wider access: ' : breaking ? 'Breaking: ' : ''}${summary}`,
    why: consequence,
  }));
}
