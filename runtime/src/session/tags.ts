import { SCOPE_PARAMETER } from '../codec/text-form.js';
import { MAX_TAGS, SCOPE_VALUE, TAG_KEY, TAG_VALUE, textProblem } from './limits.js';

/** Which session tag carries which scope: `{ tenant: 'TenantId' }` fills TenantId from the parameter `tenantId`. */
export type ScopeTags = { readonly [scope: string]: string | ScopeTag };

/** The long form, for a parameter that is not called after its scope. */
export interface ScopeTag {
  readonly parameter: string;
  readonly tag: string;
}

type ParameterOf<Scope extends string, Tag> = Tag extends { readonly parameter: infer Parameter extends string }
  ? Parameter
  : `${Scope}Id`;

/** The scope parameters of a session: `{ tenantId: string; userId: string }` for `{ tenant: 'TenantId', user: 'UserId' }`. */
export type ScopeOf<Tags extends ScopeTags> = {
  readonly [Scope in keyof Tags & string as ParameterOf<Scope, Tags[Scope]>]: string;
};

/** Session tags by key. */
export type TagRecord = { readonly [key: string]: string };

/** Scope tags in the order of the options: the first one names the tenant in `invalidate`. */
export function scopeTags(tags: ScopeTags): readonly ScopeTag[] {
  return Object.entries(tags).map(([scope, tag]) =>
    typeof tag === 'object' && tag !== null ? tag : { parameter: `${scope}Id`, tag },
  );
}

/** Finds problems of the keys. STS takes keys that differ only in case for the same key. */
export function tagKeyProblems(keys: readonly string[]): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const key of keys) {
    const problem = textProblem(`the tag key ${JSON.stringify(String(key).slice(0, 140))}`, key, TAG_KEY);
    if (problem !== undefined) problems.push(problem);
    else if (/^aws:/i.test(key)) problems.push(`the tag key "${key}" must not begin with aws:`);
    else if (seen.has(key.toLowerCase())) problems.push(`the tag key "${key}" is there twice (STS ignores case)`);
    else seen.add(key.toLowerCase());
  }
  if (keys.length > MAX_TAGS) problems.push(`a session takes at most ${MAX_TAGS} tags, there are ${keys.length}`);
  return problems;
}

export function tagValueProblems(tags: TagRecord): string[] {
  return Object.entries(tags).flatMap(
    ([key, value]) => textProblem(`the value of the tag "${key}"`, value, TAG_VALUE) ?? [],
  );
}

/**
 * Characters of keys and values that fill the space for session tags. AWS gives no figure: tags are packed into the session
 * token, in a format of its own (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html). Nine tags with
 * 2268 characters were told to take 498 % (https://github.com/aws-actions/configure-aws-credentials/issues/1898).
 */
const PACKED_CHARACTERS = 455;
/**
 * The estimate is refused only where it is far above the limit, because some texts may pack better than those that were
 * measured.
 */
const SURELY_TOO_LARGE = 200;

/** Estimates how much of the space for session tags these take, in percent. */
function estimatePackedTags(tags: TagRecord): number {
  const characters = Object.entries(tags).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  return Math.round((100 * characters) / PACKED_CHARACTERS);
}

export function packedTagsProblem(tags: TagRecord): string | undefined {
  const percent = estimatePackedTags(tags);
  if (percent <= SURELY_TOO_LARGE) return undefined;
  return `the session tags take about ${percent} % of the space that STS has for them, which is some ${PACKED_CHARACTERS} characters of keys and values: use fewer or shorter tags`;
}

/** Returns whether a scope value is one that can stand in keys, patterns and tags alike: `[A-Za-z0-9_.-]{1,128}`. */
export const isScopeValue = (value: unknown): value is string => typeof value === 'string' && WHOLE.test(value);
const WHOLE = new RegExp(SCOPE_PARAMETER, 'u');

export function scopeValueProblem(parameter: string, value: unknown): string | undefined {
  return value === undefined ? `${parameter} is missing` : textProblem(parameter, value, SCOPE_VALUE);
}
