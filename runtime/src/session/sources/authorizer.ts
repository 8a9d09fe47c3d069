import { TokenMismatch } from '../errors.js';
import type { Session } from '../session.js';
import type { ScopeTag } from '../tags.js';
import type { AnyRequest, Issuer } from './issuer.js';
import { fromSource, property } from './token-claims.js';

/** What a Lambda authorizer returns as `context`: API Gateway passes on strings, numbers and booleans only. */
export type AuthorizerContext = { readonly [key: string]: string };

/** Credentials that a Lambda authorizer obtained and handed over with `authorizerContext`. */
export interface AuthorizerOptions<Request = AnyRequest> {
  /** The authorizer's context: `event.requestContext.authorizer`, or its `lambda` for an HTTP API. */
  readonly context: (request: Request) => unknown;
}

const CREDENTIALS = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiration', 'accountId'] as const;
const key = (name: string): string => `tenantry_${name}`;
const scopeKey = (parameter: string): string => `tenantry_scope_${parameter}`;

/** For the authorizer's answer: the session's credentials and scope as flat text. They are secrets: keep them out of access logs. */
export async function authorizerContext(session: Session): Promise<AuthorizerContext> {
  const credentials = await session.credentials();
  const context: Record<string, string> = {};
  for (const name of CREDENTIALS) {
    const value = credentials[name];
    if (value !== undefined) context[key(name)] = value instanceof Date ? value.toISOString() : value;
  }
  for (const [parameter, value] of Object.entries(session.scope)) context[scopeKey(parameter)] = value;
  return context;
}

export function authorizerProblems({ context }: AuthorizerOptions): string[] {
  return typeof context === 'function' ? [] : ["source.context must be a function that gives the authorizer's context"];
}

export function authorizerIssuer(options: AuthorizerOptions, tags: readonly ScopeTag[]): Issuer {
  return {
    shape: () => undefined,
    async issue({ scope, request }) {
      const context = await fromSource(scope, 'context', () => options.context(request));
      for (const { parameter } of tags) {
        if (property(context, scopeKey(parameter)) === scope[parameter]) continue;
        throw new TokenMismatch(scope, `the authorizer handed over no credentials of this ${parameter}`);
      }
      const value = (name: (typeof CREDENTIALS)[number]): unknown => property(context, key(name));
      const [expiration, accountId] = [value('expiration'), value('accountId')];
      return {
        accessKeyId: value('accessKeyId'),
        secretAccessKey: value('secretAccessKey'),
        sessionToken: value('sessionToken'),
        expiration: typeof expiration === 'string' ? new Date(expiration) : undefined,
        accountId: typeof accountId === 'string' ? accountId : undefined,
      };
    },
    close() {},
  };
}
