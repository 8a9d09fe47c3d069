import type { Path } from '../../diagnostics/path.js';
import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Entity } from '../../model/entity.js';
import type { Scope } from '../../model/model.js';
import type { EntityGrant, Role } from '../../model/role.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** A role carries the tags that its grants need, and reaches nothing that no tag fences. */
export const roleTags: Rule = (context, report) => {
  const { model } = context;
  for (const role of model.roles) {
    checkTags(role, context, report);
    const needed = new Set<string>();
    for (const grant of role.grants) {
      const path: Path = ['roles', role.name, 'grants', grant.kind === 'entity' ? grant.entity : grant.bucket];
      if (grant.kind === 'bucket') {
        const scope = model.buckets.find(({ name }) => name === grant.bucket)?.scope;
        if (scope !== undefined) needed.add(scope);
        if (scope !== undefined)
          checkTag(role, scope, `the bucket \`${grant.bucket}\``, undefined, path, context, report);
        continue;
      }
      const entity = model.entities.find(({ name }) => name === grant.entity);
      if (entity === undefined) continue;
      for (const { scope } of reached(grant, entity)) if (scope !== undefined) needed.add(scope);
      if (!role.unscoped) checkGrant(role, grant, entity, path, context, report);
    }
    if (role.unscoped && role.tags.length > 0) {
      report({
        code: 'policy.unused-tag',
        severity: 'warning',
        path: ['roles', role.name, 'tags'],
        part: 'key',
        summary: `\`${role.name}\` is unscoped: no grant of it needs a tag.`,
        hint: 'Remove `tags`.',
      });
    }
    if (role.unscoped || role.additionalStatements.length > 0 || !isWhole(role, context)) continue;
    role.tags.forEach((tag, index) => {
      if (needed.has(tag) || model.scopes.every(({ name, parameter }) => name !== tag || parameter === undefined))
        return;
      report({
        code: 'policy.unused-tag',
        severity: 'warning',
        path: ['roles', role.name, 'tags', index],
        summary: `No grant of \`${role.name}\` needs the tag of \`${tag}\`.`,
        hint: 'Remove it from `tags`.',
      });
    });
  }
};

/** Whether the partitions of every grant are known: what has a problem of its own says nothing about tags. */
function isWhole(role: Role, context: RuleContext): boolean {
  const { entities } = context.model;
  if (role.grants.length === 0 || holdsBroken(context, ['entities']) || holdsBroken(context, ['roles', role.name]))
    return false;
  return role.grants.every((grant) => {
    if (grant.kind === 'bucket') return true;
    const entity = entities.find(({ name }) => name === grant.entity);
    return (
      entity !== undefined &&
      reached(grant, entity).every(({ pattern, scope }) => scope !== undefined || isUnscoped(entity, pattern, context))
    );
  });
}

/** The partitions that a grant reaches: reads go through its access patterns, writes and gets to the primary key. */
function reached(
  grant: EntityGrant,
  entity: Entity,
): readonly { readonly pattern: string; readonly scope: string | undefined }[] {
  const reads = grant.actions.includes('query');
  const primary = grant.actions.some((action) => action !== 'query') || grant.accessPatterns.includes('primary');
  const patterns = entity.accessPatterns.filter(({ name }) => reads && grant.accessPatterns.includes(name));
  return [
    ...(primary ? [{ pattern: 'primary', scope: entity.key.scope }] : []),
    ...patterns.map(({ name, scope }) => ({ pattern: name, scope })),
  ];
}

function checkTags(role: Role, context: RuleContext, report: Report): void {
  const { scopes } = context.model;
  const fenced = scopes.filter(({ parameter }) => parameter !== undefined).map(({ name }) => name);
  role.tags.forEach((tag, index) => {
    const path = ['roles', role.name, 'tags', index];
    const scope = scopes.find(({ name }) => name === tag);
    if (role.tags.indexOf(tag) !== index) {
      report({
        code: 'schema.duplicate-name',
        path,
        summary: `\`${tag}\` is listed twice.`,
        hint: 'Remove one of them.',
      });
    } else if (scope === undefined && !holdsBroken(context, ['scopes', tag])) {
      const hint = suggestion(tag, fenced, 'scopes');
      report({
        code: 'schema.unknown-scope',
        path,
        summary: `There is no scope \`${tag}\`.`,
        ...(hint === undefined ? {} : { hint }),
      });
    } else if (scope !== undefined && scope.parameter === undefined) {
      report({
        code: 'schema.unknown-scope',
        path,
        summary: `\`${tag}\` is public: it has no tag.`,
        hint: 'Remove it from `tags`.',
      });
    }
  });
}

function checkGrant(
  role: Role,
  grant: EntityGrant,
  entity: Entity,
  path: Path,
  context: RuleContext,
  report: Report,
): void {
  const { scopes } = context.model;
  const writes = grant.actions.filter((action) => action === 'put' || action === 'update' || action === 'delete');
  const primary = scopes.find(({ name }) => name === entity.key.scope);
  if (primary !== undefined && primary.parameter === undefined && writes.length > 0) {
    report({
      code: 'policy.public-write',
      path,
      summary: `\`${role.name}\` may write ${entity.name}, which is public.`,
      why: 'Every tenant would see what one of them wrote.',
      hint: 'Grant `read`, or let an unscoped role write it.',
    });
  }
  for (const { pattern, scope } of reached(grant, entity)) {
    const what = pattern === 'primary' ? entity.name : `\`${pattern}\` of ${entity.name}`;
    const others = pattern === 'primary' ? undefined : narrowed(grant, entity, role, scopes);
    if (scope === undefined) {
      if (!isUnscoped(entity, pattern, context)) continue;
      report({
        code: 'policy.unscoped',
        path,
        summary: `\`${role.name}\` is granted ${what}, which lies outside every scope.`,
        why: 'It could read the items of all tenants through it.',
        hint: others ?? 'Grant it to a role with `unscoped: true`.',
      });
      continue;
    }
    checkTag(role, scope, what, others, path, context, report);
  }
}

/** Whether the schema says so: a partition that only lacks its scope is reported by another rule. */
function isUnscoped(entity: Entity, pattern: string, { raw }: RuleContext): boolean {
  const written = raw.entities?.[entity.name];
  return (pattern === 'primary' ? written?.key : written?.indexes?.[pattern])?.unscoped === true;
}

function checkTag(
  role: Role,
  scopeName: string,
  what: string,
  others: string | undefined,
  path: Path,
  context: RuleContext,
  report: Report,
): void {
  const scope = context.model.scopes.find(({ name }) => name === scopeName);
  if (role.unscoped || scope?.parameter === undefined || role.tags.includes(scopeName)) return;
  report({
    code: 'policy.missing-tag',
    path,
    part: 'key',
    summary: `\`${role.name}\` is granted ${what}, but its sessions do not carry the tag of \`${scopeName}\`.`,
    why: 'IAM would deny every such request.',
    hint: `Add \`${scopeName}\` to \`tags\`${others === undefined ? '.' : `, or narrow the grant: ${others}`}`,
  });
}

/** The grant with the access patterns that the role can use. */
function narrowed(grant: EntityGrant, entity: Entity, role: Role, scopes: readonly Scope[]): string | undefined {
  const open = (scope: string | undefined): boolean =>
    scope !== undefined &&
    (role.tags.includes(scope) || scopes.find(({ name }) => name === scope)?.parameter === undefined);
  const usable = [
    ...(open(entity.key.scope) ? ['primary'] : []),
    ...entity.accessPatterns.filter(({ scope }) => open(scope)).map(({ name }) => name),
  ].filter((name) => grant.accessPatterns.includes(name));
  if (usable.length === 0) return undefined;
  return `\`${entity.name}: { actions: [${grant.actions.join(', ')}], accessPatterns: [${usable.join(', ')}] }\`.`;
}
