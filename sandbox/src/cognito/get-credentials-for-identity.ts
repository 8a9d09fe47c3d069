import type { JWTPayload } from 'jose';
import { cognitoPrincipal } from 'tenantry/policies';
import { type AccountRole, findRole } from '../account/account.js';
import { roleNameOf } from '../account/arn.js';
import { requestContext } from '../account/request-context.js';
import type { Session } from '../credentials/session.js';
import { checkMembers, type JsonObject, textAt } from '../dynamodb/json.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import { headerOf } from '../signature/signed-request.js';
import { Constraints } from '../sts/constraints.js';
import { issue, trustDecision } from '../sts/role-session.js';
import { LIMITS } from '../sts/session-input.js';
import type { World } from '../world.js';
import { identityId } from './identity-id.js';
import { type Login, loginOf, notAuthorized } from './login.js';

const MEMBERS = new Set(['IdentityId', 'Logins', 'CustomRoleArn']);
/** The session name of the enhanced flow, whose sessions last an hour. */
const SESSION_NAME = 'CognitoIdentityCredentials';
const SESSION_SECONDS = 3600;

/** Amazon Cognito Federated Identities API Reference, GetCredentialsForIdentity (the enhanced flow). */
export async function getCredentialsForIdentity(
  input: JsonObject,
  pool: { readonly poolId: string; readonly claims: { readonly [tag: string]: string } },
  call: Call,
  world: World,
): Promise<object> {
  checkMembers(input, MEMBERS, 'GetCredentialsForIdentity');
  const id = textAt(input.IdentityId, 'IdentityId');
  const login = await loginOf(input.Logins, call, world);
  if (id !== identityId(pool.poolId, login)) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  const role = roleOf(input.CustomRoleArn, login, world);
  const tags = principalTags(login.claims, pool.claims);
  const principal = cognitoPrincipal(world.account.environment);
  const decision = trustDecision(
    role,
    {
      action: 'AssumeRoleWithWebIdentity',
      roleArn: role.arn,
      principal: { kind: 'Federated', names: [principal] },
      tags,
      sessionName: SESSION_NAME,
      context: {
        ...requestContext(undefined, {
          now: call.now,
          region: world.account.environment.region,
          userAgent: headerOf(call, 'user-agent'),
        }),
        [`${principal}:aud`]: pool.poolId,
        [`${principal}:sub`]: id,
        [`${principal}:amr`]: ['authenticated', login.provider, `${login.provider}:CognitoSignIn:${login.subject}`],
      },
    },
    undefined,
  );
  call.notes.decisions = [decision];
  if (decision.decision !== 'allowed') {
    call.notes.outcome = 'denied';
    throw new Failure(
      400,
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      decision.explanation,
    );
  }
  const issued = Math.floor(call.now.getTime() / 1000);
  const session: Session = {
    roleArn: role.arn,
    name: SESSION_NAME,
    tags,
    transitiveTagKeys: [],
    federatedProvider: principal,
    issued,
    expires: issued + SESSION_SECONDS,
  };
  const credentials = issue(session, world);
  call.notes.outcome = 'answered';
  call.notes.explanation = decision.explanation;
  return {
    IdentityId: id,
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: session.expires,
    },
  };
}

/** The role of an identity: the one asked for among those of its token, else the token's preferred one, else the pool's own. */
function roleOf(custom: unknown, { claims }: Login, { account, identityPoolRole }: World): AccountRole {
  const preferred = claims['cognito:preferred_role'];
  const offered = claims['cognito:roles'];
  let arn = typeof preferred === 'string' ? preferred : identityPoolRole;
  if (custom !== undefined) {
    arn = textAt(custom, 'CustomRoleArn');
    if (!Array.isArray(offered) || !offered.includes(arn)) {
      throw notAuthorized(
        `The role ${roleNameOf(arn)} is not among the roles of the token.`,
        'CustomRoleArn must stand in the claim cognito:roles.',
      );
    }
  }
  const role = arn === undefined ? undefined : findRole(account, arn);
  if (role !== undefined) return role;
  throw new Failure(
    400,
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    arn === undefined
      ? 'The pool has no role for signed-in users: give the sandbox `identityPoolRole`, or the token a claim cognito:preferred_role.'
      : `The environment has no role ${arn}.`,
  );
}

/** The principal tags that the pool's mapping makes of a token's claims. A claim that the token lacks gives no tag. */
function principalTags(
  claims: JWTPayload,
  mapping: { readonly [tag: string]: string },
): { readonly [tag: string]: string } {
  const check = new Constraints();
  const pairs = Object.entries(mapping).flatMap(([tag, claim]) => {
    const value = claims[claim];
    if (value === undefined) return [];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [[tag, check.required(text, `principalTags.${tag}`, LIMITS.tagValue)] as const];
  });
  check.done();
  return Object.fromEntries(pairs);
}
