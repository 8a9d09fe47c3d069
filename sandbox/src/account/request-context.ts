import type { RequestContext } from '@tenantry/iam';
import type { Principal } from './principal.js';

/** Facts of a request besides its principal. */
export interface RequestFacts {
  readonly now: Date;
  readonly region: string;
  readonly userAgent: string | undefined;
}

/** The global condition keys of a request with those of who makes it. */
export const requestContext = (principal: Principal | undefined, facts: RequestFacts): RequestContext => ({
  ...principal?.context,
  ...factsContext(facts),
});

/**
 * The global condition keys of a request besides its principal's. It comes from this machine; it counts as sent over TLS,
 * because the endpoint stands for the service's own, which takes nothing else.
 */
export function factsContext({ now, region, userAgent }: RequestFacts): RequestContext {
  return {
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '127.0.0.1',
    ...(userAgent !== undefined && { 'aws:UserAgent': userAgent }),
  };
}
