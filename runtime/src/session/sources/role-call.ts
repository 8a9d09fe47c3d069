import { hash } from 'node:crypto';
import { InvalidSessionRequest, type ScopeRecord } from '../errors.js';
import * as limits from '../limits.js';
import { SESSION_NAME } from '../limits.js';
import { type RoleArnTemplate, roleArnFor } from '../role-arn.js';
import { packedTagsProblem, type ScopeTag, type TagRecord, tagKeyProblems, tagValueProblems } from '../tags.js';
import type { AnyRequest, IssuedCredentials, PerRequest, Shape } from './issuer.js';
import type { StsAnswer, StsClient, StsInput } from './sts-client.js';

/** An IAM policy as an object: never a string, because values pasted into a string can become statements. */
export interface SessionPolicy {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: object | readonly object[];
}

/** The options that AssumeRole and AssumeRoleWithWebIdentity share. */
export interface RoleCallOptions<Request = AnyRequest> {
  /** One role for all, or a role per tenant: `arn:aws:iam::111122223333:role/tenant-{tenantId}`. */
  readonly roleArn: string;
  /** The caller's own STSClient. It must be of a Region of the caller's choice. */
  readonly stsClient?: StsClient;
  /** 900 to 43200 s, and not above the role's own maximum. Default 3600. */
  readonly durationSeconds?: number;
  /** An inline session policy: the session may do what both it and the role's policy allow. At most 2048 characters as JSON. */
  readonly policy?: PerRequest<Request, SessionPolicy | undefined>;
  /** ARNs of managed policies used likewise; at most 10, counted into the 2048 characters. */
  readonly policyArns?: readonly string[];
  /** Any text; made to fit RoleSessionName. Default: the scope values, joined by "@". */
  readonly sessionName?: PerRequest<Request, string>;
}

type ShapeOptions = RoleCallOptions & {
  readonly externalId?: PerRequest<AnyRequest, string | undefined>;
  readonly sourceIdentity?: PerRequest<AnyRequest, string | undefined>;
  readonly auditTags?: PerRequest<AnyRequest, Shape['auditTags']>;
};

export const DEFAULT_DURATION_SECONDS = 3600;

/** How to make the shape of a request. `constant` when no option is a function; `problems` are those of the constant parts. */
export interface ShapeMaker {
  readonly problems: readonly string[];
  readonly constant: Shape | undefined;
  make(request: AnyRequest): Shape;
}

export function shapeMaker(options: ShapeOptions, tags: readonly ScopeTag[]): ShapeMaker {
  const { policy, sessionName, externalId, sourceIdentity, auditTags } = options;
  const policyArns = Array.isArray(options.policyArns) ? options.policyArns : [];
  const shapeFor = (request: AnyRequest | undefined): Shape => {
    // A value here is text or plain data, so a function is one to be called.
    const of = <Value>(name: string, value: PerRequest<AnyRequest, Value>): Value | undefined =>
      typeof value === 'function' ? request && called(name, value as (request: AnyRequest) => Value, request) : value;
    const document = of('policy', policy);
    return {
      policy: document === undefined ? undefined : called('policy', JSON.stringify, document),
      sessionName: of('sessionName', sessionName),
      externalId: of('externalId', externalId),
      sourceIdentity: of('sourceIdentity', sourceIdentity),
      auditTags: sorted(of('auditTags', auditTags)),
    };
  };
  const constant = shapeFor(undefined);
  const varies = [policy, sessionName, externalId, sourceIdentity, auditTags].some(
    (value) => typeof value === 'function',
  );
  return {
    problems: shapeProblems(constant, policyArns, tags),
    constant: varies ? undefined : constant,
    make(request) {
      const shape = shapeFor(request);
      const problems = shapeProblems(shape, policyArns, tags);
      if (problems.length > 0) throw new InvalidSessionRequest(problems);
      return shape;
    },
  };
}

function shapeProblems(shape: Shape, policyArns: readonly string[], tags: readonly ScopeTag[]): string[] {
  const { policy, sessionName, externalId, sourceIdentity, auditTags = {} } = shape;
  const audited = isObject(auditTags) ? auditTags : {};
  const problems = [
    ...tagKeyProblems([...tags.map(({ tag }) => tag), ...Object.keys(audited)]),
    ...tagValueProblems(audited),
  ];
  const check = (problem: string | undefined): void => void (problem !== undefined && problems.push(problem));
  if (audited !== auditTags) check('auditTags must be an object of tags, or a function that gives it');
  check(packedTagsProblem(audited));
  if (policy !== undefined && !policy.startsWith('{')) check('policy must be an object with Version and Statement');
  if (policy !== undefined)
    check(
      limits.textProblem(
        'the session policy with its managed policy ARNs',
        policy + policyArns.join(''),
        limits.SESSION_POLICY,
      ),
    );
  if (sessionName !== undefined && typeof sessionName !== 'string')
    check(`sessionName must be a string, not ${typeof sessionName}`);
  if (externalId !== undefined) check(limits.textProblem('externalId', externalId, limits.EXTERNAL_ID));
  if (sourceIdentity !== undefined) {
    check(limits.textProblem('sourceIdentity', sourceIdentity, limits.SESSION_NAME));
    if (/^aws:/i.test(String(sourceIdentity))) check('sourceIdentity must not begin with aws:');
  }
  return problems;
}

/** Finds problems of the options that never vary. */
export function roleCallProblems(
  { durationSeconds, stsClient, policyArns = [] }: RoleCallOptions,
  maxDurationSeconds: number,
  why: string,
): string[] {
  const problems: string[] = [];
  const seconds = durationSeconds ?? DEFAULT_DURATION_SECONDS;
  if (!Number.isInteger(seconds) || seconds < limits.MIN_DURATION_SECONDS || seconds > maxDurationSeconds) {
    problems.push(
      `durationSeconds must be a whole number from ${limits.MIN_DURATION_SECONDS} to ${maxDurationSeconds}${why}, it is ${seconds}`,
    );
  }
  if (stsClient !== undefined && typeof stsClient?.send !== 'function')
    problems.push('stsClient must be an STSClient of @aws-sdk/client-sts');
  if (!Array.isArray(policyArns)) problems.push('policyArns must be a list of ARNs');
  else if (policyArns.length > limits.MAX_POLICY_ARNS) {
    problems.push(`policyArns may have at most ${limits.MAX_POLICY_ARNS} entries, there are ${policyArns.length}`);
  }
  return problems;
}

/** The parts of the STS input that both operations take. */
export function roleCallInput(
  options: RoleCallOptions,
  role: RoleArnTemplate,
  scope: ScopeRecord,
  shape: Shape,
): StsInput {
  const { arn, problem } = roleArnFor(role, scope);
  if (problem !== undefined) throw new InvalidSessionRequest([problem]);
  return {
    RoleArn: arn,
    RoleSessionName: sessionNameFor(shape.sessionName ?? defaultName(scope)),
    DurationSeconds: options.durationSeconds ?? DEFAULT_DURATION_SECONDS,
    ...(shape.policy === undefined ? {} : { Policy: shape.policy }),
    ...(options.policyArns === undefined
      ? {}
      : { PolicyArns: options.policyArns.map((policyArn) => ({ arn: policyArn })) }),
  };
}

/** Scope values hold no "@", so joined they are still told apart. */
const defaultName = (scope: ScopeRecord): string => Object.values(scope).join('@') || 'unscoped';

/** The account id stands in the ARN of the assumed role: `arn:aws:sts::111122223333:assumed-role/name/session`. */
export function issuedByRole(
  { Credentials, AssumedRoleUser, PackedPolicySize }: StsAnswer,
  durationSeconds: number,
): IssuedCredentials {
  const arn = AssumedRoleUser?.Arn;
  const accountId = typeof arn === 'string' ? arn.split(':')[4] : undefined;
  return {
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
    expiration: Credentials?.Expiration,
    durationSeconds,
    accountId: accountId === '' ? undefined : accountId,
    packedPolicySize: typeof PackedPolicySize === 'number' ? PackedPolicySize : undefined,
  };
}

/** Without the words of what was thrown: they may hold what the function was given. */
function called<Input, Value>(name: string, call: (input: Input) => Value, input: Input): Value {
  try {
    return call(input);
  } catch (cause) {
    throw new InvalidSessionRequest([`${name} threw ${cause instanceof Error ? cause.name : 'a value'}`]);
  }
}

const sorted = (tags: Shape['auditTags']): Shape['auditTags'] =>
  isObject(tags) ? Object.fromEntries(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))) : tags;

const isObject = (value: unknown): value is TagRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const HASH_LENGTH = 22; // base64url characters of 132 bits
const MARK = '=';

/**
 * A RoleSessionName for any text: the text itself where STS takes it, else as much of it as fits and a hash of the whole.
 * Two texts never give one name: a name that was changed bears `=` before its hash, and no unchanged name may hold one.
 */
export function sessionNameFor(text: string): string {
  if (SAFE.test(text)) return text;
  const readable = text.replaceAll(/[^\w+,.@-]/g, '-').slice(0, SESSION_NAME.max - HASH_LENGTH - MARK.length);
  return `${readable}${MARK}${hash('sha256', text, 'base64url').slice(0, HASH_LENGTH)}`;
}

const SAFE = new RegExp(`^[\\w+,.@-]{${SESSION_NAME.min},${SESSION_NAME.max}}$`);
