import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { parseDecimal } from '../codec/exact.js';

/** Names and values together. Source: DynamoDB Developer Guide, "Constraints: Items". */
export const MOST_ITEM_BYTES: number = 400 * 1024;

/**
 * The size that DynamoDB counts, in bytes: UTF-8 names and strings, numbers about half a byte a digit, 3 bytes for a
 * list or map and 1 for each of its elements. Source: DynamoDB Developer Guide, "DynamoDB item sizes and formats".
 */
export function sizeOf(item: { readonly [name: string]: AttributeValue }): number {
  let bytes = 0;
  for (const name of Object.keys(item)) bytes += utf8(name) + valueSize(item[name] as AttributeValue);
  return bytes;
}

/** Returns whether the item can be too large at all: most are so small that they need no measuring. */
export function exceeds(item: { readonly [name: string]: AttributeValue }): boolean {
  return atMost(item) > MOST_ITEM_BYTES && sizeOf(item) > MOST_ITEM_BYTES;
}

/** A UTF-16 code unit takes at most three bytes. */
function atMost(item: { readonly [name: string]: AttributeValue }): number {
  let bytes = 0;
  for (const name of Object.keys(item)) {
    const { S, B, N, BOOL } = item[name] as AttributeValue & { S?: string };
    if (S !== undefined) bytes += S.length * 3;
    else if (B !== undefined) bytes += B.length;
    else if (N === undefined && BOOL === undefined) bytes += valueSize(item[name] as AttributeValue);
    bytes += name.length * 3 + 21;
  }
  return bytes;
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.SS !== undefined) return sum(value.SS, utf8);
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, ({ length }) => length);
  if (value.L !== undefined) return 3 + sum(value.L, (each) => 1 + valueSize(each));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + sizeOf(value.M);
  return 1;
}

function numberSize(text: string): number {
  const decimal = parseDecimal(text);
  return decimal === undefined ? text.length : Math.ceil(decimal.digits.length / 2) + 1 + (decimal.negative ? 1 : 0);
}

const utf8 = (text: string): number => Buffer.byteLength(text);

function sum<Each>(all: readonly Each[], size: (each: Each) => number): number {
  let bytes = 0;
  for (const each of all) bytes += size(each);
  return bytes;
}
