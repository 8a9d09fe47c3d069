import { type Token, tokensOf } from './expression-tokens.js';
import { isObject, type JsonObject, objectAt } from './json.js';
import { validation } from './validation.js';

const EXPRESSIONS = [
  'ConditionExpression',
  'FilterExpression',
  'KeyConditionExpression',
  'ProjectionExpression',
  'UpdateExpression',
] as const;

/** Parameters from before expressions whose members are attribute names. */
const LEGACY_MAPS = ['AttributeUpdates', 'Expected', 'KeyConditions', 'QueryFilter', 'ScanFilter'] as const;

/** Words of the expression language. All of them are reserved, so none can be a bare attribute name. */
const WORDS: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN']);
const UPDATE_WORDS: ReadonlySet<string> = new Set(['SET', 'REMOVE', 'ADD', 'DELETE']);

/**
 * Every top-level attribute that a request names, in its expressions, its legacy parameters, its key and its item: the
 * widest reading of `dynamodb:Attributes`, so a limit on attributes is never met by leaving one out.
 */
export function attributeNames(input: JsonObject): readonly string[] {
  const names = new Set<string>();
  for (const parameter of EXPRESSIONS) {
    const expression = input[parameter];
    if (expression === undefined) continue;
    if (typeof expression !== 'string') throw validation(`${parameter} must be a string.`);
    for (const name of expressionNames(expression, parameter, input)) names.add(name);
  }
  for (const parameter of LEGACY_MAPS) {
    if (input[parameter] === undefined) continue;
    for (const name of Object.keys(objectAt(input[parameter], parameter))) names.add(name);
  }
  const listed = input.AttributesToGet;
  if (listed !== undefined) {
    if (!Array.isArray(listed) || !listed.every((name) => typeof name === 'string')) {
      throw validation('AttributesToGet must be a list of strings.');
    }
    // AWS does not document whether a path may stand here, so both the whole and its head must be allowed.
    for (const path of listed) names.add(path).add(topLevel(path));
  }
  for (const part of [input.Key, input.Item]) {
    if (isObject(part)) for (const name of Object.keys(part)) names.add(name);
  }
  return [...names].sort();
}

function expressionNames(expression: string, parameter: string, input: JsonObject): readonly string[] {
  const tokens = tokensOf(expression, parameter);
  return tokens.flatMap((token, i) => {
    if (token.kind !== 'name' && token.kind !== 'alias') return [];
    if (tokens[i - 1]?.text === '.') return [];
    if (token.kind === 'alias') return [aliased(token, parameter, input)];
    if (tokens[i + 1]?.text === '(') return [];
    const word = token.text.toUpperCase();
    return WORDS.has(word) || (parameter === 'UpdateExpression' && UPDATE_WORDS.has(word)) ? [] : [token.text];
  });
}

/** The attribute that an alias stands for. */
export function aliased({ text }: Token, parameter: string, input: JsonObject): string {
  const names = input.ExpressionAttributeNames;
  const name = isObject(names) && Object.hasOwn(names, text) ? names[text] : undefined;
  if (typeof name !== 'string') {
    throw validation(
      `Invalid ${parameter}: An expression attribute name used in the document path is not defined; attribute name: ${text}`,
    );
  }
  return name;
}

const topLevel = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path;
