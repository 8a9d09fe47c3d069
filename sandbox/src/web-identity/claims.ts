import type { JWTPayload } from 'jose';
import { isObject } from '../dynamodb/json.js';
import { Failure } from '../http/failure.js';
import { Constraints } from '../sts/constraints.js';
import { checkedTags, LIMITS, type SessionTags } from '../sts/session-input.js';

/** The claims that STS reads of a web identity token. */
export interface WebIdentity {
  /** The issuer without `https://`, as condition keys and provider ARNs name it. */
  readonly provider: string;
  readonly subject: string;
  /** `azp` where the token has it, else its one `aud` (IAM User Guide, "Available keys for AWS OIDC federation"). */
  readonly audience: string;
  readonly originalAudience: readonly string[];
  readonly session: SessionTags;
  readonly sourceIdentity: string | undefined;
}

const TAGS = 'https://aws.amazon.com/tags';
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';

export function webIdentityOf(claims: JWTPayload): WebIdentity {
  const { iss = '', sub, aud, azp } = claims;
  const audiences = typeof aud === 'string' ? [aud] : (aud ?? []);
  const audience = typeof azp === 'string' && azp !== '' ? azp : audiences.length === 1 ? audiences[0] : undefined;
  if (!iss.startsWith('https://')) throw invalidToken('The issuer of the token must be an https URL.');
  if (audience === undefined)
    throw invalidToken('The token must have one audience, or name the authorized party (azp).');
  if (typeof sub !== 'string' || sub === '') throw invalidToken('The token must have a subject.');
  const sourceIdentity = claims[SOURCE_IDENTITY];
  const check = new Constraints();
  if (sourceIdentity !== undefined) check.required(textOrNothing(sourceIdentity), 'sourceIdentity', LIMITS.name);
  check.done();
  return {
    provider: iss.slice('https://'.length),
    subject: sub,
    audience,
    originalAudience: audiences,
    session: tagsOf(claims),
    sourceIdentity: textOrNothing(sourceIdentity),
  };
}

/** The session tags that a token carries, nested or flattened (IAM User Guide, "Pass session tags in AWS STS"). */
function tagsOf(claims: JWTPayload): SessionTags {
  const pairs: (readonly [string, string])[] = [];
  const nested = claims[TAGS];
  let transitive = claims[`${TAGS}/transitive_tag_keys`];
  if (nested !== undefined) {
    if (!isObject(nested)) throw invalidToken(`The claim ${TAGS} must be an object.`);
    const { principal_tags: tags = {}, transitive_tag_keys: keys } = nested;
    if (!isObject(tags)) throw invalidToken('principal_tags must be an object.');
    for (const [key, value] of Object.entries(tags)) pairs.push([key, oneValue(key, value)]);
    transitive = keys ?? transitive;
  }
  const prefix = `${TAGS}/principal_tags/`;
  for (const [name, value] of Object.entries(claims)) {
    if (name.startsWith(prefix)) pairs.push([name.slice(prefix.length), oneValue(name, value)]);
  }
  return validTags(pairs, transitive);
}

function validTags(pairs: readonly (readonly [string, string])[], transitive: unknown): SessionTags {
  const keys: readonly unknown[] =
    transitive === undefined ? [] : Array.isArray(transitive) ? transitive : [transitive];
  if (!keys.every((key) => typeof key === 'string'))
    throw invalidToken('transitive_tag_keys must be a list of strings.');
  const check = new Constraints();
  check.atMost(pairs.length, 'tags', LIMITS.tags);
  pairs.forEach(([key, value], i) => {
    check.required(key, `tags.${i + 1}.member.key`, LIMITS.tagKey);
    check.required(value, `tags.${i + 1}.member.value`, LIMITS.tagValue);
  });
  check.done();
  return checkedTags(pairs, keys);
}

/** "You must pass a single value for each session tag." */
function oneValue(key: string, value: unknown): string {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const [only] = values;
  if (values.length !== 1 || typeof only !== 'string')
    throw invalidToken(`The session tag ${key} must have one value.`);
  return only;
}

const textOrNothing = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const invalidToken = (message: string): Failure => new Failure(400, 'InvalidIdentityToken', message);
