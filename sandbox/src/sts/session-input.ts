import { isObject, repeatedMember } from '../dynamodb/json.js';
import { Failure } from '../http/failure.js';
import type { Constraint, Constraints } from './constraints.js';
import { membersOf, type QueryInput } from './query-input.js';

/** The input of every call that begins a role session. */
export interface SessionInput {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number | undefined;
  readonly policy: string | undefined;
}

export interface SessionTags {
  readonly tags: { readonly [key: string]: string };
  readonly transitiveTagKeys: readonly string[];
}

export const SESSION_PARAMETERS: readonly string[] = [
  'Action',
  'Version',
  'RoleArn',
  'RoleSessionName',
  'DurationSeconds',
  'Policy',
];

const NAME = String.raw`[\w+=,.@-]*`;
const TAG = String.raw`[\p{L}\p{Z}\p{N}_.:\/=+\-@]`;

interface Limits {
  readonly roleArn: Constraint;
  readonly name: Constraint;
  readonly externalId: Constraint;
  readonly policy: Constraint;
  readonly tagKey: Constraint;
  readonly tagValue: Constraint;
  /** How many. */
  readonly tags: number;
  readonly seconds: { readonly min: number; readonly max: number };
}

/** AWS STS API Reference, AssumeRole: the limits of each parameter. */
export const LIMITS: Limits = {
  roleArn: { min: 20, max: 2048 },
  name: { min: 2, max: 64, pattern: NAME },
  externalId: { min: 2, max: 1224, pattern: String.raw`[\w+=,.@:\/-]*` },
  policy: { min: 1, max: 2048, pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+` },
  tagKey: { min: 1, max: 128, pattern: `${TAG}+` },
  tagValue: { min: 0, max: 256, pattern: `${TAG}*` },
  tags: 50,
  seconds: { min: 900, max: 43_200 },
};

export function readSessionInput(input: QueryInput, check: Constraints): SessionInput {
  const { seconds } = LIMITS;
  return {
    roleArn: check.required(input.get('RoleArn'), 'roleArn', LIMITS.roleArn),
    sessionName: check.required(input.get('RoleSessionName'), 'roleSessionName', LIMITS.name),
    durationSeconds: check.seconds(input.get('DurationSeconds'), 'durationSeconds', seconds.min, seconds.max),
    policy: check.optional(input.get('Policy'), 'policy', LIMITS.policy),
  };
}

/** The tags of a call, each checked by itself; `checkedTags` checks them together. */
export function readTags(
  input: QueryInput,
  check: Constraints,
): { readonly pairs: readonly (readonly [string, string])[]; readonly transitive: readonly string[] } {
  const tags = membersOf(input, 'Tags');
  check.atMost(tags.length, 'tags', LIMITS.tags);
  const pairs = tags.map((tag, i): readonly [string, string] => [
    check.required(tag.get('Key'), `tags.${i + 1}.member.key`, LIMITS.tagKey),
    check.required(tag.get('Value'), `tags.${i + 1}.member.value`, LIMITS.tagValue),
  ]);
  const keys = membersOf(input, 'TransitiveTagKeys');
  check.atMost(keys.length, 'transitiveTagKeys', LIMITS.tags);
  const transitive = keys.map((key, i) =>
    check.required(key.get(''), `transitiveTagKeys.${i + 1}.member`, LIMITS.tagKey),
  );
  return { pairs, transitive };
}

/** Rules about tags together: keys are compared without regard to case, and a transitive key is one that is passed. */
export function checkedTags(pairs: readonly (readonly [string, string])[], transitive: readonly string[]): SessionTags {
  const keys = new Set<string>();
  for (const [key] of pairs) {
    const lower = key.toLowerCase();
    if (keys.has(lower)) {
      throw invalid('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    }
    if (lower.startsWith('aws:')) throw invalid(`The tag key ${key} begins with aws:, which is reserved.`);
    keys.add(lower);
  }
  const stray = transitive.find((key) => !keys.has(key.toLowerCase()));
  if (stray !== undefined) throw invalid(`The transitive tag key ${stray} is not among the session tags.`);
  return { tags: Object.fromEntries(pairs), transitiveTagKeys: transitive };
}

const invalid = (message: string): Failure => new Failure(400, 'InvalidParameterValue', message);

/** A session policy must be a policy document; what its statements mean is the evaluator's matter. */
export function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  let document: unknown;
  try {
    document = JSON.parse(policy);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  const twice = repeatedMember(policy);
  if (twice !== undefined) throw malformed(`The member ${JSON.stringify(twice)} occurs twice in one object.`);
  if (!isObject(document) || document.Statement === undefined) throw malformed('Syntax errors in policy.');
}

const malformed = (message: string): Failure => new Failure(400, 'MalformedPolicyDocument', message);
