import { isObject, type JsonObject } from './json.js';

/** The IAM action of a PartiQL call, by its first statement's verb; undefined for any other operation. */
export function partiqlAction(operation: string, input: JsonObject): string | undefined {
  switch (operation) {
    case 'ExecuteStatement':
      return actionOf(input.Statement);
    case 'BatchExecuteStatement':
      return actionOf(firstStatement(input.Statements));
    case 'ExecuteTransaction':
      return actionOf(firstStatement(input.TransactStatements));
    default:
      return undefined;
  }
}

function firstStatement(list: unknown): unknown {
  const [first] = Array.isArray(list) ? list : [];
  return isObject(first) ? first.Statement : undefined;
}

function actionOf(statement: unknown): string {
  const verb = typeof statement === 'string' ? /^\s*([a-z]+)/i.exec(statement)?.[1]?.toUpperCase() : undefined;
  return `dynamodb:PartiQL${VERBS.get(verb ?? '') ?? 'Select'}`;
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['SELECT', 'Select'],
  ['INSERT', 'Insert'],
  ['UPDATE', 'Update'],
  ['DELETE', 'Delete'],
]);
