import type { Model } from '../../model/model.js';
import { accessChanges } from './access.js';
import type { Change } from './change.js';
import { entityChanges } from './entities.js';
import { placeChanges } from './places.js';
import { groupChanges, sessionChanges } from './sessions.js';

/** The differences between two models. */
export interface ModelDiff {
  readonly changes: readonly Change[];
  /** Some change breaks stored items, callers or sessions. */
  readonly breaking: boolean;
  /** Some change lets somebody do more than before. */
  readonly widened: boolean;
}

/**
 * Compares two models: where data lies, keys, types, sessions, and what each role may really do. Descriptions do not count.
 * Breaking changes and widenings come first, each in the order of the schema.
 */
export function diff(before: Model, after: Model): ModelDiff {
  const changes = [
    ...placeChanges(before, after),
    ...entityChanges(before, after),
    ...groupChanges(before, after),
    ...sessionChanges(before, after),
    ...accessChanges(before, after),
  ];
  const rank = ({ breaking, widened }: Change): number => (widened ? 0 : breaking ? 1 : 2);
  return {
    changes: changes.toSorted((a, b) => rank(a) - rank(b)),
    breaking: changes.some(({ breaking }) => breaking),
    widened: changes.some(({ widened }) => widened),
  };
}

/** For a terminal: a line for each change, and what follows from it below. */
export const diffText = ({ changes }: ModelDiff): string =>
  changes
    .map(({ breaking, widened, path, summary, consequence }) => {
      const word = widened ? 'WIDER' : breaking ? 'BREAKING' : 'change';
      return `${word} ${path}: ${summary}\n  ${consequence}\n`;
    })
    .join('');
