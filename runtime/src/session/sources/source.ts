import type { ScopeTag } from '../tags.js';
import { type AssumeRoleOptions, assumeRoleIssuer, assumeRoleProblems } from './assume-role.js';
import type { AnyRequest, Issuer } from './issuer.js';

/** Where credentials come from. */
export type SessionSource<Request = AnyRequest> = { readonly kind: 'assumeRole' } & AssumeRoleOptions<Request>;

export function sourceProblems(source: SessionSource, tags: readonly ScopeTag[]): string[] {
  switch (source.kind) {
    case 'assumeRole':
      return assumeRoleProblems(source, tags);
    default:
      return [`source.kind ${JSON.stringify((source as { kind?: unknown }).kind)} is unknown`];
  }
}

export function issuerOf(source: SessionSource, tags: readonly ScopeTag[], region: string): Issuer {
  switch (source.kind) {
    case 'assumeRole':
      return assumeRoleIssuer(source, tags, region);
  }
}
