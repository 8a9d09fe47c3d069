import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import type { Report } from '../diagnostics/problem.js';
import type { Model } from '../model/model.js';
import type { RawSchema } from '../parse/raw-schema.js';

/** The input of a rule. The model is complete, and may break every rule. */
export interface RuleContext {
  readonly model: Model;
  /** For what the model does not carry: whether something was written at all. */
  readonly raw: RawSchema;
  /** Paths with a problem already (see `pathKey`): what depends on them is not reported again. */
  readonly broken: ReadonlySet<string>;
}

/** One rule: reports every place that breaks it. Rules do not depend on each other's order. */
export type Rule = (context: RuleContext, report: Report) => void;

/** Returns whether a path or anything above it has a problem already. */
export const isBroken = ({ broken }: RuleContext, path: Path): boolean =>
  broken.size > 0 && path.some((_, depth) => broken.has(pathKey(path.slice(0, depth + 1))));

/** Returns whether a path, anything above it or anything under it has a problem already. */
export const isSuspect = (context: RuleContext, path: Path): boolean =>
  isBroken(context, path) || holdsBroken(context, path);

/** Returns whether anything at all under a path has a problem already. */
export function holdsBroken({ broken }: RuleContext, path: Path): boolean {
  const prefix = pathKey(path).slice(0, -1);
  return [...broken].some((key) => key.startsWith(`${prefix},`) || key === `${prefix}]`);
}
