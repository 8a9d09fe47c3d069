import { keyTemplate } from '../../keys/key-template.js';
import type { Entity } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import type { Chain } from '../proof/chain.js';
import { type Binding, keyChains } from '../proof/key-chain.js';
import type { Target } from './targets.js';

/** The keys of an entity on a target: of its primary key on a table, of its access patterns on an index. */
export interface EntityChain {
  readonly entity: string;
  readonly scope: string | undefined;
  readonly chain: Chain;
}

/** Every entity's keys on a target, as far as `of` wants their scope. */
export function entityChains(
  model: Model,
  { kind, table, index }: Target,
  binding: Binding,
  of: (scope: string | undefined) => boolean,
): readonly EntityChain[] {
  if (kind !== 'table' && kind !== 'index') return [];
  return model.entities
    .filter((entity) => entity.table === table)
    .flatMap((entity) =>
      keysOn(entity, index)
        .filter(({ scope }) => of(scope))
        .flatMap(({ partition, scope }) =>
          keyChains(keyTemplate(partition), { ...entity, tagOf: () => undefined }, binding).map((chain) => ({
            entity: entity.name,
            scope,
            chain,
          })),
        ),
    );
}

const keysOn = (
  entity: Entity,
  index: string | undefined,
): readonly { readonly partition: string; readonly scope: string | undefined }[] =>
  index === undefined ? [entity.key] : entity.accessPatterns.filter((pattern) => pattern.index === index);

/** The keys that lie outside every scope. */
export const unscopedChains = (model: Model, target: Target): readonly EntityChain[] =>
  entityChains(
    model,
    target,
    () => undefined,
    (scope) => scope === undefined,
  );
