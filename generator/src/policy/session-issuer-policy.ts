import { type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import { roleArn } from './arn.js';

/** What the principal that hands out sessions needs: to assume the roles of its environment, and nothing on the tables. */
export function sessionIssuerPolicy(model: Model, environment: Environment): PolicyDocument {
  const arns = (tagged: boolean): readonly string[] =>
    model.roles.filter(({ tags }) => tags.length > 0 === tagged).map(({ name }) => roleArn(model, environment, name));
  const statement = (Sid: string, Action: readonly string[], Resource: readonly string[]): readonly Statement[] =>
    Resource.length === 0 ? [] : [{ Sid, Effect: 'Allow', Action, Resource }];
  return policyDocument([
    ...statement('AssumeTaggedRoles', ['sts:AssumeRole', 'sts:TagSession'], arns(true)),
    ...statement('AssumeUntaggedRoles', ['sts:AssumeRole'], arns(false)),
  ]);
}
