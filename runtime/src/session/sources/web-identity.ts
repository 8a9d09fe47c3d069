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
import { requireScope, tagInToken, tokenProof } from './token-claims.js';

/**
 * `sts:AssumeRoleWithWebIdentity`: the caller's own token, signed by an OIDC provider that the role trusts, brings the tags
 * in its `https://aws.amazon.com/tags` claim. No AWS credentials are needed, and no role chaining caps the session.
 */
export interface WebIdentityOptions<Request = AnyRequest> extends RoleCallOptions<Request> {
  /** The caller's ID token. Called on every `get`: cached credentials are served only to a token that STS has accepted. */
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
    calls: 'service',
    shape: (request) => (constant === undefined ? make(request) : undefined),
    prove: (scope, request) =>
      tokenProof(scope, request, options.token, (claims) =>
        requireScope(
          scope,
          tags,
          ({ tag }) => tagInToken(claims, tag),
          ({ tag }) => `https://aws.amazon.com/tags principal tag ${tag}`,
        ),
      ),
    async issue({ scope, shape = constant ?? {}, proof, abortSignal }) {
      const input = { ...roleCallInput(options, role, scope, shape), WebIdentityToken: String(proof?.value) };
      return issuedByRole(await sts.call('AssumeRoleWithWebIdentity', input, abortSignal), durationSeconds);
    },
    close: sts.close,
  };
}
