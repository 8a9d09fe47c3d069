import { createHash } from 'node:crypto';
import type { PolicyDocument, RequestContext } from '@tenantry/iam';
import { base32 } from '../credentials/base32.js';
import type { Holder } from '../credentials/keyring.js';
import type { Session } from '../credentials/session.js';
import { parseArn, sessionArn } from './arn.js';

/** The principal of a request, as IAM sees it. */
export interface Principal {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
  /** The ARN whose policies count: the role's, or the user's own. */
  readonly identityArn: string;
  readonly session?: Session;
  readonly sessionPolicy?: PolicyDocument;
  /** The condition keys that every request of this principal carries (IAM User Guide, "AWS global condition context keys"). */
  readonly context: RequestContext;
}

/** Opening a session policy parses it, and the evaluator reads a document once: a holder keeps its principal. */
const known = new WeakMap<object, Principal>();

export function principalOf(holder: Holder): Principal {
  const identity = holder.kind === 'session' ? holder.session : undefined;
  const found = identity && known.get(identity);
  if (found !== undefined) return found;
  const principal = holder.kind === 'session' ? sessionPrincipal(holder.session) : userPrincipal(holder.arn);
  if (identity !== undefined) known.set(identity, principal);
  return principal;
}

function sessionPrincipal(session: Session): Principal {
  const { roleArn, name, tags, sourceIdentity, federatedProvider, policy, issued } = session;
  const account = parseArn(roleArn)?.account ?? '';
  const userId = `${uniqueId('AROA', roleArn)}:${name}`;
  return {
    arn: sessionArn(roleArn, name),
    account,
    userId,
    identityArn: roleArn,
    session,
    // Checked when the session began.
    ...(policy !== undefined && { sessionPolicy: JSON.parse(policy) as PolicyDocument }),
    context: {
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
      'aws:PrincipalArn': roleArn,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': 'AssumedRole',
      'aws:userid': userId,
      'aws:TokenIssueTime': new Date(issued * 1000).toISOString(),
      ...(sourceIdentity !== undefined && { 'aws:SourceIdentity': sourceIdentity }),
      ...(federatedProvider !== undefined && { 'aws:FederatedProvider': federatedProvider }),
    },
  };
}

function userPrincipal(arn: string): Principal {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  const userId = uniqueId('AIDA', arn);
  return {
    arn,
    account,
    userId,
    identityArn: arn,
    context: {
      'aws:PrincipalArn': arn,
      'aws:PrincipalAccount': account,
      'aws:PrincipalType': 'User',
      'aws:userid': userId,
      'aws:username': resource.slice(resource.lastIndexOf('/') + 1),
    },
  };
}

/** The same ARN has the same id in every run. */
export const uniqueId = (prefix: string, arn: string): string =>
  prefix + base32(createHash('sha256').update(arn).digest()).slice(0, 17);
