import { InvalidSessionRequest, type ScopeRecord } from './errors.js';
import type { AnyRequest } from './sources/issuer.js';
import { isScopeValue, type ScopeTag, scopeValueProblem } from './tags.js';

/** Checks the scope, and copies the request: the caller's object may change while we wait. */
export function readRequest(
  given: unknown,
  tags: readonly ScopeTag[],
): { readonly scope: ScopeRecord; readonly request: AnyRequest } {
  if (!isPlain(given)) throw new InvalidSessionRequest([`get requires ${shapeOf(tags)}, not ${nameOf(given)}`]);
  const request: AnyRequest = { ...given };
  const scope: { [parameter: string]: string } = {};
  const problems: string[] = [];
  for (const { parameter } of tags) {
    const value = request[parameter];
    if (isScopeValue(value)) scope[parameter] = value;
    else problems.push(scopeValueProblem(parameter, value) ?? `${parameter} is not valid`);
  }
  if (problems.length > 0) throw new InvalidSessionRequest(problems);
  return { scope, request };
}

/** The options of `get`, whatever the types say. */
export function readSignal(options: unknown): AbortSignal | undefined {
  if (options === undefined) return undefined;
  const signal = isPlain(options) ? options.abortSignal : null;
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  throw new InvalidSessionRequest(['the options of get may hold abortSignal, which must be an AbortSignal']);
}

/** Decides which scopes `invalidate` is about: those with the given values. */
export function readInvalidation(given: unknown, tags: readonly ScopeTag[]): (scope: ScopeRecord) => boolean {
  const [first] = tags;
  if (typeof given === 'string' && first === undefined)
    throw invalid('these sessions have no parameter; use invalidateAll');
  const values = typeof given === 'string' ? { [first?.parameter ?? '']: given } : given;
  if (!isPlain(values))
    throw invalid(
      `requires a value of ${first?.parameter ?? 'a parameter'}, or ${shapeOf(tags)}, not ${nameOf(given)}`,
    );
  const entries = Object.entries(values);
  for (const [name, value] of entries) {
    if (!tags.some(({ parameter }) => parameter === name))
      throw invalid(`${JSON.stringify(name)} is not a parameter of these sessions`);
    if (typeof value !== 'string') throw invalid(`${name} must be a string, not ${nameOf(value)}`);
  }
  if (entries.length === 0) throw invalid('no parameter given; invalidateAll drops all');
  return (scope) => entries.every(([parameter, value]) => scope[parameter] === value);
}

const invalid = (problem: string): InvalidSessionRequest => new InvalidSessionRequest([`invalidate: ${problem}`]);
const isPlain = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const nameOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : value === undefined ? 'undefined' : typeof value;
const shapeOf = (tags: readonly ScopeTag[]): string =>
  tags.length === 0 ? 'an object' : `an object with ${tags.map(({ parameter }) => parameter).join(' and ')}`;
