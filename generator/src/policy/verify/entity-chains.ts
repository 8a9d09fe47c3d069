import { keyTemplate } from '../../keys/key-template.js';
import type { Entity } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { Chain } from '../proof/chain.js';
import { keyChains } from '../proof/key-chain.js';
import type { Target } from './targets.js';

/** The keys of an entity on a target: of its primary key on a table, of its access patterns on an index. */
export interface EntityChain {
  readonly entity: string;
  readonly chain: Chain;
}

/** Returns every entity's keys on a target that lie outside every scope. */
export function unscopedChains(model: Model, { kind, table, index }: Target): readonly EntityChain[] {
  if (kind !== 'table' && kind !== 'index') return [];
  return model.entities
    .filter((entity) => entity.table === table)
    .flatMap((entity) => partitionsOn(entity, index).flatMap((partition) => chainsOf(entity, partition)));
}

const partitionsOn = (entity: Entity, index: string | undefined): readonly string[] =>
  (index === undefined ? [entity.key] : entity.accessPatterns.filter((pattern) => pattern.index === index)).flatMap(
    ({ partition, scope }) => (scope === undefined ? [partition] : []),
  );

const chainsOf = (entity: Entity, partition: string): readonly EntityChain[] =>
  keyChains(keyTemplate(partition), { ...entity, tagOf: () => undefined }, () => undefined).map((chain) => ({
    entity: entity.name,
    chain,
  }));
