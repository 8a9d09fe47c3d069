import type { AnyRequest, Issuer, PerRequest } from './issuer.js';

export interface StaticCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Without it they do not expire. */
  readonly expiration?: Date;
  readonly accountId?: string;
}

/** Given credentials, for tests and embedded engines. Nothing ties them to the scope: no service fences them. */
export interface StaticOptions<Request = AnyRequest> {
  readonly credentials: PerRequest<Request, StaticCredentials>;
}

export function staticProblems({ credentials }: StaticOptions): string[] {
  if (typeof credentials === 'function' || (typeof credentials === 'object' && credentials !== null)) return [];
  return ['source.credentials must be credentials, or a function that gives them'];
}

export function staticIssuer({ credentials }: StaticOptions): Issuer {
  return {
    shape: () => undefined,
    async issue({ request }) {
      const {
        expiration = 'never',
        sessionToken = null,
        ...keys
      } = typeof credentials === 'function' ? credentials(request) : credentials;
      return { ...keys, sessionToken, expiration };
    },
    close() {},
  };
}
