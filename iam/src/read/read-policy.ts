import type { PolicyConditions } from '../lint/conditional.js';
import type { Path, Position } from './tree.js';

/** How a policy counts: what its owner may do, who may become it, who may use a resource, or the most it may do. */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'boundary';

/** A policy found in a file. */
export interface ReadPolicy {
  readonly file: string;
  /** Names it for people: `TenantRole, policy "items"`. */
  readonly name: string;
  readonly kind: PolicyKind;
  /** As AWS gets it; a text that is known only at deployment is a hole (`holes.ts`). */
  readonly document: unknown;
  /** The role, user or table that it belongs to; policies of one owner decide together. */
  readonly owner?: string;
  /** Tells owners of one name apart, such as a role and a user. */
  readonly group?: string;
  /** Of a policy that the template makes under conditions only. */
  readonly conditions?: PolicyConditions;
  /** Returns the position of an element of the document. */
  locate(path: Path): Position;
}

/** Something that holds or may hold a policy, and was not understood. It never counts as clean. */
export interface ReadProblem {
  readonly file: string;
  readonly position: Position;
  readonly code: 'unreadable' | 'no-policy';
  readonly summary: string;
  readonly remedy: string;
}

export interface Reading {
  readonly format: PolicyFormat;
  readonly policies: readonly ReadPolicy[];
  readonly problems: readonly ReadProblem[];
}

export type PolicyFormat = 'policy' | 'cloudformation' | 'terraform' | 'aws-cli' | 'other';

export interface ReadOptions {
  /** Values of template parameters, in place of their defaults. */
  readonly parameters?: { readonly [name: string]: string };
}

/** Collects what a reader finds in one file. */
export interface Found {
  readonly file: string;
  readonly policies: ReadPolicy[];
  readonly problems: ReadProblem[];
  locate(path: Path): Position;
}

export function addUnreadable(found: Found, path: Path, summary: string, remedy: string): void {
  const { file, locate, problems } = found;
  problems.push({ file, position: locate(path), code: 'unreadable', summary, remedy });
}

export const recordOf = (value: unknown): { readonly [key: string]: unknown } | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: unknown })
    : undefined;

export const arrayOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
