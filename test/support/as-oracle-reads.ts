import { listOf, type PolicyDocument, type Statement } from '../../iam/src/document.js';
import type { RequestContext } from '../../iam/src/evaluate/index.js';

/**
 * A document written so that the independent evaluator (@cloud-copilot/iam-simulate 0.1.173) reads it as AWS documents it, in
 * three places where it does not:
 * - Variables are text in a document that is not of version 2012-10-17 (IAM User Guide, "IAM JSON policy elements: Version").
 *   It resolves them in any (`replaceIamStringToken` in its util.js), so there `${` is written as `${$}{`.
 * - A session tag may be empty (STS API Reference, Tag: minimum length 0), and is then a value. It takes an empty value like a
 *   missing one (`if (requestValue)`, there too), so such a variable is written out: as nothing.
 * - `ForAllValues` is true of a missing key (IAM User Guide, "Set operators for multivalued context keys"), so
 *   `ForAllValues:Null` asks for nothing that is not there. It ignores the set operator (`testNull` in its condition.js), so
 *   such a condition is left out: the wider of both readings, of which AWS settles none.
 */
export function asOracleReads(policy: PolicyDocument, context: RequestContext): PolicyDocument {
  const old = policy.Version !== '2012-10-17';
  const empty = Object.entries(context).flatMap(([key, value]) => (value === '' ? [key.toLowerCase()] : []));
  const text = JSON.stringify(policy);
  if (!old && empty.length === 0 && !text.includes('ForAllValues:Null')) return policy;
  const read = (value: string): string =>
    old
      ? value.replaceAll('${', '${$}{')
      : value.replaceAll(/\$\{\s*([^},\s]+)[^}]*\}/g, (whole, key: string) =>
          empty.includes(key.toLowerCase()) ? '' : whole,
        );
  return {
    Version: '2012-10-17',
    Statement: policy.Statement.map((statement): Statement => {
      const { Resource, Condition } = statement;
      return {
        ...statement,
        ...(Resource !== undefined && { Resource: listOf(Resource).map(read) }),
        ...(Condition !== undefined && { Condition: conditionOf(Condition, read) }),
      };
    }),
  };
}

const conditionOf = (
  condition: NonNullable<Statement['Condition']>,
  read: (value: string) => string,
): NonNullable<Statement['Condition']> =>
  Object.fromEntries(
    Object.entries(condition)
      .filter(([operator]) => operator !== 'ForAllValues:Null')
      .map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, listOf(values).map(read)])),
      ]),
  );
