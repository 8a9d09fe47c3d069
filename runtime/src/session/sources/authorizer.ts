import { InvalidSessionRequest, type ScopeRecord, TokenMismatch } from '../errors.js';
import type { Session } from '../session.js';
import { isScopeValue, type ScopeTag, scopeValueProblem } from '../tags.js';
import type { AnyRequest, Issuer } from './issuer.js';
import { fromSource, property } from './token-claims.js';

/** The `context` that a Lambda authorizer returns: API Gateway passes on strings, numbers and booleans only. */
export type AuthorizerContext = { readonly [key: string]: string };

/** Credentials that a Lambda authorizer obtained and handed over with `authorizerContext`. */
export interface AuthorizerOptions<Request = AnyRequest> {
  /**
   * The authorizer's context: `event.requestContext.authorizer`, of a REST or an HTTP API. Called on every `get`.
   * Default: the request's `claims`, where `sessions.fromContext` puts it.
   */
  readonly context?: (request: Request) => unknown;
}

const CREDENTIALS = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'expiration', 'accountId'] as const;
const key = (name: string): string => `tenantry_${name}`;
const SCOPE_KEY = 'tenantry_scope_';

/**
 * For the authorizer's answer: the session's credentials and scope as flat text. They are secrets: keep them out of access
 * logs.
 */
export async function authorizerContext(session: Session): Promise<AuthorizerContext> {
  if (typeof session?.credentials !== 'function')
    throw new InvalidSessionRequest(['authorizerContext requires a session of createTenantSessions']);
  const credentials = await session.credentials();
  const context: Record<string, string> = {};
  for (const name of CREDENTIALS) {
    const value = credentials[name];
    if (value !== undefined) context[key(name)] = value instanceof Date ? value.toISOString() : value;
  }
  for (const [parameter, value] of Object.entries(session.scope)) context[SCOPE_KEY + parameter] = value;
  return context;
}

/**
 * Reads the scope that an authorizer handed over with `authorizerContext`, such as `{ tenantId, userId }`: the tenant and the
 * user that were verified, so that no handler takes them from the path. Throws InvalidSessionRequest when the context has none.
 */
export function scopeOf(context: unknown): ScopeRecord {
  const flat = flatContext(context);
  const scope: { [parameter: string]: string } = {};
  const problems: string[] = [];
  for (const name of Object.keys(flat)) {
    if (!name.startsWith(SCOPE_KEY)) continue;
    const value = property(flat, name);
    if (isScopeValue(value)) scope[name.slice(SCOPE_KEY.length)] = value;
    else problems.push(scopeValueProblem(name, value) ?? `${name} is not valid`);
  }
  if (problems.length === 0 && Object.keys(scope).length === 0)
    problems.push(
      `the authorizer's context has no ${SCOPE_KEY}<parameter>: the authorizer must return authorizerContext(session)`,
    );
  if (problems.length > 0) throw new InvalidSessionRequest(problems);
  return scope;
}

/** An HTTP API puts the context of a Lambda authorizer one level deeper, under `lambda`. */
function flatContext(context: unknown): object {
  const lambda = property(context, 'lambda');
  const flat = typeof lambda === 'object' && lambda !== null ? lambda : context;
  return typeof flat === 'object' && flat !== null ? flat : {};
}

export function authorizerProblems({ context }: AuthorizerOptions): string[] {
  return context === undefined || typeof context === 'function'
    ? []
    : ["source.context must be a function that gives the authorizer's context"];
}

export function authorizerIssuer(
  { context: contextOf = ({ claims }) => claims }: AuthorizerOptions,
  tags: readonly ScopeTag[],
): Issuer {
  return {
    calls: 'none',
    shape: () => undefined,
    async prove(scope, request) {
      const context = flatContext(await fromSource(scope, 'context', () => contextOf(request)));
      for (const { parameter } of tags) {
        if (property(context, SCOPE_KEY + parameter) === scope[parameter]) continue;
        throw new TokenMismatch(scope, `the authorizer handed over no credentials of this ${parameter}`);
      }
      const value = CREDENTIALS.map((name) => property(context, key(name)));
      return { value, text: JSON.stringify(value), endsAt: undefined };
    },
    async issue({ proof }) {
      const [accessKeyId, secretAccessKey, sessionToken, expiration, accountId] = (proof?.value ??
        []) as readonly unknown[];
      return {
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiration: typeof expiration === 'string' ? new Date(expiration) : undefined,
        accountId: typeof accountId === 'string' ? accountId : undefined,
      };
    },
    close() {},
  };
}
