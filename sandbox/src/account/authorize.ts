import { type AccessRequest, evaluate, type PolicyDocument, type PolicySet, type Verdict } from '@tenantry/iam';
import type { AccessCheck } from '../dynamodb/access-check.js';
import { type Account, policiesOf } from './account.js';
import type { Principal } from './principal.js';
import { factsContext, type RequestFacts } from './request-context.js';

/** A question to IAM with its answer. */
export interface Decision {
  readonly action: string;
  readonly resource: string;
  readonly leadingKeys?: readonly string[];
  readonly decision: Verdict['decision'];
  /** `MemberReadOnApp`, or `statement 3` where it has no Sid; absent where none came near. */
  readonly statement?: string;
  readonly explanation: string;
  /** The words of a refusal, as the service says them; absent where it is allowed. */
  readonly refusal?: string;
}

/** Asks IAM each question in turn and stops at the first that is not allowed: then the rest does not matter. */
export function authorize(
  checks: readonly AccessCheck[],
  principal: Principal,
  account: Account,
  facts: RequestFacts,
): readonly Decision[] {
  const policies = policySet(principal, account);
  const shared = [principal.context, factsContext(facts)];
  const decisions: Decision[] = [];
  for (const [i, check] of checks.entries()) {
    const last = decisions.at(-1);
    // The writes of a transaction often ask the same.
    if (last !== undefined && isSame(check, checks[i - 1] as AccessCheck)) {
      decisions.push(last);
      continue;
    }
    const { action, resource, keys } = check;
    const guardrail =
      account.guardrails.size > 0 ? account.guardrails.get(resource.replace(/\/index\/.*$/s, '')) : undefined;
    const set = guardrail === undefined ? policies : { ...policies, resource: guardrail };
    const decision = decide(set, { action, resource, context: keys, shared }, principal);
    decisions.push(decision);
    if (decision.refusal !== undefined) break;
  }
  return decisions;
}

function isSame(one: AccessCheck, other: AccessCheck): boolean {
  const names = Object.keys(one.keys);
  return (
    one.action === other.action &&
    one.resource === other.resource &&
    names.length === Object.keys(other.keys).length &&
    names.every((name) => isSameValue(one.keys[name], other.keys[name]))
  );
}

type Value = AccessCheck['keys'][string] | undefined;

const isSameValue = (one: Value, other: Value): boolean =>
  typeof one === 'object' && typeof other === 'object'
    ? one.length === other.length && one.every((each, i) => each === other[i])
    : one === other;

/** The policies that speak for a principal. */
function policySet({ identityArn, sessionPolicy }: Principal, account: Account): PolicySet {
  return {
    identity: policiesOf(account, identityArn) ?? [],
    ...(sessionPolicy && { session: sessionPolicy }),
  };
}

function decide(policies: PolicySet, request: AccessRequest, principal: Principal): Decision {
  const names = [principal.arn, principal.identityArn];
  const verdict = evaluate(policies, { ...request, principal: { kind: 'AWS', names } });
  const leadingKeys = request.context['dynamodb:LeadingKeys'];
  const { decision, explanation, statement } = verdict;
  return {
    action: request.action,
    resource: request.resource,
    ...(Array.isArray(leadingKeys) && { leadingKeys }),
    decision,
    ...(statement && { statement: statement.sid ?? `statement ${statement.statement + 1}` }),
    explanation,
    ...(decision !== 'allowed' && { refusal: refusal(principal, request, verdict, policies) }),
  };
}

/** IAM User Guide, "Troubleshoot access denied error messages". */
function refusal(
  { arn }: Principal,
  { action, resource }: AccessRequest,
  verdict: Verdict,
  policies: PolicySet,
): string {
  const kind = KINDS[verdict.source ?? 'identity'];
  const because = isDeny(verdict, policies)
    ? `with an explicit deny in ${kind.article} ${kind.name}`
    : `because no ${kind.name} allows the ${action} action`;
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} ${because}`;
}

const KINDS = {
  identity: { article: 'an', name: 'identity-based policy' },
  session: { article: 'a', name: 'session policy' },
  resource: { article: 'a', name: 'resource-based policy' },
} as const;

function isDeny({ statement }: Verdict, { identity, session, resource }: PolicySet): boolean {
  if (statement === undefined) return false;
  const documents: Readonly<Record<typeof statement.source, readonly (PolicyDocument | undefined)[]>> = {
    identity: identity ?? [],
    session: [session],
    resource: [resource],
  };
  return documents[statement.source][statement.policy]?.Statement[statement.statement]?.Effect === 'Deny';
}
