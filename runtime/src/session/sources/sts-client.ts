import { InvalidSessionOptions } from '../errors.js';
import { BaseCredentialsFailure } from '../issue-failure.js';

/** An STSClient of the caller's; without one, a client of the region with the SDK's default credentials is made. */
export interface StsClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** The input of AssumeRole and AssumeRoleWithWebIdentity, as far as it is used. */
export interface StsInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  readonly DurationSeconds: number;
  readonly Tags?: { readonly Key: string; readonly Value: string }[];
  readonly TransitiveTagKeys?: string[];
  readonly ExternalId?: string;
  readonly SourceIdentity?: string;
  readonly Policy?: string;
  readonly PolicyArns?: { readonly arn: string }[];
  readonly WebIdentityToken?: string;
}

/** The answer of both. Every part may be missing: it comes from outside. */
export interface StsAnswer {
  readonly Credentials?: {
    readonly AccessKeyId?: unknown;
    readonly SecretAccessKey?: unknown;
    readonly SessionToken?: unknown;
    readonly Expiration?: unknown;
  };
  readonly AssumedRoleUser?: { readonly Arn?: unknown };
  readonly PackedPolicySize?: unknown;
}

export interface StsCaller {
  call(
    operation: 'AssumeRole' | 'AssumeRoleWithWebIdentity',
    input: StsInput,
    abortSignal: AbortSignal,
  ): Promise<StsAnswer>;
  close(): void;
}

/** Loads @aws-sdk/client-sts on the first call: an application without sessions does not need it. */
export function stsCaller(given: StsClient | undefined, region: string): StsCaller {
  const load = (): Promise<Loaded> =>
    import('@aws-sdk/client-sts').then(
      (sts) => ({ sts, client: given ?? new sts.STSClient({ region }) }),
      (cause: unknown) => {
        throw new InvalidSessionOptions(
          ['@aws-sdk/client-sts could not be loaded; install it beside @aws-sdk/client-dynamodb'],
          cause,
        );
      },
    );
  let loaded: Promise<Loaded> | undefined;
  return {
    async call(operation, input, abortSignal) {
      loaded ??= load();
      const { sts, client } = await loaded;
      if (operation === 'AssumeRole') await resolveBaseCredentials(client);
      // Both inputs are written to be right for their command; the client may be of another copy of the SDK.
      const command =
        operation === 'AssumeRole'
          ? new sts.AssumeRoleCommand(input as never)
          : new sts.AssumeRoleWithWebIdentityCommand(input as never);
      return (await client.send(command as never, { abortSignal } as never)) as StsAnswer;
    },
    close() {
      if (given === undefined)
        loaded?.then(
          ({ client }) => (client as { destroy?(): void }).destroy?.(),
          () => {},
        );
    },
  };
}

/** Resolves them before the call, so that no error of their provider is taken for STS's answer. The SDK keeps them. */
async function resolveBaseCredentials(client: StsClient): Promise<void> {
  const { credentials } = (client as { readonly config?: { readonly credentials?: unknown } }).config ?? {};
  if (typeof credentials !== 'function') return;
  try {
    await credentials();
  } catch (cause) {
    throw new BaseCredentialsFailure('The credentials of the STS client could not be obtained.', { cause });
  }
}

interface Loaded {
  readonly sts: typeof import('@aws-sdk/client-sts');
  readonly client: StsClient;
}
