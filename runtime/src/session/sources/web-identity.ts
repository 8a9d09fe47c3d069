import { MAX_DURATION_SECONDS } from '../limits.js';
import { parseRoleArn, roleArnProblems } from '../role-arn.js';
import type { ScopeTag } from '../tags.js';
import type { AnyRequest, Issuer } from './issuer.js';
import {
  DEFAULT_DURATION_SECONDS,
  issuedByRole,
  type RoleCallOptions,
  roleCallInput,
  roleCallProblems,
  shapeMaker,
} from './role-call.js';
import { stsCaller } from './sts-client.js';
import { claimsOf, fromSource, requireScope, tagInToken } from './token-claims.js';

/**
 * `sts:AssumeRoleWithWebIdentity`: the caller's own token, signed by an OIDC provider that the role trusts, brings the tags
 * in its `https://aws.amazon.com/tags` claim. No AWS credentials are needed, and no role chaining caps the session.
 */
export interface WebIdentityOptions<Request = AnyRequest> extends RoleCallOptions<Request> {
  /** The caller's ID token. Asked for each time credentials are issued, so it must not be one that has expired since. */
  readonly token: (request: Request) => string | Promise<string>;
}

export function webIdentityProblems(options: WebIdentityOptions, tags: readonly ScopeTag[]): string[] {
  return [
    ...roleArnProblems(
      options.roleArn,
      tags.map(({ parameter }) => parameter),
    ),
    ...roleCallProblems(options, MAX_DURATION_SECONDS, ''),
    ...shapeMaker(options, tags).problems,
    ...(typeof options.token === 'function'
      ? []
      : ["source.token must be a function that gives the caller's ID token"]),
  ];
}

export function webIdentityIssuer(options: WebIdentityOptions, tags: readonly ScopeTag[], region: string): Issuer {
  const role = parseRoleArn(options.roleArn);
  const { constant, make } = shapeMaker(options, tags);
  const { durationSeconds = DEFAULT_DURATION_SECONDS } = options;
  const sts = stsCaller(options.stsClient, region);
  return {
    shape: (request) => (constant === undefined ? make(request) : undefined),
    async issue({ scope, request, shape = constant ?? {}, abortSignal }) {
      const token = await fromSource(scope, 'token', () => options.token(request));
      const claims = claimsOf(token, scope);
      requireScope(
        scope,
        tags,
        ({ tag }) => tagInToken(claims, tag),
        ({ tag }) => `https://aws.amazon.com/tags principal tag ${tag}`,
      );
      const input = { ...roleCallInput(options, role, scope, shape), WebIdentityToken: token };
      return issuedByRole(await sts.call('AssumeRoleWithWebIdentity', input, abortSignal), durationSeconds);
    },
    close: sts.close,
  };
}
