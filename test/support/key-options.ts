import { KEYED_ACTIONS } from '../../iam/src/words/dynamodb-actions.js';

export type Option = string | readonly string[] | undefined;

/**
 * The only values that requests can have. Source: DynamoDB API Reference, Query and Scan (Select), UpdateItem and PutItem
 * (ReturnValues).
 */
const ENUMERATED: { readonly [key: string]: (action: string) => readonly string[] } = {
  // The other reads have no such parameter: of these it says whether they name attributes.
  'dynamodb:select': (action) =>
    /:(?:Query|Scan)$/.test(action)
      ? ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT']
      : ['ALL_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES'],
  'dynamodb:returnvalues': (action) =>
    /:(?:UpdateItem|PartiQLUpdate)$/.test(action)
      ? ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW']
      : ['NONE', 'ALL_OLD'],
};

/** Keys that hold lists. Source: Service Authorization Reference, DynamoDB and STS, type ArrayOfString. */
const LISTS: ReadonlySet<string> = new Set(['dynamodb:leadingkeys', 'dynamodb:attributes']);

/** Returns the values of a condition key, by one text of each class that patterns tell apart. */
export function keyOptions(key: string, classes: readonly string[], action: string): readonly Option[] {
  // No other action has this key. Source: Service Authorization Reference, Actions defined by Amazon DynamoDB.
  if (key === 'dynamodb:leadingkeys' && !KEYED_ACTIONS.includes(action)) return [undefined];
  // Every request has its caller.
  if (key === 'aws:principalarn') return classes;
  if (LISTS.has(key)) return [undefined, ...listsOf(classes)];
  return [undefined, ...(ENUMERATED[key]?.(action) ?? ['', ...classes])];
}

/** Lists of one and of two. */
export const listsOf = (texts: readonly string[]): readonly (readonly string[])[] =>
  texts.flatMap((text, i) => [[text], ...texts.slice(i + 1).map((other) => [text, other])]);
