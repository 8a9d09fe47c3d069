import { recordOf } from '../evaluate/compile.js';
import { readText, type Token } from '../evaluate/text.js';
import { isCallerVariable } from './caller.js';

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');

const isCaller = (token: Token): boolean => token.kind === 'variable' && isCallerVariable(token.key);

const tokensOf = (text: string): readonly Token[] => readText(text, { variables: true, wildcards: true }) ?? [];

/** Returns whether a statement ties objects of a bucket, or tables, to the caller. */
export function isTied(statement: unknown): boolean {
  const { Effect, Action, Resource } = recordOf(statement) ?? {};
  const isOfItems = texts(Action).some((action) => /^(?:s3|dynamodb):/i.test(action));
  return Effect === 'Allow' && isOfItems && texts(Resource).some((text) => tokensOf(text).some(isCaller));
}

/** Returns whether each table of a statement is the caller's own: its name holds a tag, and nothing wild but what is below it. */
export function isSilo(statement: unknown): boolean {
  const { Resource } = recordOf(statement) ?? {};
  const resources = texts(Resource);
  return resources.length > 0 && resources.every((text) => isOwnTable(tokensOf(text)));
}

function isOwnTable(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(isCaller);
  const wild = tokens.findIndex(({ kind }, i) => i > at && (kind === 'many' || kind === 'one'));
  const between = tokens.slice(at + 1, wild < 0 ? undefined : wild);
  // A table's name holds no slash.
  return at >= 0 && (wild < 0 || between.some((token) => token.kind === 'text' && token.text.includes('/')));
}
