import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import type { Report } from '../diagnostics/problem.js';
import type { ScopePrefix } from './scope-of.js';

/** The state that the builders of the model share. */
export interface BuildContext {
  readonly report: Report;
  readonly typeNames: ReadonlySet<string>;
  /** Scope names with their prefixes, the longest prefix first. */
  readonly scopePrefixes: readonly ScopePrefix[];
  /** Paths whose value could not be read: whoever depends on them keeps quiet. */
  readonly broken: Set<string>;
}

export const markBroken = (context: BuildContext, path: Path): void => {
  context.broken.add(pathKey(path));
};
