import { type Condition, type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { roleAssumption } from '../model/role-assumption.js';
import { principalArn } from './arn.js';
import { joined, tagGuards } from './condition.js';
import { scopeOf } from './derive-required-access.js';
import { tenantHole, tenantScope } from './tenant-role.js';

/** The principal tags that every session of a role carries. */
export const roleTags = (model: Model, role: Role): readonly string[] =>
  role.tags.flatMap((scope) => scopeOf(model, scope)?.principalTag ?? []).sort();

/**
 * Trusts the principals that may assume a role, with its tags. The tags are required of `AssumeRole` itself: a condition on
 * `TagSession` alone is met by a call that passes no tags at all. A role without tags grants no `TagSession`, so a tagged
 * call fails.
 */
export function assumeRoleTrust(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  const way = roleAssumption(model, role);
  if (way === undefined) return undefined;
  const { externalId, sourceIdentity } = way;
  const condition = joined(requestTags(roleTags(model, role), way.otherTags), tenantPin(model, role));
  return trustDocument({
    sid: 'AssumeRole',
    principal: { AWS: [...way.trusted].sort().map((principal) => principalArn(environment, principal)) },
    assume: 'sts:AssumeRole',
    tagging: condition !== undefined,
    ...(condition && { condition }),
    // A condition key of AssumeRole alone.
    ...(externalId !== undefined && { pinned: { StringEquals: { 'sts:ExternalId': externalId } } }),
    sourceIdentity,
  });
}

/** The form of a trust policy of one way. */
export interface TrustForm {
  /** Begins the Sid of each statement, so that documents of several ways can be joined. */
  readonly sid: string;
  readonly principal: Exclude<Statement['Principal'], undefined>;
  readonly assume: string;
  /** True if sessions may have tags. */
  readonly tagging: boolean;
  readonly condition?: Condition;
  /** Further conditions on the call that assumes the role, and not on `TagSession`. */
  readonly pinned?: Condition;
  readonly sourceIdentity: Role['sourceIdentity'];
}

/**
 * `sts:ExternalId` and `sts:SourceIdentity` are no condition keys of TagSession, so where they count it has a statement of
 * its own.
 */
export function trustDocument({
  sid,
  principal,
  assume,
  tagging,
  condition,
  pinned,
  sourceIdentity,
}: TrustForm): PolicyDocument {
  const statement = (Sid: string, Action: readonly string[], Condition?: Condition): Statement => ({
    ...{ Sid, Effect: 'Allow', Principal: principal, Action },
    ...(Condition && { Condition }),
  });
  const named = sourceIdentity === 'required' ? { StringLike: { 'sts:SourceIdentity': '?*' } } : undefined;
  const own = joined(pinned, named);
  const tag = tagging ? ['sts:TagSession'] : [];
  return policyDocument([
    ...(own === undefined
      ? [statement(sid, [assume, ...tag], condition)]
      : [
          statement(sid, [assume], joined(condition, own)),
          ...(tagging ? [statement(`${sid}TagSession`, tag, condition)] : []),
        ]),
    ...(sourceIdentity === undefined ? [] : [statement(`${sid}SetSourceIdentity`, ['sts:SetSourceIdentity'])]),
  ]);
}

/** The role of one tenant accepts its own tag alone: its trust policy is a template, with the tenant left open. */
export function tenantPin(model: Model, role: Role): Condition | undefined {
  const scope = tenantScope(model, role);
  return scope && { StringEquals: { [`aws:RequestTag/${scope.tag}`]: tenantHole(scope) } };
}

/** Each required tag must be passed and hold a character; the others may be passed, and no further one. */
export function requestTags(required: readonly string[], others: readonly string[] = []): Condition | undefined {
  const keys = [...new Set([...required, ...others])];
  if (keys.length === 0) return undefined;
  return {
    'ForAllValues:StringEquals': { 'aws:TagKeys': keys },
    ...(required.length > 0 && {
      Null: { 'aws:TagKeys': 'false' },
      StringLike: tagGuards(required, 'aws:RequestTag'),
    }),
  };
}
