import type { ScopeRecord } from '../errors.js';
import type { AnyRequest, IssuedCredentials, Issuer, PerRequest, Proof } from './issuer.js';
import { fromSource, property } from './token-claims.js';

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
  /** As they are, or a function of the request, which is called on every `get`. */
  readonly credentials: PerRequest<Request, StaticCredentials>;
}

export function staticProblems({ credentials }: StaticOptions): string[] {
  if (typeof credentials === 'function' || (typeof credentials === 'object' && credentials !== null)) return [];
  return ['source.credentials must be credentials, or a function that gives them'];
}

export function staticIssuer({ credentials }: StaticOptions): Issuer {
  const common = { calls: 'none', shape: () => undefined, close() {} } as const;
  if (typeof credentials !== 'function') return { ...common, issue: async () => issued(credentials) };
  return {
    ...common,
    // Two requests of one scope may be given different credentials: each gets its own.
    async prove(scope: ScopeRecord, request: AnyRequest): Promise<Proof> {
      const value = await fromSource(scope, 'credentials', () => credentials(request));
      return { value, text: JSON.stringify(issued(value)), endsAt: undefined };
    },
    issue: async ({ proof }) => issued(proof?.value),
  };
}

function issued(given: unknown): IssuedCredentials {
  const accountId = property(given, 'accountId');
  return {
    accessKeyId: property(given, 'accessKeyId'),
    secretAccessKey: property(given, 'secretAccessKey'),
    sessionToken: property(given, 'sessionToken') ?? null,
    expiration: property(given, 'expiration') ?? 'never',
    accountId: typeof accountId === 'string' ? accountId : undefined,
  };
}
