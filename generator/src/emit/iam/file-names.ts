import type { TrustWay } from '../../policy/role-trust.js';

// Names of the policies' files, relative to the folder of an environment. `part` counts from 0.

export const identityFile = (role: string, part: number): string =>
  `${role}.policy${part === 0 ? '' : `.${part + 1}`}.json`;
export const trustFile = (role: string, way: TrustWay): string => `${role}.trust.${way}.json`;
export const sessionFile = (role: string): string => `${role}.session.json`;
export const guardrailFile = (table: string): string => `${table}.guardrail.json`;
export const sessionIssuerFile = (role?: string): string =>
  `session-issuer${role === undefined ? '' : `.${role}`}.policy.json`;
