import { foldName, listOf, type PolicyDocument, readText, type Statement } from '@tenantry/iam';

/**
 * Texts that the conditions of some documents let through for a key, one for each of their values: wildcards taken as a
 * letter, and in another case where the operator does not look at case. Whatever a document names is worth trying.
 */
export function conditionTexts(documents: readonly PolicyDocument[], key: string): readonly string[] {
  const found = documents.flatMap(statementsOf).flatMap(({ Condition }) =>
    Object.entries(Condition ?? {}).flatMap(([operator, tests]) =>
      Object.entries(tests)
        .filter(([name]) => foldName(name) === foldName(key) && !operator.includes('Null'))
        .flatMap(([, values]) => listOf(values).flatMap((value) => textsOf(operator, value))),
    ),
  );
  return [...new Set(found)];
}

function textsOf(operator: string, value: string): readonly string[] {
  const tokens = readText(value, { variables: true, wildcards: /Like|Arn/.test(operator) });
  const text = tokens?.map((token) => (token.kind === 'text' ? token.text : 'x')).join('') ?? value;
  return operator.includes('IgnoreCase') ? [text, text.toUpperCase(), text.toLowerCase()] : [text];
}

/** A document may hold one statement without a list around it. */
export const statementsOf = ({ Statement }: PolicyDocument): readonly Statement[] =>
  Array.isArray(Statement) ? Statement : [Statement as unknown as Statement];
