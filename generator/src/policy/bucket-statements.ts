import type { Condition, Statement } from '@tenantry/iam';
import { keyTemplate } from '../keys/key-template.js';
import { type KeyPattern, keyPatterns, patternTags, patternText } from '../keys/pattern.js';
import type { Bucket, Environment, Model } from '../model/model.js';
import type { BucketGrant, Role } from '../model/role.js';
import { bucketArn } from './arn.js';
import { joined, tagGuards } from './condition.js';
import { scopeOf } from './derive-required-access.js';
import { wordOf } from './sid.js';

const READS = ['s3:GetObject'];
/** An upload in parts is written with PutObject, and given up with AbortMultipartUpload. */
const WRITES = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'];

/** The statements on a role's buckets: objects below the caller's own prefix, and the list of them. */
export function bucketStatements(model: Model, role: Role, environment: Environment): readonly Statement[] {
  return role.grants.flatMap((grant) => {
    const bucket = grant.kind === 'bucket' && model.buckets.find(({ name }) => name === grant.bucket);
    const pattern = bucket && prefixPattern(model, role, bucket);
    return bucket && pattern ? grantStatements(bucket, grant, pattern, environment) : [];
  });
}

/** The pattern of the keys below a bucket's prefix; undefined where the role lacks the tag that it needs. */
function prefixPattern(model: Model, role: Role, bucket: Bucket): KeyPattern | undefined {
  const scope = scopeOf(model, bucket.scope);
  if (scope?.parameter !== undefined && !role.unscoped && !role.tags.includes(scope.name)) return undefined;
  const tagOf = (parameter: string): string | undefined =>
    !role.unscoped && parameter === scope?.parameter ? scope.principalTag : undefined;
  const [pattern] = keyPatterns(keyTemplate(bucket.prefix), { attributes: [], tagOf });
  return pattern && [...pattern, { kind: 'rest' }];
}

function grantStatements(
  { name, bucketName }: Bucket,
  { actions }: BucketGrant,
  pattern: KeyPattern,
  environment: Environment,
): readonly Statement[] {
  const arn = bucketArn(environment, bucketName);
  const objects = [...(actions.includes('read') ? READS : []), ...(actions.includes('write') ? WRITES : [])].sort();
  const guard = tagCondition(patternTags(pattern));
  const statement = (sid: string, action: readonly string[], resource: string, condition?: Condition): Statement => ({
    Sid: wordOf(name) + sid,
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  });
  const list = joined(guard, { StringLike: { 's3:prefix': patternText(pattern) } });
  return [
    statement('Objects', objects, `${arn}/${patternText(pattern)}`, guard),
    ...(actions.includes('read') ? [statement('List', ['s3:ListBucket'], arn, list)] : []),
  ];
}

/** A session tag may hold `/`, which closes the tag in the prefix: such a value would reach into another's prefix. */
function tagCondition(tags: readonly string[]): Condition | undefined {
  if (tags.length === 0) return undefined;
  return {
    StringLike: tagGuards(tags),
    StringNotLike: Object.fromEntries(tags.map((tag) => [`aws:PrincipalTag/${tag}`, '*/*'])),
  };
}
