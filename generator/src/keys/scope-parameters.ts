import type { Entity } from '../model/entity.js';
import type { Model } from '../model/model.js';
import type { KeyParameters } from './template-language.js';

/**
 * The parameters of the scopes that an entity's keys lie in. Their attributes hold what a session tag can; an attribute that only
 * has the name of another scope's parameter is one like others.
 */
export function scopeParametersOf({ scopes }: Pick<Model, 'scopes'>, entity: Entity): ReadonlySet<string> {
  const own = new Set([entity.key.scope, ...entity.accessPatterns.map(({ scope }) => scope)]);
  return new Set(
    scopes.flatMap(({ name, parameter }) => (own.has(name) && parameter !== undefined ? [parameter] : [])),
  );
}

/** Returns the attributes and scopes behind the parameters of an entity's templates. */
export const keyParametersOf = (model: Pick<Model, 'scopes'>, entity: Entity): KeyParameters => ({
  attributes: entity.attributes,
  scopeParameters: scopeParametersOf(model, entity),
  ...(entity.shard === undefined ? {} : { shards: entity.shard.count }),
});
