import type { Statement } from '@tenantry/iam';
import type { DataAction } from './required-access.js';

/** A name as a part of a Sid, which holds letters and digits only: `gsi1` becomes `Gsi1`. */
export const wordOf = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');

const READS: ReadonlySet<DataAction> = new Set<DataAction>(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

/** Returns one word for a group of actions. */
export function verbOf(actions: readonly DataAction[]): string {
  const [only, ...others] = actions;
  if (only !== undefined && others.length === 0) return only;
  if (actions.every((action) => READS.has(action))) return 'Read';
  return actions.some((action) => READS.has(action)) ? 'ReadWrite' : 'Write';
}

/** Numbers Sids that repeat: they must be unique in a document. Two tables `a-b` and `a_b` make the same word, for one. */
export function uniqueSids(
  statements: readonly Statement[],
  taken: ReadonlySet<string> = new Set(),
): readonly Statement[] {
  const seen = new Set(taken);
  return statements.map((statement) => {
    if (statement.Sid === undefined) return statement;
    let sid = statement.Sid;
    for (let n = 2; seen.has(sid); n++) sid = `${statement.Sid}${n}`;
    seen.add(sid);
    return { ...statement, Sid: sid };
  });
}
