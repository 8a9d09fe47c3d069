import type { Account } from './account/account.js';
import type { Keyring } from './credentials/keyring.js';
import { callerCredentials } from './issued-credentials.js';

/**
 * Returns the variables that AWS SDKs read: the endpoints, the Region and the credentials of the principal that hands out
 * sessions.
 */
export function environmentVariables(
  url: string,
  account: Account,
  keyring: Keyring,
  now: Date,
): { readonly [name: string]: string } {
  const [first] = account.callers.keys();
  const credentials = first === undefined ? undefined : callerCredentials(first, account, keyring, now);
  return {
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY: url,
    AWS_REGION: account.environment.region,
    // The AWS CLI and boto3 read no other.
    AWS_DEFAULT_REGION: account.environment.region,
    ...(credentials && {
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
    }),
  };
}
