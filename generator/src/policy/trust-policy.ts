import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { principalArn } from './arn.js';
import { tagGuards } from './condition.js';
import { type Condition, type PolicyDocument, policyDocument, type Statement } from './document.js';
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
  const own = arns.filter((arn) => accountOf(arn) === environment.account);
  const foreign = arns.filter((arn) => accountOf(arn) !== environment.account);
  return policyDocument([
    ...trustStatements('', own, condition, way.externalId === 'required'),
    ...trustStatements('OtherAccount', foreign, condition, way.externalId !== 'none'),
  ]);
}

function trustStatements(
  suffix: string,
  principals: readonly string[],
  condition: Condition | undefined,
  externalId: boolean,
): readonly Statement[] {
  if (principals.length === 0) return [];
  const statement = (sid: string, actions: readonly string[], when: Condition | undefined): Statement => ({
    Sid: sid + suffix,
    Effect: 'Allow',
    Principal: { AWS: principals },
    Action: actions,
    ...(when && { Condition: when }),
  });
  const assume = 'sts:AssumeRole';
  const tag = 'sts:TagSession';
  if (!externalId) return [statement('AssumeRole', condition ? [assume, tag] : [assume], condition)];
  // `sts:ExternalId` is a condition key of AssumeRole only, so TagSession stands alone.
  const identified: Condition = { ...condition, StringLike: { ...condition?.StringLike, 'sts:ExternalId': '?*' } };
  return [
    statement('AssumeRole', [assume], identified),
    ...(condition ? [statement('TagSession', [tag], condition)] : []),
  ];
}

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
