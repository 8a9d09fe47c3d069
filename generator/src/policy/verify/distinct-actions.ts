import { compileDocument, foldName, type PolicyDocument, testActions } from '@tenantry/iam';

/** Equal for actions that no statement tells apart: for the same session, resource and keys the documents decide the same of them. */
export function actionKinds(documents: readonly PolicyDocument[]): (action: string) => number {
  const statements = documents.flatMap(compileDocument);
  const bySignature = new Map<string, number>();
  const byAction = new Map<string, number>();
  return (action) => {
    const known = byAction.get(action);
    if (known !== undefined) return known;
    const lower = foldName(action);
    const signature = statements.map((statement) => testActions(statement, lower)).join();
    const kind = bySignature.get(signature) ?? bySignature.size;
    bySignature.set(signature, kind);
    byAction.set(action, kind);
    return kind;
  };
}

/** Of actions that no statement tells apart only the first. `also` tells actions apart that are asked differently. */
export function distinctActions(
  documents: readonly PolicyDocument[],
): (actions: readonly string[], also?: (action: string) => unknown) => readonly string[] {
  const kindOf = actionKinds(documents);
  return (actions, also = () => '') => {
    const firsts = new Map<string, string>();
    for (const action of actions) {
      const id = `${kindOf(action)} ${also(action)}`;
      if (!firsts.has(id)) firsts.set(id, action);
    }
    return [...firsts.values()];
  };
}
