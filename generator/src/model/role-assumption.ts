import type { Model } from './model.js';
import type { Role } from './role.js';

/** How sessions of a role begin by `sts:AssumeRole`: what the role says, else what `identity.assumeRole` says. */
export interface RoleAssumption {
  /** Principals, at least one. */
  readonly trusted: readonly string[];
  readonly externalId?: string;
  /** Keys of tags that a call may carry besides those of the role's scopes: for audit, or inherited from the caller's session. */
  readonly otherTags: readonly string[];
  readonly sourceIdentity?: 'allowed' | 'required';
}

/** IAM's default for a role's longest session. */
const DEFAULT_SESSION_SECONDS = 3600;

/**
 * Returns how a role is assumed; undefined where nobody may assume it. An unscoped role has no border, so it does not trust the
 * principals of the tenant-facing service unless it names them itself.
 */
export function roleAssumption({ identity }: Model, role: Role): RoleAssumption | undefined {
  const { assumeRole } = identity;
  const trusted = role.trusted ?? (role.unscoped ? [] : (assumeRole?.trusted ?? []));
  if (trusted.length === 0) return undefined;
  const externalId = role.externalId ?? assumeRole?.externalId;
  return {
    trusted,
    ...(externalId !== undefined && { externalId }),
    otherTags: [...new Set([...(role.auditTags ?? []), ...(assumeRole?.inheritedTags ?? [])])],
    ...(role.sourceIdentity && { sourceIdentity: role.sourceIdentity }),
  };
}

/** Returns the longest session of a role in seconds. */
export const maxSessionSeconds = ({ identity }: Model, role: Role): number =>
  role.maxSessionSeconds ?? identity.assumeRole?.maxSessionSeconds ?? DEFAULT_SESSION_SECONDS;

/** Tests whether a role is assumed by the principals of the service, and not by some of its own. */
export const isOfService = (model: Model, role: Role): boolean =>
  role.trusted === undefined && roleAssumption(model, role) !== undefined;
