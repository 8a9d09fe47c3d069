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

/** Stand for the caller and for another variable: no ARN has these characters. */
const [CALLER, OTHER] = ['«', '»'];
/** The caller's id, alone, is the only part of a table's name that is not given. */
const OWN_TABLE = /^arn:[^:«»]*:dynamodb:[^:«»]*:[^:«»]*:table\/[^*?/«»]*«[^*?/«»]*(?:\/[^«»]*)?$/;

function isOwnTable(tokens: readonly Token[]): boolean {
  const shape = tokens.map((token) => {
    if (token.kind === 'variable') return isCaller(token) && token.fallback === undefined ? CALLER : OTHER;
    // A text that whoever deploys chooses may hold a wildcard.
    return token.kind === 'text' ? token.text.replaceAll(/⟦(!?)[^⟧]*⟧/g, (_, free) => (free === '!' ? '*' : 'x')) : '*';
  });
  return OWN_TABLE.test(shape.join(''));
}

/** Returns how the ARNs of objects begin that a statement ties to the caller: with the bucket and the folders before its id. */
export function tiedObjects(statement: unknown): readonly string[] {
  if (!isTied(statement)) return [];
  return texts(recordOf(statement)?.Resource).flatMap((text) => {
    const tokens = tokensOf(text);
    const at = tokens.findIndex(({ kind }) => kind !== 'text');
    const [first] = tokens;
    const isObject = first?.kind === 'text' && /^arn:[^/]*:s3:::[^/]+\//.test(first.text);
    return isObject && at === 1 && tokens[1] !== undefined && isCaller(tokens[1]) ? [first.text] : [];
  });
}
