import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Answer } from './answer.js';

/** Headers that a page may read beside those that every page may: the date by which SDKs correct their clocks among them. */
const EXPOSED = 'date, x-amzn-requestid, x-amz-crc32, x-tenantry-decision';
const PREFLIGHT_SECONDS = 600;

/** Answers the question of a browser before a request of a page. Every request proves itself by its signature or token; its origin decides nothing. */
export function preflightAnswer({ method, url, headers }: IncomingMessage): Answer | undefined {
  if (method !== 'OPTIONS' || url !== '/' || headers['access-control-request-method'] === undefined) return undefined;
  const requested = headers['access-control-request-headers'];
  return {
    status: 200,
    headers: {
      'access-control-allow-methods': 'POST',
      // Named one by one: a wildcard does not cover `authorization` (Fetch Standard, "CORS-preflight fetch").
      ...(requested !== undefined && { 'access-control-allow-headers': requested }),
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    },
    body: '',
  };
}

/** Returns the headers by which a browser lets the page read the answer; none for a program that is no browser. */
export function crossOriginHeaders({ origin }: IncomingHttpHeaders): { readonly [name: string]: string } {
  return origin === undefined ? {} : { 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED };
}
