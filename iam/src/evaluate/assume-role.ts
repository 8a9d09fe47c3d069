import type { PolicyDocument } from '../document.js';
import { evaluate, type PolicySet, type Verdict } from './evaluate.js';
import type { RequestContext, RequestPrincipal } from './request.js';

/** A call that begins a session of a role. */
export interface AssumeRoleCall {
  readonly action: 'AssumeRole' | 'AssumeRoleWithWebIdentity';
  readonly roleArn: string;
  readonly principal: RequestPrincipal;
  readonly tags: { readonly [key: string]: string };
  /** Transitive tags of the caller's session, which the new session inherits. */
  readonly inheritedTags?: { readonly [key: string]: string };
  readonly transitiveTagKeys?: readonly string[];
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly externalId?: string;
  /** Further condition keys, such as the `:aud` of an identity provider or the caller's own tags. */
  readonly context?: RequestContext;
}

export interface AssumeRoleVerdict extends Verdict {
  /** The action that decided: `sts:TagSession` where the role may be assumed but not with these tags. */
  readonly action: string;
}

/**
 * Decides whether a role may be assumed: by its trust policy and the caller's own policies. Unlike other resource policies
 * a trust policy must always allow, even within one account. Passing tags is a further action, `sts:TagSession`, and so is
 * `sts:SetSourceIdentity`; each must be allowed.
 */
export function evaluateAssumeRole(
  trust: PolicyDocument,
  call: AssumeRoleCall,
  identity?: readonly PolicyDocument[],
): AssumeRoleVerdict {
  const { inheritedTags = {}, ...plain } = call;
  const passed = decide(trust, plain, identity);
  if (Object.keys(inheritedTags).length === 0 || passed.decision !== 'allowed') return passed;
  // AWS does not say whether aws:TagKeys and aws:RequestTag hold inherited tags: both readings must allow.
  return decide(trust, { ...plain, tags: { ...inheritedTags, ...call.tags } }, identity);
}

function decide(
  trust: PolicyDocument,
  call: AssumeRoleCall,
  identity: readonly PolicyDocument[] | undefined,
): AssumeRoleVerdict {
  const policies: PolicySet = { resource: trust, ...(identity && { identity }) };
  const keys = Object.keys(call.tags);
  const actions = [
    call.action,
    ...(keys.length > 0 ? ['TagSession'] : []),
    ...(call.sourceIdentity === undefined ? [] : ['SetSourceIdentity']),
  ];
  const context = callContext(call, keys);
  let last: AssumeRoleVerdict | undefined;
  for (const name of actions) {
    const action = `sts:${name}`;
    const request = { action, resource: call.roleArn, principal: call.principal, context };
    const trusted = evaluate({ resource: trust }, request);
    last = { ...(trusted.decision === 'allowed' ? evaluate(policies, request) : trusted), action };
    if (last.decision !== 'allowed') return last;
  }
  return last ?? { decision: 'unknown', explanation: 'Nothing was asked.', action: `sts:${call.action}` };
}

function callContext(call: AssumeRoleCall, keys: readonly string[]): RequestContext {
  const { transitiveTagKeys, sessionName, sourceIdentity, externalId } = call;
  return {
    ...call.context,
    ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, call.tags[key] ?? ''])),
    ...(keys.length > 0 && { 'aws:TagKeys': keys }),
    ...(transitiveTagKeys && { 'sts:TransitiveTagKeys': transitiveTagKeys }),
    ...(sessionName !== undefined && { 'sts:RoleSessionName': sessionName }),
    ...(sourceIdentity !== undefined && { 'sts:SourceIdentity': sourceIdentity }),
    ...(externalId !== undefined && { 'sts:ExternalId': externalId }),
  };
}
