import { MAX_CHAINED_DURATION_SECONDS, MAX_DURATION_SECONDS } from '../limits.js';
import { parseRoleArn, roleArnProblems } from '../role-arn.js';
import type { ScopeTag, TagRecord } from '../tags.js';
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
   * Whether the caller's own credentials come from a role, as on Lambda, ECS, EKS and EC2: STS then caps a session at
   * 3600 s. Default true.
   */
  readonly roleChaining?: boolean;
}

export function assumeRoleProblems(options: AssumeRoleOptions, tags: readonly ScopeTag[]): string[] {
  const chained = options.roleChaining ?? true;
  const known = new Set([
    ...tags.map(({ tag }) => tag),
    ...(typeof options.auditTags === 'object' ? Object.keys(options.auditTags) : []),
  ]);
  const unknown = (options.transitiveTags ?? []).filter(
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
      chained ? ' (role chaining; set roleChaining: false where the caller is no role)' : '',
    ),
    ...shapeMaker(options, tags).problems,
    ...unknown.map((key) => `transitiveTags names ${JSON.stringify(key)}, which is no tag of the session`),
  ];
}

export function assumeRoleIssuer(options: AssumeRoleOptions, tags: readonly ScopeTag[], region: string): Issuer {
  const role = parseRoleArn(options.roleArn);
  const { constant, make } = shapeMaker(options, tags);
  const { transitiveTags, durationSeconds = DEFAULT_DURATION_SECONDS } = options;
  const sts = stsCaller(options.stsClient, region);
  return {
    shape: (request) => (constant === undefined ? make(request) : undefined),
    async issue({ scope, shape = constant ?? {}, abortSignal }) {
      const { auditTags = {}, externalId, sourceIdentity } = shape;
      const scopeTags = tags.map(({ parameter, tag }) => ({ Key: tag, Value: scope[parameter] ?? '' }));
      const input = {
        ...roleCallInput(options, role, scope, shape),
        Tags: [...scopeTags, ...Object.entries(auditTags).map(([Key, Value]) => ({ Key, Value }))],
        ...(transitiveTags === undefined ? {} : { TransitiveTagKeys: [...transitiveTags] }),
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
        ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
      };
      return issuedByRole(await sts.call('AssumeRole', input, abortSignal), durationSeconds);
    },
    close: sts.close,
  };
}
