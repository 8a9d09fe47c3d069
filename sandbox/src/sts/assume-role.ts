import { findRole, policiesOf } from '../account/account.js';
import type { Principal } from '../account/principal.js';
import { requestContext } from '../account/request-context.js';
import type { Session } from '../credentials/session.js';
import type { Answer } from '../http/answer.js';
import type { Call } from '../http/call.js';
import { Failure } from '../http/failure.js';
import { headerOf } from '../signature/signed-request.js';
import type { World } from '../world.js';
import { Constraints } from './constraints.js';
import { checkParameters, type QueryInput } from './query-input.js';
import { checkDuration, issue, sessionResult, trustDecision } from './role-session.js';
import {
  checkedTags,
  checkPolicy,
  LIMITS,
  readSessionInput,
  readTags,
  SESSION_PARAMETERS,
  type SessionTags,
} from './session-input.js';
import { stsAnswer } from './sts-answer.js';

const PARAMETERS = [...SESSION_PARAMETERS, 'Tags', 'TransitiveTagKeys', 'ExternalId', 'SourceIdentity'];

/** AWS STS API Reference, AssumeRole. */
export function assumeRole(input: QueryInput, caller: Principal, call: Call, world: World): Answer {
  checkParameters(input, 'AssumeRole', PARAMETERS);
  const check = new Constraints();
  const { roleArn, sessionName, durationSeconds, policy } = readSessionInput(input, check);
  const { pairs, transitive } = readTags(input, check);
  const externalId = check.optional(input.get('ExternalId'), 'externalId', LIMITS.externalId);
  const given = check.optional(input.get('SourceIdentity'), 'sourceIdentity', LIMITS.name);
  check.done();
  checkPolicy(policy);
  const passed = checkedTags(pairs, transitive);
  const inherited = inheritedTags(caller, passed);
  const sourceIdentity = caller.session?.sourceIdentity ?? given;
  if (given !== undefined && given !== sourceIdentity) {
    throw new Failure(400, 'InvalidParameterValue', 'The source identity of the calling session cannot be changed.');
  }
  const role = findRole(world.account, roleArn);
  if (role === undefined) {
    throw denied(call, caller, 'sts:AssumeRole', roleArn, `The environment has no role ${roleArn}.`);
  }

  const region = world.account.environment.region;
  const decision = trustDecision(
    role,
    {
      action: 'AssumeRole',
      roleArn,
      principal: { kind: 'AWS', names: [...new Set([caller.arn, caller.identityArn])] },
      tags: passed.tags,
      sessionName,
      ...(passed.transitiveTagKeys.length > 0 && { transitiveTagKeys: passed.transitiveTagKeys }),
      // One that the caller's session has goes over, and is asked for as well (IAM User Guide, "Monitor and control actions
      // taken with assumed roles").
      ...(sourceIdentity !== undefined && { sourceIdentity }),
      ...(Object.keys(inherited.tags).length > 0 && { inheritedTags: inherited.tags }),
      ...(externalId !== undefined && { externalId }),
      context: requestContext(caller, { now: call.now, region, userAgent: headerOf(call, 'user-agent') }),
    },
    policiesOf(world.account, caller.identityArn) ?? [],
  );
  call.notes.decisions = [decision];
  if (decision.decision !== 'allowed') throw denied(call, caller, decision.action, roleArn, decision.explanation);

  const seconds = checkDuration(role, durationSeconds, caller.session !== undefined);
  const issued = Math.floor(call.now.getTime() / 1000);
  const session: Session = {
    roleArn,
    name: sessionName,
    tags: { ...inherited.tags, ...passed.tags },
    transitiveTagKeys: [...inherited.transitiveTagKeys, ...passed.transitiveTagKeys],
    ...(sourceIdentity !== undefined && { sourceIdentity }),
    ...(policy !== undefined && { policy }),
    issued,
    expires: issued + seconds,
  };
  call.notes.outcome = 'answered';
  call.notes.explanation = decision.explanation;
  return stsAnswer('AssumeRole', call.requestId, sessionResult(session, issue(session, world)));
}

/** Transitive tags of the caller's session go over; passing one again fails (IAM User Guide, "Chaining roles with session tags"). */
function inheritedTags({ session }: Principal, passed: SessionTags): SessionTags {
  const transitiveTagKeys = session?.transitiveTagKeys ?? [];
  const own = new Set(Object.keys(passed.tags).map((key) => key.toLowerCase()));
  const again = transitiveTagKeys.find((key) => own.has(key.toLowerCase()));
  if (again !== undefined) {
    throw new Failure(
      400,
      'InvalidParameterValue',
      `The session tag ${again} is inherited from the calling session as a transitive tag and cannot be passed again.`,
    );
  }
  const tags = Object.fromEntries(transitiveTagKeys.map((key) => [key, session?.tags[key] ?? '']));
  return { tags, transitiveTagKeys };
}

function denied(call: Call, caller: Principal, action: string, roleArn: string, explanation: string): Failure {
  call.notes.outcome = 'denied';
  return new Failure(
    403,
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${roleArn}`,
    explanation,
  );
}
