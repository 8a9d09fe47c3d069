import { type Model, principalArn, roleArnFor, tenantScope } from 'tenantry/policies';
import { type Account, findRole } from './account/account.js';
import { parseArn } from './account/arn.js';
import type { Credentials } from './credentials/credentials.js';
import type { Keyring } from './credentials/keyring.js';
import type { SessionOptions } from './sandbox.js';
import { Constraints } from './sts/constraints.js';
import { checkedTags, checkPolicy, LIMITS } from './sts/session-input.js';

/** Credentials of a role's session, made by the sandbox itself; the limits of STS hold all the same. */
export function sessionCredentials(
  { role, tags, options }: { role: string; tags: { readonly [key: string]: string }; options: SessionOptions },
  { model, account, keyring, now }: { model: Model; account: Account; keyring: Keyring; now: Date },
): Credentials {
  const known = model.roles.find(({ name }) => name === role);
  if (known === undefined) {
    const names = model.roles.map(({ name }) => name).join(', ');
    throw new Error(`The schema has no role ${JSON.stringify(role)}; it has ${names}.`);
  }
  const scope = tenantScope(model, known);
  const tenant = scope === undefined ? '' : (tags[scope.tag] ?? '');
  const arn = roleArnFor(model, account.environment, known, tenant);
  if (findRole(account, arn) === undefined)
    throw new Error(`Each tenant has a role ${role} of its own: the session needs the tag ${scope?.tag}.`);
  const { sessionName = 'test', durationSeconds = 3600, policy } = options;
  const check = new Constraints();
  check.required(sessionName, 'sessionName', LIMITS.name);
  check.optional(policy, 'policy', LIMITS.policy);
  for (const [key, value] of Object.entries(tags)) {
    check.required(key, 'tags.key', LIMITS.tagKey);
    check.required(value, `tags.${key}`, LIMITS.tagValue);
  }
  check.done();
  checkPolicy(policy);
  checkedTags(Object.entries(tags), []);
  const issued = Math.floor(now.getTime() / 1000);
  return keyring.sessionCredentials({
    roleArn: arn,
    name: sessionName,
    tags,
    transitiveTagKeys: [],
    ...(policy !== undefined && { policy }),
    issued,
    expires: issued + durationSeconds,
  });
}

/** How long a caller's credentials last: a day of tests. */
const CALLER_SECONDS = 86_400;

export function callerCredentials(principal: string, account: Account, keyring: Keyring, now: Date): Credentials {
  const arn = principalArn(account.environment, principal);
  if (!account.callers.has(arn)) {
    const known = [...account.callers.keys()].join(', ') || 'none';
    throw new Error(`The sandbox knows no caller ${arn}: add it to \`callers\`. It knows ${known}.`);
  }
  if (!isRole(arn)) return keyring.userCredentials(arn);
  const issued = Math.floor(now.getTime() / 1000);
  return keyring.sessionCredentials({
    roleArn: arn,
    name: 'sandbox',
    tags: {},
    transitiveTagKeys: [],
    issued,
    expires: issued + CALLER_SECONDS,
  });
}

/** Callers that are no roles hold a long-term key, as an IAM user does. */
export const isRole = (arn: string): boolean => parseArn(arn)?.resource.startsWith('role/') === true;
