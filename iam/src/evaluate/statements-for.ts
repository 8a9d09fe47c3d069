import type { PolicyDocument } from '../document.js';
import { type CompiledStatement, compileDocument } from './compile.js';
import { type SpeakingStatement, testActions } from './statement.js';

/** Callers ask for few actions, many times; an adversary could name ever new ones. */
const MOST_ACTIONS = 200;

const known = new WeakMap<readonly CompiledStatement[], Map<string, readonly SpeakingStatement[]>>();

/** The statements of a document that may speak of an action, given in lower case. Nearly all speak of others. */
export function statementsFor(document: PolicyDocument, action: string): readonly SpeakingStatement[] {
  const statements = compileDocument(document);
  const byAction = known.get(statements);
  const found = byAction?.get(action);
  if (found !== undefined) return found;
  const own = statements.flatMap((statement): readonly SpeakingStatement[] => {
    const speaks = testActions(statement, action);
    return speaks === 'no' ? [] : [{ statement, speaks }];
  });
  if (byAction !== undefined && byAction.size < MOST_ACTIONS) byAction.set(action, own);
  else known.set(statements, new Map([[action, own]]));
  return own;
}
