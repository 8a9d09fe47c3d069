import { describe, expect, it } from 'vitest';
import { attributeNames } from '../../../sandbox/src/dynamodb/attribute-names.js';
import { partitionValue } from '../../../sandbox/src/dynamodb/key-condition.js';

const names = { '#pk': 'pk', '#sk': 'sk', '#a': 'a b.c' };
const values = { ':pk': { S: 'TENANT#acme' }, ':x': { S: 'x' }, ':y': { S: 'y' } };
const condition = (expression: unknown, more: object = {}): unknown =>
  partitionValue(
    { KeyConditionExpression: expression, ExpressionAttributeNames: names, ExpressionAttributeValues: values, ...more },
    'pk',
  );

describe('the partition key of a key condition', () => {
  it.each([
    'pk = :pk',
    '#pk = :pk',
    '#pk=:pk',
    ':pk = #pk',
    '(#pk = :pk)',
    '#pk = :pk AND #sk = :x',
    '#pk = :pk and begins_with(#sk, :x)',
    'begins_with ( #sk , :x ) AND #pk = :pk',
    '#pk = :pk AND #sk BETWEEN :x AND :y',
    '#sk between :x and :y AND (#pk = :pk)',
    '(#pk = :pk) AND (#sk > :x)',
    '#pk\n=\t:pk AND sk <= :x',
  ])('is found in %j', (expression) => {
    expect(condition(expression)).toEqual({ S: 'TENANT#acme' });
  });

  it.each([
    '',
    '#pk',
    '#pk = ',
    '#pk = #sk',
    ':pk = :x',
    '#pk <> :pk',
    '#pk > :pk',
    '#pk = :pk OR #sk = :x',
    'NOT #pk = :pk',
    '#pk = :pk #sk = :x',
    '#pk = :pk AND',
    '#pk = :pk AND #pk = :x',
    '(#pk = :pk',
    '#pk = :pk)',
    '#pk IN (:pk)',
    '#pk.a = :pk',
    '#pk[0] = :pk',
    'begins_with(#pk, :pk)',
    'size(#pk) = :pk',
    '#pk = :pk AND contains(#sk, :x)',
    '#pk BETWEEN :pk AND :pk',
    '#other = :pk',
    '#pk = :other',
    '#sk = :x',
    '#pk = :pk; #sk = :x',
    "#pk = 'TENANT#acme'",
    '#pk = :pk -- AND',
    '#pk\u00a0= :pk',
    '#pk = :pk /* */',
    `${'('.repeat(50_000)}#pk = :pk${')'.repeat(50_000)}`,
  ])('is not taken from %j', (expression) => {
    expect(() => condition(expression)).toThrow(expect.objectContaining({ code: 'ValidationException' }));
  });

  it('is found in the notation from before expressions', () => {
    const eq = (value: object): object => ({ ComparisonOperator: 'EQ', AttributeValueList: [value] });
    const legacy = (KeyConditions: unknown, more: object = {}): unknown =>
      partitionValue({ KeyConditions, ...more }, 'pk');
    expect(legacy({ pk: eq({ S: 'a' }), sk: { ComparisonOperator: 'GT', AttributeValueList: [{ S: 'b' }] } })).toEqual({
      S: 'a',
    });
    for (const bad of [
      {},
      { sk: eq({ S: 'a' }) },
      { pk: { ComparisonOperator: 'GT', AttributeValueList: [{ S: 'a' }] } },
      { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }, { S: 'b' }] } },
      { pk: { ComparisonOperator: 'EQ' } },
      { pk: { S: 'a' } },
      { pk: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }], Value: { S: 'b' } } },
      'pk = a',
      undefined,
    ]) {
      expect(() => legacy(bad)).toThrow();
    }
    expect(() => legacy({ pk: eq({ S: 'a' }) }, { KeyConditionExpression: 'pk = :pk' })).toThrow(/Can not use both/);
  });
});

describe('the attributes of a request', () => {
  const of = (input: object): readonly string[] => attributeNames({ ExpressionAttributeNames: names, ...input });

  it('are those of every expression, by the names that aliases stand for', () => {
    expect(of({ ProjectionExpression: 'a, #pk.inner, b[0].c, #a' })).toEqual(['a', 'a b.c', 'b', 'pk']);
    expect(
      of({
        ConditionExpression: 'attribute_exists(#pk) AND (size(d) > :x OR NOT e IN (:x, :y) AND f BETWEEN :x AND g.or)',
      }),
    ).toEqual(['d', 'e', 'f', 'g', 'pk']);
    expect(
      of({
        UpdateExpression:
          'SET a = if_not_exists(b, :x) + c, #sk.x = list_append(d, :y) REMOVE e[1] ADD f :x DELETE g :y',
      }),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'sk']);
    expect(
      of({ KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :x)', FilterExpression: 'contains(h, :x)' }),
    ).toEqual(['h', 'pk', 'sk']);
  });

  it('are those of keys, items and the parameters from before expressions', () => {
    expect(of({ Key: { pk: {}, sk: {} }, AttributesToGet: ['a', 'b.c'] })).toEqual(['a', 'b', 'b.c', 'pk', 'sk']);
    expect(of({ Item: { pk: {}, x: {} }, Expected: { y: {} }, AttributeUpdates: { z: {} } })).toEqual([
      'pk',
      'x',
      'y',
      'z',
    ]);
    expect(of({ QueryFilter: { a: {} }, ScanFilter: { b: {} }, KeyConditions: { c: {} } })).toEqual(['a', 'b', 'c']);
  });

  it.each([
    { ProjectionExpression: 'a, #undefined' },
    { ProjectionExpression: 'a; b' },
    { ProjectionExpression: 'a, "b"' },
    { ProjectionExpression: ['a'] },
    { FilterExpression: 'a = "x"' },
    { AttributesToGet: 'a' },
    { AttributesToGet: [1] },
    { Expected: [] },
  ])('are not guessed: %j', (input) => {
    expect(() => of(input)).toThrow();
  });
});
