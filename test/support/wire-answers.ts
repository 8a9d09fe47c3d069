import { Readable } from 'node:stream';
import fc from 'fast-check';

/** The result of a request handler for one attempt. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: { readonly [name: string]: string };
  /** The connection ends in the middle of the body. */
  readonly broken?: boolean;
}

export type Value = { readonly [type: string]: unknown };

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('\ud800', 'a\udfffb', '"\\/\b\f\n\r\t\u0000\u2028', '\ufeff', 'é😀', '{"B":"AAAA"}'),
);
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('0', '-0', '1E+125', '12345678901234567890123456789012345678', '0.1000', '-9.99E-130'),
);
/** Not `__proto__`: the SDK loses it, see short-way.test.ts. */
const name = fc
  .oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('constructor', 'toJSON', 'B', 'BS', 'S', 'N', 'M', 'L', '$metadata', 'é', '\ud800'),
  )
  .filter((each) => each !== '__proto__');

const named = <Each>(each: fc.Arbitrary<Each>): fc.Arbitrary<{ [name: string]: Each }> =>
  fc.array(fc.tuple(name, each), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));

/** Attribute values as an input holds them, with bytes, or as an answer does, with Base64. */
function attributeValue(wire: boolean): fc.Arbitrary<Value> {
  const bytes: fc.Arbitrary<unknown> = fc
    .uint8Array({ maxLength: 20 })
    .map((value) => (wire ? Buffer.from(value).toString('base64') : value));
  return fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text.map((S) => ({ S })),
      number.map((N) => ({ N })),
      fc.boolean().map((BOOL) => ({ BOOL })),
      fc.constant({ NULL: true }),
      bytes.map((B) => ({ B })),
      fc.array(text, { maxLength: 3 }).map((SS) => ({ SS })),
      fc.array(number, { maxLength: 3 }).map((NS) => ({ NS })),
      fc.array(bytes, { maxLength: 3 }).map((BS) => ({ BS })),
      fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
      named(tie('value')).map((M) => ({ M })),
    ),
  })).value;
}

const item = (wire: boolean) => named(attributeValue(wire));

/** An input of each operation. */
export const inputs: { readonly [operation: string]: fc.Arbitrary<{ readonly [name: string]: unknown }> } = {
  GetItem: fc.record({
    Key: item(false),
    ConsistentRead: optional(fc.boolean()),
    ProjectionExpression: optional(text),
  }),
  PutItem: fc.record({ Item: item(false), ...conditions(), ReturnValues: optional(fc.constant('ALL_OLD')) }),
  UpdateItem: fc.record({ Key: item(false), UpdateExpression: text, ...conditions() }),
  DeleteItem: fc.record({ Key: item(false), ...conditions() }),
  Query: fc.record({
    KeyConditionExpression: text,
    Limit: optional(fc.nat()),
    ExclusiveStartKey: optional(item(false)),
    ...values(),
  }),
  Scan: fc.record({ Segment: optional(fc.nat()), FilterExpression: optional(text), ...values() }),
  BatchGetItem: fc.record({ RequestItems: named(fc.record({ Keys: fc.array(item(false), { maxLength: 3 }) })) }),
  BatchWriteItem: fc.record({
    RequestItems: named(
      fc.array(
        fc.oneof(
          fc.record({ PutRequest: fc.record({ Item: item(false) }) }),
          fc.record({ DeleteRequest: fc.record({ Key: item(false) }) }),
        ),
        { maxLength: 3 },
      ),
    ),
  }),
  TransactGetItems: fc.record({
    TransactItems: fc.array(fc.record({ Get: fc.record({ TableName: fc.constant('app'), Key: item(false) }) }), {
      maxLength: 3,
    }),
  }),
  TransactWriteItems: fc.record({
    TransactItems: fc.array(fc.record({ Put: fc.record({ TableName: fc.constant('app'), Item: item(false) }) }), {
      maxLength: 3,
    }),
    ClientRequestToken: fc.uuid(),
  }),
};

function values() {
  return {
    ExpressionAttributeNames: optional(named(text)),
    ExpressionAttributeValues: optional(item(false)),
    ReturnConsumedCapacity: optional(fc.constantFrom('TOTAL', 'INDEXES')),
  };
}

function conditions() {
  return { ConditionExpression: optional(text), ...values() };
}

function optional<Each>(each: fc.Arbitrary<Each>): fc.Arbitrary<Each | undefined> {
  return fc.option(each, { nil: undefined });
}

const capacity = fc.record({
  TableName: fc.constant('app'),
  CapacityUnits: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const items = fc.array(item(true), { maxLength: 5 });
const some = <Each>(each: fc.Arbitrary<Each>) => fc.option(each, { nil: undefined });

/** The members of an output of each operation. */
const outputs: { readonly [operation: string]: fc.Arbitrary<object> } = {
  GetItem: fc.record({ Item: some(item(true)), ConsumedCapacity: some(capacity) }),
  PutItem: fc.record({ Attributes: some(item(true)), ConsumedCapacity: some(capacity) }),
  UpdateItem: fc.record({
    Attributes: some(item(true)),
    ItemCollectionMetrics: some(
      fc.record({ ItemCollectionKey: item(true), SizeEstimateRangeGB: fc.array(fc.nat(), { maxLength: 2 }) }),
    ),
  }),
  DeleteItem: fc.record({ Attributes: some(item(true)) }),
  Query: fc.record({
    Items: items,
    Count: fc.nat(),
    ScannedCount: fc.nat(),
    LastEvaluatedKey: some(item(true)),
    ConsumedCapacity: some(capacity),
  }),
  Scan: fc.record({ Items: items, Count: fc.nat(), LastEvaluatedKey: some(item(true)) }),
  BatchGetItem: fc.record({
    Responses: named(items),
    UnprocessedKeys: named(fc.record({ Keys: items })),
    ConsumedCapacity: some(fc.array(capacity, { maxLength: 2 })),
  }),
  BatchWriteItem: fc.record({
    UnprocessedItems: named(fc.array(fc.record({ PutRequest: fc.record({ Item: item(true) }) }), { maxLength: 3 })),
  }),
  TransactGetItems: fc.record({ Responses: fc.array(fc.record({ Item: some(item(true)) }), { maxLength: 3 }) }),
  TransactWriteItems: fc.record({ ConsumedCapacity: some(fc.array(capacity, { maxLength: 2 })) }),
};

const json = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'R1' };
const failed = (status: number, type: string, more: object = {}): Answer => ({
  status,
  body: JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: `it is ${type}`, ...more }),
});

/** Answers that are no success, or no whole one. */
const troubles: fc.Arbitrary<Answer> = fc.oneof(
  item(true).map((Item) => failed(400, 'ConditionalCheckFailedException', { Item })),
  item(true).map((Item) =>
    failed(400, 'TransactionCanceledException', {
      Message: 'Transaction cancelled',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Message: 'no', Item }],
    }),
  ),
  fc.constantFrom(
    failed(400, 'ProvisionedThroughputExceededException'),
    failed(400, 'ThrottlingException'),
    failed(400, 'ValidationException'),
    failed(400, 'AccessDeniedException'),
    failed(400, 'NeverHeardOfException', { Extra: { S: 1 } }),
    failed(500, 'InternalServerError'),
    { status: 503, body: '<html>Service Unavailable</html>', headers: { 'content-type': 'text/html' } },
    { status: 500, body: '' },
    { status: 413, body: 'too large' },
    { status: 200, body: '{"Item":{"a":{"S":"tr' },
    { status: 200, body: '<html></html>' },
    { status: 200, body: '' },
    { status: 200, body: 'null' },
    { status: 200, body: '[1,2]' },
    { status: 200, body: '"text"' },
    { status: 200, body: '{"Item":null,"Items":null,"Attributes":null}' },
    { status: 200, body: '\ufeff{}' },
    { status: 200, body: '{"Item":{"a":{"S":"x"}}}', broken: true },
    { status: 400, body: '{"__type":"x#Validation', broken: true },
    { status: 200, body: '{}', headers: { ...json, 'x-amz-crc32': '1' } },
    { status: 200, body: '{}', headers: { 'content-type': 'application/json' } },
    { status: 200, body: '{}', headers: { 'Content-Type': json['content-type'], 'X-Amzn-RequestId': 'R2' } },
  ),
);

export const goodAnswer = (operation: string): fc.Arbitrary<Answer> =>
  (outputs[operation] as fc.Arbitrary<object>).map((output) => ({ status: 200, body: JSON.stringify(output) }));

/** Answers to the attempts of one send; the last is given for all that follow. */
export const answers = (operation: string): fc.Arbitrary<readonly Answer[]> =>
  fc.array(fc.oneof({ weight: 3, arbitrary: goodAnswer(operation) }, { weight: 2, arbitrary: troubles }), {
    minLength: 1,
    maxLength: 3,
  });

export function bodyOf({ body, broken }: Answer): Readable {
  const bytes = Buffer.from(body);
  let at = 0;
  return new Readable({
    read() {
      if (broken && at > 4) this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      else this.push(at >= bytes.length ? null : bytes.subarray(at, at + 5));
      at += 5;
    },
  });
}

export const headersOf = ({ headers = json }: Answer): { [name: string]: string } => ({ ...headers });
