import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';
import { listOf, type PolicyDocument, type Statement } from '../../iam/src/document.js';
import type { AccessRequest, AssumeRoleCall } from '../../iam/src/evaluate/index.js';
import { asOracleReads } from './as-oracle-reads.js';

interface Policies {
  readonly identity: readonly PolicyDocument[];
  readonly session?: PolicyDocument;
  readonly resource?: PolicyDocument;
}

/**
 * An independent evaluator, for tests only: it is under the AGPL and never shipped. It looks at no session policy, so that is
 * given as a permissions boundary, which cuts in the same way; and of a resource policy it gets the statements whose principal
 * is the caller, as identity policies of one in the same account: there the two add up.
 */
export function oracleAllows({ identity, session, resource }: Policies, request: AccessRequest): boolean {
  const { action, resource: arn, context, principal } = request;
  const account = arn.split(':')[4] || '111122223333';
  const contextVariables = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
  const policies = [...identity, ...(resource ? [forCaller(resource, principal, arn)] : [])].map((policy) =>
    asOracleReads(policy, context),
  );
  const result = runUnsafeSimulation(
    {
      request: {
        principal: `arn:aws:iam::${account}:role/caller`,
        action,
        resource: { resource: arn, accountId: account },
        contextVariables,
      },
      identityPolicies: policies.map((policy, i) => ({ name: `p${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(session && { permissionBoundaryPolicies: [{ name: 'session', policy: asOracleReads(session, context) }] }),
    },
    {},
  );
  return result === 'Allowed';
}

/** Returns whether a role may be assumed by its trust policy: the call itself, and the passing of tags where it passes some. */
export function oracleAssumes(trust: PolicyDocument, call: AssumeRoleCall): boolean {
  const keys = Object.keys(call.tags);
  const context = {
    ...call.context,
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, call.tags[key] ?? ''])),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    ...(call.externalId !== undefined && { 'sts:ExternalId': call.externalId }),
    ...(call.sourceIdentity !== undefined && { 'sts:SourceIdentity': call.sourceIdentity }),
  };
  const passing = [...(keys.length > 0 ? ['TagSession'] : []), ...(call.sourceIdentity ? ['SetSourceIdentity'] : [])];
  return [call.action, ...passing].every((name) =>
    oracleAllows(
      { identity: [], resource: trust },
      { action: `sts:${name}`, resource: call.roleArn, principal: call.principal, context },
    ),
  );
}

function forCaller(policy: PolicyDocument, caller: AccessRequest['principal'], arn: string): PolicyDocument {
  const { kind = 'AWS', names = [] } = caller ?? {};
  const accounts = kind === 'AWS' ? names.map((name) => name.split(':')[4]) : [];
  const isMeant = (name: string): boolean =>
    names.includes(name) || accounts.includes(/^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1] ?? '-');
  const statements = policy.Statement.filter(({ Principal }) =>
    typeof Principal === 'string' || Principal === undefined
      ? Principal === '*'
      : listOf(Principal.AWS).includes('*') || listOf(Principal[kind]).some(isMeant),
  );
  return {
    ...policy,
    Statement: statements.map(
      ({ Principal: _, ...statement }): Statement => ({ ...statement, Resource: statement.Resource ?? arn }),
    ),
  };
}
