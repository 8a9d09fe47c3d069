import { breaking, type Change, widening } from './change.js';

/** States what follows where a term of sessions is added, removed, made optional or made required. */
export interface Consequences {
  readonly added: string;
  readonly removed: string;
  readonly optional: string;
  readonly required: string;
}

/** Returns the changes of a list of what may begin sessions: a new element widens, one that is gone breaks callers. */
export const listChanges = (
  path: string,
  what: string,
  before: readonly string[],
  after: readonly string[],
  { added, removed }: Consequences,
): readonly Change[] => [
  ...after
    .filter((each) => !before.includes(each))
    .map((each) => widening('session.widened', { path, summary: `The ${what} ${each} is new.`, consequence: added })),
  ...before
    .filter((each) => !after.includes(each))
    .map((each) =>
      breaking('session.narrowed', { path, summary: `The ${what} ${each} is gone.`, consequence: removed }),
    ),
];

/** Returns the change of a requirement: one that is dropped widens, one that is new or another breaks callers. */
export function requirementChanges(
  path: string,
  what: string,
  before: string | undefined,
  after: string | undefined,
  { optional, required }: Consequences,
): readonly Change[] {
  if (before === after) return [];
  return [
    after === undefined
      ? widening('session.widened', { path, summary: `The ${what} is no longer required.`, consequence: optional })
      : breaking('session.narrowed', {
          path,
          summary: `The ${what} is ${before === undefined ? 'now required' : 'another'}.`,
          consequence: required,
        }),
  ];
}

/** Returns the change of how long sessions may last; `path` is of whom it limits. */
export function secondsChanges(path: string, before: number, after: number): readonly Change[] {
  if (before === after) return [];
  const change = {
    path: `${path}.maxSessionSeconds`,
    summary: `Sessions may last ${after} seconds instead of ${before}.`,
  };
  return [
    after > before
      ? widening('session.widened', { ...change, consequence: 'Access that was taken away ends later.' })
      : breaking('session.narrowed', { ...change, consequence: 'Callers that ask for longer ones get none.' }),
  ];
}
