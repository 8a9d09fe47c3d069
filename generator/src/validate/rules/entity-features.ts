import type { Path } from '../../diagnostics/path.js';
import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Entity } from '../../model/entity.js';
import { kindOf } from '../../types/kinds.js';
import { KEY_TYPE_HINT, standsInKeys } from '../key-types.js';
import type { Rule, RuleContext } from '../rule.js';
import { isBroken, isSuspect } from '../rule.js';
import { attributeNamed, isComplete, readableTemplate } from '../templates.js';

/** `unique`, `version`, `shard` and `writeGuard` refer to what exists and fits. */
export const entityFeatures: Rule = (context, report) => {
  for (const entity of context.model.entities) {
    const path: Path = ['entities', entity.name];
    entity.unique.forEach((names, i) => {
      names.forEach((name, j) => {
        const at = [...path, 'unique', i, j];
        if (checkAttribute(entity, name, at, context, report)) checkUnique(entity, name, at, context, report);
      });
    });
    checkGuardItems(entity, path, context, report);
    checkVersion(entity, path, context, report);
    checkShard(entity, path, context, report);
    checkWriteGuard(entity, path, context, report);
  }
};

function checkAttribute(entity: Entity, name: string, path: Path, context: RuleContext, report: Report): boolean {
  if (attributeNamed(entity, name) !== undefined) return true;
  if (isBroken(context, ['entities', entity.name])) return false;
  const hint = suggestion(
    name,
    entity.attributes.map((attribute) => attribute.name),
    `attributes of ${entity.name}`,
  );
  report({
    code: 'schema.unknown-attribute',
    path,
    summary: `${entity.name} has no attribute \`${name}\`.`,
    hint,
  });
  return false;
}

function checkUnique(entity: Entity, name: string, path: Path, context: RuleContext, report: Report): void {
  const field = attributeNamed(entity, name);
  if (
    field === undefined ||
    standsInKeys(field.type) ||
    isSuspect(context, ['entities', entity.name, 'attributes', name])
  )
    return;
  report({
    code: 'key.part-type',
    path,
    summary: `\`${name}\` is of type ${field.type.kind}, which cannot be unique.`,
    why: 'The guard of a unique value is an item with the value in its key.',
    hint: KEY_TYPE_HINT,
  });
}

/** Guard items lie in the scope's own partition, under sort keys of their own. */
function checkGuardItems(
  { name, unique, key, table }: Entity,
  path: Path,
  { model, raw }: RuleContext,
  report: Report,
): void {
  const found = model.tables.find((candidate) => candidate.name === table);
  const lacksSort = found !== undefined && found.sortKey === undefined && key.sort === undefined;
  // A partition that is outside by mistake has been told already, and so has a sort key that the table lacks.
  const unscoped = key.scope === undefined && raw.entities?.[name]?.key?.unscoped === true;
  if (unique.length === 0 || !(unscoped || lacksSort)) return;
  report({
    code: 'schema.modifier',
    path: [...path, 'unique'],
    part: 'key',
    summary: unscoped
      ? `${name} cannot have unique attributes: its partition lies outside of every scope.`
      : `${name} cannot have unique attributes: its table has no sort key.`,
    why: "A guard item for each value lies in the scope's own partition, under a sort key of its own.",
    hint: unscoped ? 'Begin the partition with the prefix of a scope.' : 'Give the table a sort key.',
  });
}

function checkVersion({ name, version, attributes }: Entity, path: Path, { raw }: RuleContext, report: Report): void {
  const field = attributes.find((attribute) => attribute.name === version);
  if (field === undefined || version === undefined) return;
  if (raw.entities?.[name]?.version === true) {
    report({
      code: 'schema.modifier',
      path: [...path, 'attributes', version],
      part: 'key',
      summary: `\`version: true\` adds the attribute \`version\` to ${name}, which declares one of this name as well.`,
      why: 'Every write would count it up, whatever the attribute is for.',
      hint: 'Remove the attribute, give it another name, or name the one that counts: `version: revision`.',
    });
    return;
  }
  if (kindOf(field.type).can?.count) return;
  report({
    code: 'schema.modifier',
    path: [...path, 'version'],
    summary: `\`${version}\` counts the versions of ${name}, but is of type ${field.type.kind}.`,
    hint: 'Make it an integer, leave the attribute out, or name another one: `version: revision`.',
  });
}

function checkShard(entity: Entity, path: Path, context: RuleContext, report: Report): void {
  const { shard, name } = entity;
  if (shard === undefined) return;
  checkAttribute(entity, shard.of, [...path, 'shard', 'of'], context, report);
  const template = readableTemplate(entity.key.partition);
  const isOutside = entity.key.scope === undefined && context.raw.entities?.[name]?.key.unscoped !== true;
  if (
    template !== undefined &&
    !isOutside &&
    isComplete(template, entity) &&
    !template.parameters.some((parameter) => parameter.name === 'shard')
  ) {
    report({
      code: 'key.unknown-attribute',
      path: [...path, 'key', 'partition'],
      summary: `${name} has shards, but its partition does not hold \`{shard}\`.`,
      why: 'All items would still share one partition.',
      hint: `Write "${entity.key.partition}#{shard}".`,
    });
  }
  if (attributeNamed(entity, 'shard') !== undefined) {
    report({
      code: 'schema.reserved-name',
      path: [...path, 'attributes', 'shard'],
      part: 'key',
      summary: `\`shard\` cannot be an attribute of ${name}, which has shards.`,
      hint: 'Give the attribute another name.',
    });
  }
}

function checkWriteGuard({ writeGuard }: Entity, path: Path, context: RuleContext, report: Report): void {
  if (writeGuard === undefined) return;
  const { entities } = context.model;
  const guard = entities.find(({ name }) => name === writeGuard.entity);
  if (guard === undefined) {
    if (isSuspect(context, ['entities', writeGuard.entity])) return;
    const hint = suggestion(
      writeGuard.entity,
      entities.map(({ name }) => name),
      'entities',
    );
    const summary = `There is no entity \`${writeGuard.entity}\`.`;
    report({
      code: 'schema.unknown-entity',
      path: [...path, 'writeGuard', 'entity'],
      summary,
      hint,
    });
    return;
  }
  const at = [...path, 'writeGuard', 'attribute'];
  if (!checkAttribute(guard, writeGuard.attribute, at, context, report)) return;
  const type = attributeNamed(guard, writeGuard.attribute)?.type;
  if (
    (type !== undefined && kindOf(type).can?.contain) ||
    isBroken(context, ['entities', guard.name, 'attributes', writeGuard.attribute])
  )
    return;
  report({
    code: 'schema.modifier',
    path: at,
    summary: `\`${writeGuard.attribute}\` of ${guard.name} is of type ${type?.kind}, which contains nothing.`,
    hint: 'Use a `set<string>`.',
  });
}
