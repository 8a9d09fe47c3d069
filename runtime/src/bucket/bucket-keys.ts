import { scopeParameter } from '../codec/scope-parameter.js';
import type { ScopeDefinition } from '../entity/entity.js';
import { collectProblems } from '../errors/collect.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { asValues, refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import { ScopeViolation } from '../errors/scope-violation.js';
import { buildPart } from '../key/build.js';
import { readTemplate } from '../key/template.js';
import type { SessionLike } from '../request/client.js';

/** All that the runtime knows of a bucket of the schema. */
export interface BucketDefinition {
  readonly name: string;
  /** The real name. */
  readonly bucket: string;
  /** A template such as `tenants/{tenantId}/`. */
  readonly prefix: string;
  readonly scope: ScopeDefinition | undefined;
}

/** Keys of objects inside of one owner's prefix, in words of S3: for the `Bucket` and `Key` of its commands. */
export interface BoundBucketKeys {
  readonly bucket: string;
  /**
   * `key('invoices', '2026-06.pdf')` or `key('invoices/2026-06.pdf')`. Throws `ValidationFailed` for parts that are
   * empty, absolute, `.` or `..`, and beyond 1,024 bytes.
   */
  key(...path: readonly string[]): string;
  /** Returns the beginning of all keys of the folder, for ListObjectsV2: of the whole prefix without a path. */
  prefix(...path: readonly string[]): string;
  /** The path of a key of this owner. Throws `ScopeViolation` for a key of another. */
  parse(key: string): string;
}

/** The same for any owner, named by the parameters of the prefix. */
export interface BucketKeys<Params> {
  readonly bucket: string;
  of(params: Params): BoundBucketKeys;
  /** In the session's own prefix. */
  forSession(session: SessionLike): BoundBucketKeys;
  /** The parameters and the path of a key. Throws `DecodeFailed` for a key outside of the prefix. */
  parse(key: string): Params & { readonly path: string };
}

/** Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
const KEY_BYTES = 1024;

export function bucketKeys<Params>({ name, bucket, prefix, scope }: BucketDefinition): BucketKeys<Params> {
  const template = readTemplate(prefix);
  const parameters = [...new Set(template.parameters.map((parameter) => parameter.name))];
  const scoped = scopeParameter();

  const asText = (wanted: string, given: unknown): string =>
    typeof given === 'string' ? given : refuseArgument(`${name}: a method`, wanted, given);

  const start = (params: { readonly [name: string]: unknown }): string => {
    const problems = collectProblems(name, 'key');
    const texts = template.segments.map((segment) => {
      if (segment.kind === 'literal') return segment.text;
      const value = scoped.toKeyPart?.(params[segment.name], segment.name, problems.report);
      return value === undefined ? '' : buildPart(template, segment, value, problems.report);
    });
    problems.finish();
    return texts.join('');
  };

  const bound = (params: { readonly [name: string]: unknown }): BoundBucketKeys => {
    const own = start(asValues(`${name}: of()`, 'an object of parameters', params));
    const join = (path: readonly string[], end: string): string => {
      const problems = collectProblems(name, 'key');
      for (const part of path) {
        const message = pathProblem(asText('a path of texts', part));
        if (message !== undefined) problems.report({ path: 'path', message });
      }
      const key = own + path.join('/') + (path.length > 0 ? end : '');
      if (Buffer.byteLength(key) > KEY_BYTES)
        problems.report({ path: 'path', message: `makes the key longer than ${KEY_BYTES} bytes: use shorter names` });
      problems.finish();
      return key;
    };
    return {
      bucket,
      key(...path) {
        if (path.length === 0) throw new RequestRefused(`${name}: key() takes the object's path.`);
        return join(path, '');
      },
      prefix: (...path) => join(path, '/'),
      parse(key) {
        const path = asText('a key', key).startsWith(own) ? key.slice(own.length) : undefined;
        if (path !== undefined && pathProblem(path) === undefined) return path;
        const details = { entity: name, accessPattern: 'primary', scope: scope?.name ?? 'none' };
        throw new ScopeViolation(`${name}: this key does not lie in the owner's prefix ${prefix}.`, details);
      },
    };
  };

  return {
    bucket,
    // The generated types say which parameters the prefix has.
    of: (params) => bound(params as { readonly [name: string]: unknown }),
    forSession: (session) => bound(asValues(`${name}: forSession()`, 'a session', session).scope),
    parse(key) {
      const found = parsePrefix(template.segments, asText('a key', key));
      if (found === undefined || pathProblem(found.path) !== undefined)
        throw new DecodeFailed([{ path: 'key', message: `is not of the form ${prefix}…` }], name);
      const values = parameters.map((parameter) => [parameter, found.params[parameter]]);
      return { ...(Object.fromEntries(values) as Params), path: found.path };
    },
  };
}

/** A parameter ends where the literal behind it begins. */
function parsePrefix(
  segments: ReturnType<typeof readTemplate>['segments'],
  key: string,
): { readonly params: { readonly [name: string]: string }; readonly path: string } | undefined {
  const params: { [name: string]: string } = {};
  let at = 0;
  for (const [i, segment] of segments.entries()) {
    if (segment.kind === 'literal') {
      if (!key.startsWith(segment.text, at)) return undefined;
      at += segment.text.length;
      continue;
    }
    const next = segments[i + 1];
    const end = next?.kind === 'literal' ? key.indexOf(next.text, at) : -1;
    const value = key.slice(at, end);
    if (end <= at || (params[segment.name] !== undefined && params[segment.name] !== value)) return undefined;
    params[segment.name] = value;
    at = end;
  }
  return { params, path: key.slice(at) };
}

const CONTROL = /[\p{Cc}\p{Surrogate}\\]/u;

/**
 * Why a text cannot be a part of an object's path; undefined when it can. S3 itself takes `..` literally, but file
 * systems, proxies and browsers that see the key do not.
 */
function pathProblem(path: string): string | undefined {
  if (path === '') return 'has an empty part: name the object';
  if (path.startsWith('/')) return 'begins with a slash: it lies inside of the prefix already';
  const steps = path.split('/');
  if (steps.includes('..') || steps.includes('.')) return 'holds . or .., which lead elsewhere';
  if (steps.includes('')) return 'has an empty part: two slashes, or one at the end';
  return CONTROL.test(path) ? 'holds a control character or a backslash' : undefined;
}
