import type { AccessPattern, Entity, Shard } from '../../model/entity.js';
import type { Model } from '../../model/model.js';
import { attributeChanges } from './attributes.js';
import { breaking, type Change, compatible, fromTo, matched, same, shown, widening } from './change.js';

/** Changes of entities: keys first, because data depends on them, then what else is promised of them. */
export function entityChanges(before: Model, after: Model): readonly Change[] {
  const { added, removed, kept } = matched(before.entities, after.entities);
  return [
    ...added.map(({ name }) =>
      compatible('entity.added', {
        path: `entities.${name}`,
        summary: `The entity ${name} is new.`,
        consequence: 'Clients of before do not know it: where they query its partition, they refuse its items.',
      }),
    ),
    ...removed.map(({ name }) =>
      breaking('entity.removed', {
        path: `entities.${name}`,
        summary: `The entity ${name} is gone.`,
        consequence:
          'Its items stay in the table, and a query over their partition refuses them as of an unknown type: delete them first.',
      }),
    ),
    ...kept.flatMap(([then, now]) => changesOf(then, now, before, after)),
  ];
}

function changesOf(before: Entity, after: Entity, old: Model, now: Model): readonly Change[] {
  const path = `entities.${after.name}`;
  return [
    ...(before.table === after.table
      ? []
      : [
          breaking('entity.table-changed', {
            path: `${path}.table`,
            summary: `${after.name} moves from the table ${before.table} to ${after.table}.`,
            consequence: 'Its items stay in the old table: move them.',
          }),
        ]),
    ...(['partition', 'sort'] as const)
      .filter((part) => before.key[part] !== after.key[part])
      .map((part) =>
        breaking('entity.key-changed', {
          path: `${path}.key.${part}`,
          summary: `The ${part} key of ${after.name} changes ${fromTo(before.key[part], after.key[part])}.`,
          consequence:
            'Items of before keep their old keys and are not found any more: read them with the old client, write them with the new one, then delete the old ones.',
        }),
      ),
    ...shardChanges(path, after.name, before.shard, after.shard),
    ...accessPatternChanges(path, before, after),
    ...uniqueChanges(path, before, after),
    ...versionChanges(path, before, after),
    ...guardChanges(path, before, after),
    ...attributeChanges(`${path}.attributes`, before.attributes, after.attributes, {
      old: old.types,
      now: now.types,
      inside: [],
    }),
  ];
}

function shardChanges(
  path: string,
  name: string,
  before: Shard | undefined,
  after: Shard | undefined,
): readonly Change[] {
  if (same(before, after)) return [];
  const width = (shard: Shard | undefined): number => (shard === undefined ? 0 : String(shard.count - 1).length);
  const detail =
    before?.of !== after?.of || before === undefined || after === undefined
      ? 'Items of before lie in shards that are worked out otherwise, so they are not found by key.'
      : width(before) !== width(after)
        ? `The shard is written with ${width(after)} digits instead of ${width(before)}, so no item of before is found, neither by key nor by a query.`
        : after.count < before.count
          ? `Items in the shards ${after.count} to ${before.count - 1} are no longer queried, and most others are looked for in another shard.`
          : 'Queries still find all items, because they ask every shard; by key most items of before are looked for in another shard.';
  return [
    breaking('entity.shard-changed', {
      path: `${path}.shard`,
      summary: `The shards of ${name} change ${fromTo(before, after)}.`,
      consequence: `${detail} Write all items again under the new count before callers use it.`,
    }),
  ];
}

function accessPatternChanges(path: string, before: Entity, after: Entity): readonly Change[] {
  const { added, removed, kept } = matched(before.accessPatterns, after.accessPatterns);
  return [
    ...added.map(({ name, index }) =>
      compatible('access-pattern.added', {
        path: `${path}.indexes.${name}`,
        summary: `The access pattern ${after.name}.${name} on ${index} is new.`,
        consequence: 'Items of before have no key in it: they are missing there until they are written again.',
      }),
    ),
    ...removed.map(({ name }) =>
      breaking('access-pattern.removed', {
        path: `${path}.indexes.${name}`,
        summary: `The access pattern ${after.name}.${name} is gone.`,
        consequence: 'Callers that use it do not compile. Items keep its key attributes, and so stay in the index.',
      }),
    ),
    ...kept.flatMap(([then, now]) => patternChange(path, after.name, then, now)),
  ];
}

const patternChange = (path: string, entity: string, before: AccessPattern, after: AccessPattern): readonly Change[] =>
  (['index', 'partition', 'sort'] as const)
    .filter((part) => before[part] !== after[part])
    .map((part) =>
      breaking('access-pattern.changed', {
        path: `${path}.indexes.${after.name}.${part}`,
        summary: `The ${part} of ${entity}.${after.name} changes ${fromTo(before[part], after[part])}.`,
        consequence: 'Items of before keep their old index keys: queries miss them until they are written again.',
      }),
    );

function uniqueChanges(path: string, before: Entity, after: Entity): readonly Change[] {
  const has = (lists: Entity['unique'], list: readonly string[]): boolean => lists.some((each) => same(each, list));
  return [
    ...after.unique
      .filter((list) => !has(before.unique, list))
      .map((list) =>
        breaking('entity.unique-changed', {
          path: `${path}.unique`,
          summary: `${list.join(' + ')} of ${after.name} becomes unique.`,
          consequence:
            'Items of before have no guard items, so nothing keeps a second one from taking their value: write them again. Roles that write it need more permissions, and get them.',
        }),
      ),
    ...before.unique
      .filter((list) => !has(after.unique, list))
      .map((list) =>
        compatible('entity.unique-changed', {
          path: `${path}.unique`,
          summary: `${list.join(' + ')} of ${after.name} is no longer unique.`,
          consequence:
            'Guard items of before stay in the table. Delete them before the attribute is made unique again.',
        }),
      ),
  ];
}

const versionChanges = (path: string, before: Entity, after: Entity): readonly Change[] =>
  before.version === after.version
    ? []
    : [
        breaking('entity.version-changed', {
          path: `${path}.version`,
          summary: `The version attribute of ${after.name} changes ${fromTo(before.version, after.version)}.`,
          consequence:
            'Clients of before and of now do not see each other’s writes as conflicts: deploy all writers together.',
        }),
      ];

function guardChanges(path: string, before: Entity, after: Entity): readonly Change[] {
  if (same(before.writeGuard, after.writeGuard)) return [];
  const told = {
    path: `${path}.writeGuard`,
    summary: `The write guard of ${after.name} changes ${fromTo(before.writeGuard, after.writeGuard)}.`,
  };
  return before.writeGuard === undefined
    ? [
        breaking('entity.guard-changed', {
          ...told,
          consequence: `Writes fail for callers whose ${shown(after.writeGuard?.entity)} item does not allow them.`,
        }),
      ]
    : [
        widening('entity.guard-changed', {
          ...told,
          consequence: 'Callers whom the old guard refused may write now, as far as the new one lets them.',
        }),
      ];
}
