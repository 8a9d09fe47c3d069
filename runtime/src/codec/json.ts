import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isThenable } from '../errors/refuse-argument.js';
import type { AttributeType, ReportValue } from './attribute.js';
import { isPlain, isRecord } from './map.js';
import { encodeInside } from './nesting.js';
import { asNumber, decodeNumber } from './number.js';
import { refuse, undecodable } from './refuse.js';
import { asText } from './string.js';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Any JSON value, stored as DynamoDB's own maps and lists, so that conditions reach inside. */
export function json(): AttributeType {
  const type: AttributeType = { name: 'json', encode, decode, inside: (step) => ({ type, stored: step }) };
  return type;
}

/** The lists and objects that are being encoded. */
const above = new Set<unknown>();

function encode(value: unknown, path: string, report: ReportValue): AttributeValue | undefined {
  if (value === null) return { NULL: true };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'string') {
    const text = asText(value, path, report);
    return text === undefined ? undefined : { S: text };
  }
  if (typeof value === 'number') {
    const number = asNumber(value, path, report);
    return number === undefined ? undefined : { N: String(number) };
  }
  if (!Array.isArray(value) && !isPlain(value))
    return refuse(report, path, `is not a JSON value, but ${nameOf(value)}`);
  return encodeInside(above, value, path, report, () => encodeMembers(value, path, report));
}

function nameOf(value: unknown): string {
  if (isThenable(value)) return 'a promise or an unsent request';
  return isRecord(value) ? 'an object of a class: pass a plain object' : typeof value;
}

function encodeMembers(
  value: readonly unknown[] | { readonly [name: string]: unknown },
  path: string,
  report: ReportValue,
): AttributeValue | undefined {
  if (Array.isArray(value)) {
    // Array.from visits holes, which are no JSON either.
    const stored = Array.from(value, (each: unknown, i) => encode(each, `${path}[${i}]`, report));
    return stored.includes(undefined) ? undefined : { L: stored as AttributeValue[] };
  }
  const stored = Object.entries(value).map(([name, each]) => [name, encode(each, `${path}.${name}`, report)] as const);
  return stored.some(([, each]) => each === undefined)
    ? undefined
    : { M: Object.fromEntries(stored as [string, AttributeValue][]) };
}

function decode(value: AttributeValue, path: string): Json {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return decodeNumber(value, path);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL) return null;
  if (value.L) return value.L.map((each, i) => decode(each, `${path}[${i}]`));
  if (value.M)
    return Object.fromEntries(Object.entries(value.M).map(([name, each]) => [name, decode(each, `${path}.${name}`)]));
  return undecodable(path, 'a JSON value', value);
}
