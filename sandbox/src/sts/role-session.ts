import { type AssumeRoleCall, evaluateAssumeRole, type PolicyDocument } from '@tenantry/iam';
import type { AccountRole } from '../account/account.js';
import { sessionArn } from '../account/arn.js';
import type { Decision } from '../account/authorize.js';
import { uniqueId } from '../account/principal.js';
import type { Credentials } from '../credentials/credentials.js';
import type { Session } from '../credentials/session.js';
import { Failure } from '../http/failure.js';
import type { World } from '../world.js';
import type { XmlElements } from './xml.js';

/** Asks a role's trust policy, and the caller's own policies where it has any, whether a session may begin. */
export function trustDecision(
  role: AccountRole,
  call: AssumeRoleCall,
  identity: readonly PolicyDocument[] | undefined,
): Decision {
  const { action, decision, explanation, statement } = evaluateAssumeRole(role.trust, call, identity);
  return {
    action,
    resource: role.arn,
    decision,
    ...(statement && { statement: statement.sid ?? `statement ${statement.statement + 1}` }),
    explanation,
  };
}

/** The longest session of a role, and of one that is begun from a session of another. */
export function checkDuration(role: AccountRole, seconds: number | undefined, chained: boolean): number {
  const wanted = seconds ?? DEFAULT_SECONDS;
  if (chained && wanted > CHAINED_SECONDS) {
    throw new Failure(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (wanted > role.maxSessionSeconds) {
    throw new Failure(
      400,
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      `The schema's identity.assumeRole.maxSessionSeconds is ${role.maxSessionSeconds}.`,
    );
  }
  return wanted;
}

const DEFAULT_SECONDS = 3600;
const CHAINED_SECONDS = 3600;

/** A token goes into one header; what is over this would not reach the service. */
const MOST_TOKEN_CHARACTERS = 48 * 1024;

export function issue(session: Session, { keyring }: World): Credentials {
  const credentials = keyring.sessionCredentials(session);
  if ((credentials.sessionToken?.length ?? 0) > MOST_TOKEN_CHARACTERS) {
    throw new Failure(
      400,
      'PackedPolicyTooLarge',
      'The packed size of the session policies and session tags combined was too large.',
    );
  }
  return credentials;
}

/** The part of an answer that hands over a session. */
export const sessionResult = (session: Session, credentials: Credentials): XmlElements => ({
  Credentials: {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration?.toISOString().replace(/\.\d{3}/, ''),
  },
  AssumedRoleUser: {
    AssumedRoleId: `${uniqueId('AROA', session.roleArn)}:${session.name}`,
    Arn: sessionArn(session.roleArn, session.name),
  },
  SourceIdentity: session.sourceIdentity,
});
