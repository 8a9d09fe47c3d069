/** An AssumeRole or AssumeRoleWithWebIdentity call as the query protocol carries it. */
export interface StsCall {
  readonly action: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly transitive: readonly string[];
  readonly externalId: string | undefined;
  readonly sourceIdentity: string | undefined;
  readonly policy: string | undefined;
  readonly policyArns: readonly string[];
  readonly token: string | undefined;
}

export function readCall(form: URLSearchParams): StsCall {
  const list = (name: string, member: string): string[] => {
    const found: string[] = [];
    for (let i = 1; form.has(`${name}.member.${i}${member}`); i++)
      found.push(form.get(`${name}.member.${i}${member}`) ?? '');
    return found;
  };
  const values = list('Tags', '.Value');
  return {
    action: form.get('Action') ?? '',
    roleArn: form.get('RoleArn') ?? '',
    sessionName: form.get('RoleSessionName') ?? '',
    durationSeconds: Number(form.get('DurationSeconds') ?? 3600),
    tags: Object.fromEntries(list('Tags', '.Key').map((key, i) => [key, values[i] ?? ''])),
    transitive: list('TransitiveTagKeys', ''),
    externalId: form.get('ExternalId') ?? undefined,
    sourceIdentity: form.get('SourceIdentity') ?? undefined,
    policy: form.get('Policy') ?? undefined,
    policyArns: list('PolicyArns', '.arn'),
    token: form.get('WebIdentityToken') ?? undefined,
  };
}

/** Returns the text of STS's ValidationError, from the constraints in its API reference. */
export function validationError(call: StsCall, form: URLSearchParams, chained: boolean): string | undefined {
  const tagCount = [...form.keys()].filter((key) => /^Tags\.member\.\d+\.Key$/.test(key)).length;
  const keys = Object.keys(call.tags);
  if (form.get('Version') !== '2011-06-15') return 'Could not find operation for this version';
  if (!/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(call.roleArn) || call.roleArn.length < 20)
    return 'RoleArn is invalid';
  if (!/^[\w+=,.@-]{2,64}$/.test(call.sessionName))
    return 'roleSessionName failed to satisfy constraint [\\w+=,.@-]* of 2 to 64';
  if (!Number.isInteger(call.durationSeconds) || call.durationSeconds < 900 || call.durationSeconds > 43_200)
    return 'durationSeconds out of 900 to 43200';
  if (chained && call.durationSeconds > 3600)
    return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
  if (tagCount > 50) return 'more than 50 tags';
  if (new Set(keys.map((key) => key.toLowerCase())).size !== tagCount)
    return 'Duplicate tag keys found. Please note that Tag keys are case insensitive.';
  for (const [key, value] of Object.entries(call.tags)) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(key) || /^aws:/i.test(key)) return `tag key ${key} is invalid`;
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(value)) return `tag value ${value} is invalid`;
  }
  if (call.transitive.some((key) => !keys.includes(key)))
    return 'The specified transitive tag key must be included in the requested tags.';
  if (call.externalId !== undefined && !/^[\w+=,.@:/-]{2,1224}$/.test(call.externalId)) return 'externalId is invalid';
  if (
    call.sourceIdentity !== undefined &&
    (!/^[\w+=,.@-]{2,64}$/.test(call.sourceIdentity) || /^aws:/.test(call.sourceIdentity))
  )
    return 'sourceIdentity is invalid';
  if (call.policyArns.length > 10) return 'more than 10 policy ARNs';
  if (call.policy !== undefined) {
    if (!/^[\t\n\r -ÿ]{1,2048}$/.test(call.policy)) return 'policy is invalid';
    if (typeof JSON.parse(call.policy).Statement !== 'object') return 'MalformedPolicyDocument';
  }
  return undefined;
}
