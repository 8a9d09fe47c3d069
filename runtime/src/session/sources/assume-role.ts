import { InvalidSessionRequest } from '../errors.js';
import { MAX_CHAINED_DURATION_SECONDS, MAX_DURATION_SECONDS } from '../limits.js';
import { parseRoleArn, roleArnProblems } from '../role-arn.js';
import { packedTagsProblem, type ScopeTag, type TagRecord } from '../tags.js';
import type { AnyRequest, Issuer, PerRequest } from './issuer.js';
import {
  DEFAULT_DURATION_SECONDS,
  issuedByRole,
  type RoleCallOptions,
  roleCallInput,
  roleCallProblems,
  shapeMaker,
} from './role-call.js';
import { stsCaller } from './sts-client.js';

/** `sts:AssumeRole` with the scope as session tags. */
export interface AssumeRoleOptions<Request = AnyRequest> extends RoleCallOptions<Request> {
  /** 2 to 1224 of `[\w+=,.@:/-]`; for a role in another account. */
  readonly externalId?: PerRequest<Request, string | undefined>;
  /** 2 to 64 of `[\w+=,.@-]`: who acts, for CloudTrail and `aws:SourceIdentity`. It stays through role chains. */
  readonly sourceIdentity?: PerRequest<Request, string | undefined>;
  /** Tags besides the scope's, for audit. The trust policy must allow their keys (`aws:TagKeys`). */
  readonly auditTags?: PerRequest<Request, TagRecord | undefined>;
  /** Keys of constant or scope tags that the next role of a chain inherits and cannot set anew. */
  readonly transitiveTags?: readonly string[];
  /**
   * True if the caller's own credentials come from a role, as on Lambda, ECS, EKS and EC2: STS then caps a session at
   * 3600 s. Default true.
   */
  readonly roleChaining?: boolean;
}

export function assumeRoleProblems(options: AssumeRoleOptions, tags: readonly ScopeTag[]): string[] {
  const chained = options.roleChaining ?? true;
  const known = new Set([
    ...tags.map(({ tag }) => tag),
    ...(typeof options.auditTags === 'object' && options.auditTags !== null ? Object.keys(options.auditTags) : []),
  ]);
  const { transitiveTags = [] } = options;
  const unknown = (Array.isArray(transitiveTags) ? transitiveTags : []).filter(
    (key) => !known.has(key) && typeof options.auditTags !== 'function',
  );
  return [
    ...roleArnProblems(
      options.roleArn,
      tags.map(({ parameter }) => parameter),
    ),
    ...roleCallProblems(
      options,
      chained ? MAX_CHAINED_DURATION_SECONDS : MAX_DURATION_SECONDS,
      chained ? ' (role chaining; set roleChaining: false where the caller is not a role)' : '',
    ),
    ...shapeMaker(options, tags).problems,
    ...(Array.isArray(transitiveTags) ? [] : ['transitiveTags must be a list of tag keys']),
    ...unknown.map((key) => `transitiveTags names ${JSON.stringify(key)}, which is not a tag of the session`),
  ];
}

export function assumeRoleIssuer(options: AssumeRoleOptions, tags: readonly ScopeTag[], region: string): Issuer {
  const role = parseRoleArn(options.roleArn);
  const { constant, make } = shapeMaker(options, tags);
  const { transitiveTags, durationSeconds = DEFAULT_DURATION_SECONDS } = options;
  const sts = stsCaller(options.stsClient, region);
  return {
    calls: 'signed',
    shape: (request) => (constant === undefined ? make(request) : undefined),
    async issue({ scope, shape = constant ?? {}, abortSignal }) {
      const { auditTags = {}, externalId, sourceIdentity } = shape;
      const all = {
        ...Object.fromEntries(tags.map(({ parameter, tag }) => [tag, scope[parameter] ?? ''])),
        ...auditTags,
      };
      const problem = packedTagsProblem(all);
      if (problem !== undefined) throw new InvalidSessionRequest([problem]);
      const sent = Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
      const input = {
        ...roleCallInput(options, role, scope, shape),
        ...(sent.length === 0 ? {} : { Tags: sent }),
        ...(transitiveTags === undefined ? {} : { TransitiveTagKeys: [...transitiveTags] }),
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      };
      return issuedByRole(await sts.call('AssumeRole', input, abortSignal), durationSeconds);
    },
    close: sts.close,
  };
}
