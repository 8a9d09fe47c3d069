import type { PolicyDocument } from '../document.js';
import { type CompiledStatement, compileDocument } from './compile.js';
import { testActions } from './statement.js';

/** Who asks names few actions, many times; somebody hostile could name ever new ones. */
const MOST_ACTIONS = 200;

const known = new WeakMap<readonly CompiledStatement[], Map<string, readonly CompiledStatement[]>>();

/** The statements of a document that may speak of an action, given in lower case. Nearly all speak of others. */
export function statementsFor(document: PolicyDocument, action: string): readonly CompiledStatement[] {
  const statements = compileDocument(document);
  const byAction = known.get(statements);
  const found = byAction?.get(action);
  if (found !== undefined) return found;
  const own = statements.filter((statement) => testActions(statement, action) !== 'no');
  if (byAction !== undefined && byAction.size < MOST_ACTIONS) byAction.set(action, own);
  else known.set(statements, new Map([[action, own]]));
  return own;
}
