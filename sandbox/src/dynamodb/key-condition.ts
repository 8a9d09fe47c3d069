import { aliased } from './attribute-names.js';
import { type Token, tokensOf } from './expression-tokens.js';
import { checkMembers, isObject, type JsonObject, listAt, objectAt } from './json.js';
import { validation } from './validation.js';

/** `name = value` in a key condition. */
interface Equality {
  readonly attribute: string;
  readonly value: unknown;
}

/** The value that a query's key condition fixes the partition key to, in either of the two notations. */
export function partitionValue(input: JsonObject, partitionKey: string): unknown {
  const { KeyConditionExpression: expression, KeyConditions: conditions } = input;
  if (expression !== undefined && conditions !== undefined) {
    throw validation(
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}',
    );
  }
  if (expression === undefined && conditions === undefined) {
    throw validation('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  }
  const equalities = typeof expression === 'string' ? parse(expression, input) : legacy(conditions);
  const found = equalities.filter(({ attribute }) => attribute === partitionKey);
  const [only] = found;
  if (only === undefined) throw validation(`Query condition missed key schema element: ${partitionKey}`);
  if (found.length > 1) throw validation('KeyConditionExpressions must only contain one condition per key');
  return only.value;
}

function legacy(conditions: unknown): readonly Equality[] {
  return Object.entries(objectAt(conditions, 'KeyConditions')).flatMap(([attribute, given]) => {
    const condition = objectAt(given, `KeyConditions.${attribute}`);
    checkMembers(condition, CONDITION_MEMBERS, `KeyConditions.${attribute}`);
    const { ComparisonOperator, AttributeValueList } = condition;
    if (ComparisonOperator !== 'EQ') return [];
    const values = listAt(AttributeValueList, `KeyConditions.${attribute}.AttributeValueList`);
    return values.length === 1 ? [{ attribute, value: values[0] }] : [];
  });
}

const CONDITION_MEMBERS: ReadonlySet<string> = new Set(['AttributeValueList', 'ComparisonOperator']);

/** condition = term { AND term }; every term must hold, so each equality among them does. */
function parse(expression: string, input: JsonObject): readonly Equality[] {
  const tokens = tokensOf(expression, PARAMETER);
  const equalities: Equality[] = [];
  let at = 0;
  const peek = (): string => tokens[at]?.text ?? '';
  const fail = (): never => {
    throw validation(
      `Invalid ${PARAMETER}: Syntax error; token: "${at < tokens.length ? peek() : '<EOF>'}"`,
      'A key condition is one equality on the partition key and at most one condition on the sort key, joined by AND.',
    );
  };
  const take = (): Token => {
    const token = tokens[at] ?? fail();
    at++;
    return token;
  };
  const expect = (sign: string): void => {
    if (take().text !== sign) {
      at--;
      fail();
    }
  };
  const word = (wanted: string): boolean => {
    if (tokens[at]?.kind !== 'name' || peek().toUpperCase() !== wanted) return false;
    at++;
    return true;
  };
  const operand = (): Token => {
    const token = take();
    if (token.kind === 'value' || token.kind === 'alias' || token.kind === 'name') return token;
    at--;
    return fail();
  };

  const condition = (): void => {
    do term();
    while (word('AND'));
  };
  const term = (): void => {
    if (peek() === '(') {
      expect('(');
      condition();
      expect(')');
      return;
    }
    if (tokens[at]?.text === 'begins_with' && tokens[at + 1]?.text === '(') {
      at += 2;
      operand();
      expect(',');
      operand();
      expect(')');
      return;
    }
    const left = operand();
    if (word('BETWEEN')) {
      operand();
      if (!word('AND')) fail();
      operand();
      return;
    }
    const sign = take().text;
    if (!COMPARATORS.has(sign)) {
      at--;
      fail();
    }
    const right = operand();
    if (sign === '=') equalities.push(equality(left, right, input));
  };

  condition();
  if (at < tokens.length) fail();
  return equalities;
}

const PARAMETER = 'KeyConditionExpression';
const COMPARATORS: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=']);

function equality(left: Token, right: Token, input: JsonObject): Equality {
  const [name, value] = left.kind === 'value' ? [right, left] : [left, right];
  if (name.kind === 'value' || value.kind !== 'value') {
    throw validation(`Invalid ${PARAMETER}: The equality must be between a key attribute and a value.`);
  }
  const values = input.ExpressionAttributeValues;
  if (!isObject(values) || !Object.hasOwn(values, value.text)) {
    throw validation(
      `Invalid ${PARAMETER}: An expression attribute value used in expression is not defined; attribute value: ${value.text}`,
    );
  }
  return {
    attribute: name.kind === 'alias' ? aliased(name, PARAMETER, input) : name.text,
    value: values[value.text],
  };
}
