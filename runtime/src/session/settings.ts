import type { Authorize } from './authorize.js';
import type { RefreshLead } from './entry.js';
import { InvalidSessionOptions } from './errors.js';
import type { CommonOptions } from './options.js';
import type { Backoff } from './pacer.js';
import { type SessionSource, sourceProblems } from './sources/source.js';
import { type ScopeTag, type ScopeTags, scopeTags, tagKeyProblems } from './tags.js';

/** The options, checked and with their defaults. Times in milliseconds. */
export interface Settings {
  readonly tags: readonly ScopeTag[];
  readonly source: SessionSource;
  readonly authorize: Authorize;
  readonly maxSessions: number;
  readonly lead: RefreshLead;
  readonly timeout: number;
  readonly backoff: Backoff;
  readonly now: () => number;
}

/** `CommonOptions` with the request's type forgotten, and either the source or AssumeRole's options. */
export type AnyOptions = Omit<CommonOptions<ScopeTags, unknown>, 'authorize'> & {
  readonly authorize: Authorize;
  readonly source?: SessionSource | undefined;
};

/** Throws InvalidSessionOptions with all that is wrong. */
export function settingsOf(options: AnyOptions): Settings {
  if (!isObject(options)) throw new InvalidSessionOptions(['it requires an object of options']);
  const { region, authorize } = options;
  const backoffSeconds = isObject(options.backoffSeconds ?? DEFAULT_BACKOFF)
    ? (options.backoffSeconds ?? DEFAULT_BACKOFF)
    : NO_BACKOFF;
  const tags = isObject(options.tags) ? scopeTags(options.tags) : [];
  const source =
    options.source === undefined ? ({ ...options, kind: 'assumeRole' } as unknown as SessionSource) : options.source; // its options stand beside the others
  const problems = [...tagProblems(tags), ...sourceProblems(source, tags), ...hookProblems(options)];
  if (!isObject(options.tags))
    problems.push('tags must name the scopes, such as { tenant: "TenantId" }, or be {} for a role without tags');
  const now = clockOf(options.now);
  try {
    now();
  } catch (error) {
    problems.push(
      ...(error instanceof InvalidSessionOptions ? error.problems : ['now must be a function that does not throw']),
    );
  }
  if (typeof region !== 'string' || !/^[a-z0-9-]{1,64}$/.test(region))
    problems.push('region must name an AWS Region, such as eu-west-1');
  if (typeof authorize !== 'function')
    problems.push('authorize must be a function that returns true for a member of the tenant');

  const positive = (name: string, value: number, min: number): number => {
    if (!(Number.isFinite(value) && value >= min))
      problems.push(`${name} must be a number of at least ${min}, it is ${value}`);
    return value;
  };
  const settings: Settings = {
    tags,
    source,
    authorize,
    now,
    maxSessions: positive('maxSessions', options.maxSessions ?? 10_000, 1),
    lead: {
      before: 1000 * positive('refreshBeforeSeconds', options.refreshBeforeSeconds ?? 300, 0),
      jitter: 1000 * positive('refreshJitterSeconds', options.refreshJitterSeconds ?? 60, 0),
    },
    timeout: 1000 * positive('timeoutSeconds', options.timeoutSeconds ?? 10, 0.001),
    backoff: {
      first: 1000 * positive('backoffSeconds.first', backoffSeconds.first, 0),
      max: 1000 * positive('backoffSeconds.max', backoffSeconds.max, 0),
    },
  };
  if (problems.length > 0) throw new InvalidSessionOptions([...new Set(problems)]);
  return settings;
}

function tagProblems(tags: readonly ScopeTag[]): string[] {
  const problems = tagKeyProblems(tags.map(({ tag }) => tag));
  const seen = new Set<string>();
  for (const { parameter } of tags) {
    if (
      typeof parameter !== 'string' ||
      !/^[A-Za-z_][A-Za-z0-9_]*$/.test(parameter) ||
      parameter === '__proto__' ||
      parameter === 'claims'
    ) {
      problems.push(`the parameter ${JSON.stringify(parameter)} must be an identifier other than claims`);
    } else if (seen.has(parameter)) problems.push(`two tags are filled from the parameter ${parameter}`);
    seen.add(parameter);
  }
  return problems;
}

const DEFAULT_BACKOFF = { first: 0.25, max: 30 };
const NO_BACKOFF = { first: Number.NaN, max: Number.NaN };

/** Reads the clock, which must give numbers: with any other value every comparison of times would be false. */
function clockOf(now: (() => unknown) | undefined): () => number {
  if (now === undefined) return Date.now;
  return () => {
    const time: unknown = typeof now === 'function' ? now() : Number.NaN;
    if (typeof time === 'number' && Number.isFinite(time)) return time;
    throw new InvalidSessionOptions([
      'now must be a function that returns epoch milliseconds, a number, such as () => Date.now()',
    ]);
  };
}

function hookProblems({ onEvent, logger, client }: AnyOptions): string[] {
  const problems: string[] = [];
  if (onEvent !== undefined && typeof onEvent !== 'function') problems.push('onEvent must be a function');
  if (logger !== undefined && typeof logger?.warn !== 'function')
    problems.push('logger must have a function warn, as console has');
  if (client !== undefined && (!isObject(client) || !isObject(client.config)))
    problems.push('client must be a DynamoDBClient');
  return problems;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
