import { type Condition, type PolicyDocument, policyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { principalArn } from './arn.js';
import { tagGuards } from './condition.js';
import { scopeOf } from './role-demands.js';

/** The principal tags that every session of a role carries. */
export const roleTags = (model: Model, role: Role): readonly string[] =>
  role.tags.flatMap((scope) => scopeOf(model, scope)?.principalTag ?? []).sort();

/**
 * Who may assume a role, and with which tags. The tags are required of `AssumeRole` itself: a condition on `TagSession`
 * alone is met by a call that passes no tags at all. A role without tags grants no `TagSession`, so a tagged call fails.
 */
export function assumeRoleTrust(model: Model, role: Role, environment: Environment): PolicyDocument | undefined {
  const way = model.identity.assumeRole;
  if (way === undefined) return undefined;
  const condition = requestTags(roleTags(model, role));
  const arns = way.trusted.map((principal) => principalArn(environment, principal)).sort();
  const needsId = (arn: string): boolean =>
    way.externalId === 'required' || (way.externalId === 'optional' && accountOf(arn) !== environment.account);
  const [known, identified] = [arns.filter((arn) => !needsId(arn)), arns.filter(needsId)];
  const statement = (Sid: string, Action: readonly string[], principals: readonly string[], when = condition) =>
    principals.length === 0
      ? []
      : [{ Sid, Effect: 'Allow', Principal: { AWS: principals }, Action, ...(when && { Condition: when }) } as const];
  const tagging = condition === undefined ? [] : [TAG];
  return policyDocument(
    identified.length === 0
      ? statement('AssumeRole', [ASSUME, ...tagging], known)
      : [
          ...statement('AssumeRole', [ASSUME], known),
          ...statement('AssumeRoleWithExternalId', [ASSUME], identified, withExternalId(condition)),
          // `sts:ExternalId` is a condition key of AssumeRole only, so TagSession stands alone.
          ...tagging.flatMap((tag) => statement('TagSession', [tag], arns)),
        ],
  );
}

const ASSUME = 'sts:AssumeRole';
const TAG = 'sts:TagSession';

const withExternalId = (condition: Condition | undefined): Condition => ({
  ...condition,
  StringLike: { ...condition?.StringLike, 'sts:ExternalId': '?*' },
});

/** Each tag must be passed and hold a character, and no other tag may be passed. */
export function requestTags(tags: readonly string[]): Condition | undefined {
  if (tags.length === 0) return undefined;
  return {
    'ForAllValues:StringEquals': { 'aws:TagKeys': tags },
    Null: { 'aws:TagKeys': 'false' },
    StringLike: tagGuards(tags, 'aws:RequestTag'),
  };
}

const accountOf = (arn: string): string | undefined => arn.split(':')[4];
