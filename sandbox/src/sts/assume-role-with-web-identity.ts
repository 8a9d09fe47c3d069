import { findRole } from '../account/account.js';
import { requestContext } from '../account/request-context.js';
import type { Session } from '../credentials/session.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import { headerOf } from '../signature/signed-request.js';
import { invalidToken, type WebIdentity, webIdentityOf } from '../web-identity/claims.js';
import { verifyToken } from '../web-identity/verify-token.js';
import type { World } from '../world.js';
import { Constraints } from './constraints.js';
import { checkParameters, type QueryInput } from './query-input.js';
import { checkDuration, issue, sessionResult, trustDecision } from './role-session.js';
import { checkPolicy, readSessionInput, SESSION_PARAMETERS } from './session-input.js';
import { stsAnswer } from './sts-answer.js';

const ACTION = 'AssumeRoleWithWebIdentity';
const TOKEN = { min: 4, max: 20_000 };

/** AWS STS API Reference, AssumeRoleWithWebIdentity. The call is not signed: the token speaks for itself. */
export async function assumeRoleWithWebIdentity(input: QueryInput, call: Call, world: World): Promise<Answer> {
  checkParameters(input, ACTION, [...SESSION_PARAMETERS, 'WebIdentityToken']);
  const check = new Constraints();
  const { roleArn, sessionName, durationSeconds, policy } = readSessionInput(input, check);
  const token = check.required(input.get('WebIdentityToken'), 'webIdentityToken', TOKEN);
  check.done();
  checkPolicy(policy);
  const identity = webIdentityOf(await verifyToken(token, world.identityKeys, call.now));
  checkProvider(identity, world);
  const role = findRole(world.account, roleArn);
  if (role === undefined) throw denied(call, `The environment has no role ${roleArn}.`);
  const decision = trustDecision(
    role,
    {
      action: ACTION,
      roleArn,
      principal: { kind: 'Federated', names: [providerArn(identity, world)] },
      tags: identity.session.tags,
      sessionName,
      ...(identity.session.transitiveTagKeys.length > 0 && { transitiveTagKeys: identity.session.transitiveTagKeys }),
      ...(identity.sourceIdentity !== undefined && { sourceIdentity: identity.sourceIdentity }),
      context: {
        ...requestContext(undefined, {
          now: call.now,
          region: world.account.environment.region,
          userAgent: headerOf(call, 'user-agent'),
        }),
        [`${identity.provider}:aud`]: identity.audience,
        [`${identity.provider}:sub`]: identity.subject,
      },
    },
    undefined,
  );
  call.notes.decisions = [decision];
  if (decision.decision !== 'allowed') throw denied(call, decision.explanation);

  const seconds = checkDuration(role, durationSeconds, false);
  const issued = Math.floor(call.now.getTime() / 1000);
  const session: Session = {
    roleArn,
    name: sessionName,
    tags: identity.session.tags,
    transitiveTagKeys: identity.session.transitiveTagKeys,
    ...(identity.sourceIdentity !== undefined && { sourceIdentity: identity.sourceIdentity }),
    federatedProvider: providerArn(identity, world),
    ...(policy !== undefined && { policy }),
    issued,
    expires: issued + seconds,
  };
  call.notes.outcome = 'answered';
  call.notes.explanation = decision.explanation;
  return stsAnswer(ACTION, call.requestId, {
    ...sessionResult(session, issue(session, world)),
    SubjectFromWebIdentityToken: identity.subject,
    Audience: identity.audience,
    Provider: providerArn(identity, world),
  });
}

const providerArn = ({ provider }: WebIdentity, { account: { environment } }: World): string =>
  `arn:${environment.partition}:iam::${environment.account}:oidc-provider/${provider}`;

/** The provider and its client ids as IAM would hold them: those of the schema. */
function checkProvider({ provider, audience }: WebIdentity, { account: { webIdentity } }: World): void {
  if (provider !== webIdentity?.provider) {
    throw invalidToken(`No OpenIDConnect provider found in your account for https://${provider}`);
  }
  if (!webIdentity.audience.includes(audience)) throw invalidToken('Incorrect token audience');
}

function denied(call: Call, explanation: string): Failure {
  call.notes.outcome = 'denied';
  return new Failure(403, 'AccessDenied', `Not authorized to perform sts:${ACTION}`, explanation);
}
