import { hash } from 'node:crypto';
import type { SignableRequest } from './sign-v4.js';

/** Returns whether a request is as DynamoDB's all are, which `signV4` takes by itself. */
export const isPlain = ({ path, query, body }: SignableRequest): boolean =>
  path === '/' && Object.keys(query ?? {}).length === 0 && (typeof body === 'string' || body instanceof Uint8Array);

/** The path and query of any request as its signature takes them. */
export const canonicalResource = ({ path, query = {} }: SignableRequest): string =>
  `${canonicalPath(path)}\n${canonicalQuery(query)}`;

/** The hash of any body. */
export function bodyHash(body: unknown): string {
  if (body === undefined || body === null) return hash('sha256', '');
  if (typeof body === 'string' || body instanceof Uint8Array) return hash('sha256', body);
  if (ArrayBuffer.isView(body)) return hash('sha256', new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (body instanceof ArrayBuffer) return hash('sha256', new Uint8Array(body));
  return 'UNSIGNED-PAYLOAD'; // a stream, as the SDK does
}

function canonicalPath(path: string): string {
  if (path === '/' || path === '') return '/';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const normal = `/${parts.join('/')}${parts.length > 0 && path.endsWith('/') ? '/' : ''}`;
  return escapeUri(normal).replaceAll('%2F', '/');
}

function canonicalQuery(query: Readonly<Record<string, string | string[] | null>>): string {
  const pairs: [key: string, pair: string][] = [];
  for (const [name, value] of Object.entries(query)) {
    const key = escapeUri(name);
    for (const one of Array.isArray(value)
      ? value.map(escapeUri).sort()
      : typeof value === 'string'
        ? [escapeUri(value)]
        : []) {
      pairs.push([key, `${key}=${one}`]);
    }
  }
  return pairs
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, pair]) => pair)
    .join('&');
}

const escapeUri = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
