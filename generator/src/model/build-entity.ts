import { parseKeyTemplate } from '@tenantry/runtime/key-templates';
import type { Named, RawAccessPattern, RawEntity } from '../parse/raw-schema.js';
import { withoutUndefined } from '../text/without-undefined.js';
import type { BuildContext } from './build-context.js';
import { buildFields } from './build-type.js';
import type { AccessPattern, Entity, Key } from './entity.js';
import { entriesInOrder } from './order.js';
import { scopeOf } from './scope-of.js';

export function buildEntity(
  name: string,
  raw: RawEntity,
  defaultTable: string | undefined,
  context: BuildContext,
): Entity {
  const { partition, sort } = raw.key;
  const key: Key = {
    partition,
    ...(sort === undefined ? {} : { sort }),
    scope: scopeOf(partition, context.scopePrefixes),
  };
  const first = [...templateParameters(partition), ...templateParameters(sort)];
  return withoutUndefined({
    name,
    description: raw.description,
    table: raw.table ?? defaultTable ?? '',
    key,
    accessPatterns: buildAccessPatterns(raw.indexes, key, context),
    attributes: buildFields(raw.attributes, ['entities', name, 'attributes'], context, first),
    unique: raw.unique ?? [],
    version: raw.version === true ? 'version' : raw.version === false ? undefined : raw.version,
    shard: raw.shard,
    writeGuard: raw.writeGuard,
  });
}

function buildAccessPatterns(
  raw: Named<RawAccessPattern> | undefined,
  key: Key,
  context: BuildContext,
): AccessPattern[] {
  return entriesInOrder(raw).map(([name, { index, partition, sort }]) => ({
    name,
    index,
    partition: partition ?? key.partition,
    ...(sort === undefined ? {} : { sort }),
    scope: partition === undefined ? key.scope : scopeOf(partition, context.scopePrefixes),
  }));
}

/** The parameters of a template in order; none when it is not a template, which a rule reports. */
export function templateParameters(text: string | undefined): readonly string[] {
  const template = text === undefined ? undefined : parseKeyTemplate(text);
  return template === undefined || 'reason' in template ? [] : template.parameters.map(({ name }) => name);
}
