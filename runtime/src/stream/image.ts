import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from '../entity/encode-item.js';
import { asValues, isObject, refuseArgument } from '../errors/refuse-argument.js';

/** An image as it is stored. Lambda's JSON has binaries in base 64; the Streams API has bytes. */
export function storedImage(image: object | undefined): StoredItem | undefined {
  if (image === undefined) return undefined;
  asValues('decodeStreamRecord', 'images that are objects of attribute values', image);
  return Object.fromEntries(Object.entries(image).map(([name, value]) => [name, storedValue(value)]));
}

function storedValue(value: unknown): AttributeValue {
  if (!isObject(value)) return refuseArgument('decodeStreamRecord', "attribute values such as { S: 'text' }", value);
  const { B, BS, L, M } = value as {
    readonly B?: string | Uint8Array;
    readonly BS?: readonly (string | Uint8Array)[];
    readonly L?: readonly unknown[];
    readonly M?: object;
  };
  if (B !== undefined) return { B: bytes(B) };
  if (BS !== undefined) return { BS: BS.map(bytes) };
  if (L !== undefined) return { L: L.map(storedValue) };
  if (M !== undefined) return { M: storedImage(M) ?? {} };
  return value as AttributeValue;
}

const bytes = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? Uint8Array.from(Buffer.from(value, 'base64')) : value;
