import { compileDocument, type PolicyDocument, recordOf, type Statement } from '@tenantry/iam';

const HOLE = /⟦([^⟧]*)⟧/g;

/** Stands for a statement that decides nothing. */
const NOTHING: Statement = { Effect: 'Deny', Action: 'none:none', Resource: '*' };

const statementsOf = (document: unknown): readonly unknown[] => [recordOf(document)?.Statement].flat();

/** Names what stands in the holes of a value but for the deployment's own Region, account and partition. */
const unknownIn = (value: unknown): readonly string[] =>
  [...(JSON.stringify(value) ?? '').matchAll(HOLE)].flatMap(([, name = '']) => (/^AWS::/.test(name) ? [] : [name]));

/**
 * Returns documents without texts that are known only at deployment. An Allow is taken to reach whatever they may be; a Deny
 * counts only where it surely speaks of the same. Statements that are not understood decide nothing: they have a finding
 * already.
 */
export function withoutHoles(documents: readonly unknown[]): readonly PolicyDocument[] {
  const resources = documents.flatMap(statementsOf).map((each) => recordOf(each)?.Resource);
  // One unknown table is the same in every statement.
  const isOne = new Set(resources.flatMap(unknownIn)).size <= 1;
  return documents.map((document) => {
    const plain = {
      ...recordOf(document),
      Statement: statementsOf(document).map((each) => statementWithoutHoles(each, isOne)),
    } as unknown as PolicyDocument;
    const unread = new Set(
      compileDocument(plain).flatMap(({ unknown, index }) => (unknown === undefined ? [] : [index])),
    );
    return { ...plain, Statement: plain.Statement.map((each, i) => (unread.has(i) ? NOTHING : each)) };
  });
}

function statementWithoutHoles(statement: unknown, isOne: boolean): unknown {
  const record = recordOf(statement);
  if (record === undefined || !has(record)) return statement;
  const { Effect, Resource, NotResource, Condition } = record;
  if (Effect === 'Deny') {
    const isUnsure = has(Condition) || (NotResource !== undefined && has(NotResource));
    return isUnsure || (!isOne && unknownIn(Resource).length > 0) ? NOTHING : filled(record, '*');
  }
  return {
    ...(filled(record, '*') as object),
    // The resources that it leaves out must not grow.
    ...(NotResource !== undefined && { NotResource: filled(NotResource, 'unknown') }),
    ...(Condition !== undefined && { Condition: narrowing(Condition) }),
  };
}

const has = (value: unknown): boolean => JSON.stringify(value)?.includes('⟦') === true;

const filled = (value: unknown, text: string): unknown => JSON.parse(JSON.stringify(value).replaceAll(HOLE, text));

/**
 * The conditions of an Allow; one with an unknown value may hold, unless it names keys, where the value is read as a
 * wildcard.
 */
function narrowing(condition: unknown): unknown {
  const record = recordOf(condition);
  if (record === undefined) return filled(condition, '*');
  const operators = Object.entries(record).map(([operator, keys]) => {
    const kept = Object.entries(recordOf(keys) ?? {}).filter(
      ([key, values]) => !has(values) || (/^dynamodb:leadingkeys$/i.test(key) && !operator.includes('Not')),
    );
    return [operator, recordOf(keys) === undefined ? keys : Object.fromEntries(kept)] as const;
  });
  const given = operators.filter(([, keys]) => recordOf(keys) === undefined || Object.keys(keys as object).length > 0);
  return filled(Object.fromEntries(given), '*');
}
