import type { PolicyDocument } from '../document.js';
import { type CompiledStatement, compileDocument } from '../evaluate/compile.js';
import type { Outcome } from '../evaluate/outcome.js';
import { touches } from '../evaluate/statement.js';

/** Whether a statement speaks of an action, whatever its resources and conditions. */
export const speaksOf = (statement: CompiledStatement, action: string): Outcome =>
  touches({ ...statement, resources: ALL }, action, '');

const ALL: NonNullable<CompiledStatement['resources']> = { not: false, loose: [false], texts: [[{ kind: 'many' }]] };

/**
 * Of actions that no statement tells apart only the first: for the same session, resource and keys the documents decide the same of
 * the others. `also` tells actions apart that are asked differently.
 */
export function distinctActions(
  documents: readonly PolicyDocument[],
): (actions: readonly string[], also?: (action: string) => unknown) => readonly string[] {
  const statements = documents.flatMap(compileDocument);
  const kinds = new Map<string, string>();
  const kindOf = (action: string): string => {
    const kind = kinds.get(action) ?? statements.map((statement) => speaksOf(statement, action)).join();
    kinds.set(action, kind);
    return kind;
  };
  return (actions, also = () => '') => {
    const firsts = new Map<string, string>();
    for (const action of actions) {
      const id = `${kindOf(action)} ${also(action)}`;
      if (!firsts.has(id)) firsts.set(id, action);
    }
    return [...firsts.values()];
  };
}
