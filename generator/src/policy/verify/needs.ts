import { foldName, readText } from '@tenantry/iam';
import { keyPatterns, patternText } from '../../keys/pattern.js';
import { type Family, type FamilyCache, overlap } from '../proof/family.js';
import type { RequiredAccess } from '../required-access.js';
import { type KeyCache, keyFamilies, ownPattern } from './own-keys.js';
import { findTarget, type Target, touchId } from './targets.js';

/** Keys that the generated client may name, with the required access that names them. */
export interface NeededKeys {
  readonly family: Family;
  readonly requiredAccess: readonly RequiredAccess[];
}

/** A pattern that covers needed keys. */
export interface NeededPattern {
  readonly family: Family;
  readonly required: RequiredAccess;
}

/** All that a role's grants need of one action on one target. */
export interface Needs {
  readonly action: string;
  readonly target: Target;
  readonly requiredAccess: readonly RequiredAccess[];
  /** By the family's id and the limit to attributes, so that entities which share a partition are looked at once. */
  readonly keys: ReadonlyMap<string, NeededKeys>;
  /** By their text. */
  readonly patterns: ReadonlyMap<string, NeededPattern>;
}

/** The needs of a role, by action and target. */
export function needsOf(
  requiredAccess: readonly RequiredAccess[],
  targets: readonly Target[],
  own: readonly string[],
  cache: KeyCache,
): ReadonlyMap<string, Needs> {
  const found = new Map<string, MutableNeeds>();
  for (const required of requiredAccess) {
    const target = findTarget(targets, required.table, required.index);
    if (target === undefined) continue;
    const action = `dynamodb:${required.action}`;
    const id = touchId(action, target);
    const needs: MutableNeeds = found.get(id) ?? {
      action,
      target,
      requiredAccess: [],
      keys: new Map(),
      patterns: new Map(),
    };
    found.set(id, needs);
    needs.requiredAccess.push(required);
    addKeys(needs, required, cache);
    addPatterns(needs, required, own);
  }
  return found;
}

/** Returns the required access that concerns keys of these families, or patterns that cover some. */
export function demandsOn(
  { keys, patterns }: Needs,
  families: readonly Family[],
  cache: FamilyCache,
): readonly RequiredAccess[] {
  const concerns = (family: Family): boolean => families.some((each) => overlap(family, each, cache));
  return [
    ...[...keys.values()].flatMap(({ family, requiredAccess }) => (concerns(family) ? requiredAccess : [])),
    ...[...patterns.values()].flatMap(({ family, required }) => (concerns(family) ? [required] : [])),
  ];
}

interface MutableNeeds extends Needs {
  readonly requiredAccess: RequiredAccess[];
  readonly keys: Map<string, { readonly family: Family; readonly requiredAccess: RequiredAccess[] }>;
  readonly patterns: Map<string, NeededPattern>;
}

function addKeys({ keys }: MutableNeeds, required: RequiredAccess, cache: KeyCache): void {
  const { entity, partition, source, scope, attributes } = required;
  if (partition === undefined) return;
  const tag = scope?.parameter === undefined ? undefined : source.tagOf(scope.parameter);
  for (const family of keyFamilies(cache, entity, partition, source, scope, tag)) {
    const id = `${family.id}\n${attributes?.join() ?? ''}`;
    const known = keys.get(id) ?? { family, requiredAccess: [] };
    known.requiredAccess.push(required);
    keys.set(id, known);
  }
}

function addPatterns({ patterns }: MutableNeeds, required: RequiredAccess, own: readonly string[]): void {
  if (required.partition === undefined) return;
  for (const pattern of keyPatterns(required.partition, required.source)) {
    const text = patternText(pattern);
    if (patterns.has(text)) continue;
    const tokens = readText(text, { variables: true, wildcards: true }) ?? [];
    const tags = pattern.flatMap((piece) => (piece.kind === 'tag' ? [foldName(piece.tag)] : []));
    const family = ownPattern({ tokens, tags }, own);
    if (family !== undefined) patterns.set(text, { family, required });
  }
}
