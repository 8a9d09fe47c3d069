import { foldName, readText } from '@tenantry/iam';
import { keyPatterns, patternText } from '../../keys/pattern.js';
import type { Demand } from '../demand.js';
import { type Family, type FamilyCache, overlap } from '../proof/family.js';
import { type KeyCache, keyFamilies, ownPattern } from './own-keys.js';
import { findTarget, type Target, touchId } from './targets.js';

/** Keys that the generated client may name, and for which demands. */
export interface NeededKeys {
  readonly family: Family;
  readonly demands: readonly Demand[];
}

/** A pattern that covers needed keys. */
export interface NeededPattern {
  readonly family: Family;
  readonly demand: Demand;
}

/** All that a role's grants need of one action on one target. */
export interface Needs {
  readonly action: string;
  readonly target: Target;
  readonly demands: readonly Demand[];
  /** By the family's id and the limit to attributes, so that entities which share a partition are looked at once. */
  readonly keys: ReadonlyMap<string, NeededKeys>;
  /** By their text. */
  readonly patterns: ReadonlyMap<string, NeededPattern>;
}

/** The needs of a role, by action and target. */
export function needsOf(
  demands: readonly Demand[],
  targets: readonly Target[],
  own: readonly string[],
  cache: KeyCache,
): ReadonlyMap<string, Needs> {
  const found = new Map<string, MutableNeeds>();
  for (const demand of demands) {
    const target = findTarget(targets, demand.table, demand.index);
    if (target === undefined) continue;
    const action = `dynamodb:${demand.action}`;
    const id = touchId(action, target);
    const needs: MutableNeeds = found.get(id) ?? { action, target, demands: [], keys: new Map(), patterns: new Map() };
    found.set(id, needs);
    needs.demands.push(demand);
    addKeys(needs, demand, cache);
    addPatterns(needs, demand, own);
  }
  return found;
}

/** Returns the demands that concern keys of these families, or patterns that cover some. */
export function demandsOn(
  { keys, patterns }: Needs,
  families: readonly Family[],
  cache: FamilyCache,
): readonly Demand[] {
  const concerns = (family: Family): boolean => families.some((each) => overlap(family, each, cache));
  return [
    ...[...keys.values()].flatMap(({ family, demands }) => (concerns(family) ? demands : [])),
    ...[...patterns.values()].flatMap(({ family, demand }) => (concerns(family) ? [demand] : [])),
  ];
}

interface MutableNeeds extends Needs {
  readonly demands: Demand[];
  readonly keys: Map<string, { readonly family: Family; readonly demands: Demand[] }>;
  readonly patterns: Map<string, NeededPattern>;
}

function addKeys({ keys }: MutableNeeds, demand: Demand, cache: KeyCache): void {
  const { entity, partition, source, scope, attributes } = demand;
  if (partition === undefined) return;
  const tag = scope?.parameter === undefined ? undefined : source.tagOf(scope.parameter);
  for (const family of keyFamilies(cache, entity, partition, source, scope, tag)) {
    const id = `${family.id}\n${attributes?.join() ?? ''}`;
    const known = keys.get(id) ?? { family, demands: [] };
    known.demands.push(demand);
    keys.set(id, known);
  }
}

function addPatterns({ patterns }: MutableNeeds, demand: Demand, own: readonly string[]): void {
  if (demand.partition === undefined) return;
  for (const pattern of keyPatterns(demand.partition, demand.source)) {
    const text = patternText(pattern);
    if (patterns.has(text)) continue;
    const tokens = readText(text, { variables: true, wildcards: true }) ?? [];
    const tags = pattern.flatMap((piece) => (piece.kind === 'tag' ? [foldName(piece.tag)] : []));
    const family = ownPattern({ tokens, tags }, own);
    if (family !== undefined) patterns.set(text, { family, demand });
  }
}
