import type { Authorize } from './authorize.js';
import type { RefreshLead } from './entry.js';
import { InvalidSessionOptions } from './errors.js';
import type { CommonOptions } from './options.js';
import { type SessionSource, sourceProblems } from './sources/source.js';
import type { Backoff } from './store.js';
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
}

/** `CommonOptions` with the request's type forgotten, and either the source or AssumeRole's options. */
export type AnyOptions = Omit<CommonOptions<ScopeTags, unknown>, 'authorize'> & {
  readonly authorize: Authorize;
  readonly source?: SessionSource | undefined;
};

/** Throws InvalidSessionOptions with all that is wrong. */
export function settingsOf(options: AnyOptions): Settings {
  const { region, authorize, backoffSeconds = { first: 0.25, max: 30 } } = options;
  const tags = scopeTags(options.tags ?? {});
  const source = options.source ?? ({ ...options, kind: 'assumeRole' } as unknown as SessionSource); // its options stand beside the others
  const problems = [...tagProblems(tags), ...sourceProblems(source, tags)];
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
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(parameter) || parameter === '__proto__' || parameter === 'claims') {
      problems.push(`the parameter ${JSON.stringify(parameter)} must be an identifier other than claims`);
    } else if (seen.has(parameter)) problems.push(`two tags are filled from the parameter ${parameter}`);
    seen.add(parameter);
  }
  if (tags.length === 0) problems.push('tags must name at least one scope, such as { tenant: "TenantId" }');
  return problems;
}
