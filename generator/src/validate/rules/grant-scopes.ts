import type { Path } from '../../diagnostics/path.js';
import type { Report } from '../../diagnostics/problem.js';
import type { Entity } from '../../model/entity.js';
import type { Scope } from '../../model/model.js';
import type { EntityGrant, Role } from '../../model/role.js';
import { isUnscoped, reachOf } from '../grant-reach.js';
import type { Rule, RuleContext } from '../rule.js';

/** A role reaches only partitions that its tags fence, and writes nothing that is public. */
export const grantScopes: Rule = (context, report) => {
  const { model } = context;
  for (const role of model.roles) {
    if (role.unscoped || isMeantUnscoped(role, context)) continue;
    const lacks: Lack[] = [];
    for (const grant of role.grants) {
      if (grant.kind === 'bucket') {
        const scope = model.buckets.find(({ name }) => name === grant.bucket)?.scope;
        const path = ['roles', role.name, 'grants', grant.bucket];
        if (scope !== undefined)
          lacks.push({ scope, what: `the bucket \`${grant.bucket}\``, path, narrowed: undefined });
        continue;
      }
      const entity = model.entities.find(({ name }) => name === grant.entity);
      if (entity !== undefined) lacks.push(...checkGrant(role, grant, entity, context, report));
    }
    reportLacks(role, lacks, context, report);
  }
};

/** A role that scans and does not speak of tags only lacks `unscoped`, which another rule says. */
const isMeantUnscoped = ({ name, grants }: Role, { raw }: RuleContext): boolean =>
  raw.roles?.[name]?.tags === undefined &&
  grants.some((grant) => grant.kind === 'entity' && grant.actions.includes('scan'));

/** A reason why a grant needs the tag of a scope. */
interface Lack {
  readonly scope: string;
  readonly what: string;
  readonly path: Path;
  /** The grant without what needs the tag, as it would be written. */
  readonly narrowed: string | undefined;
}

function checkGrant(role: Role, grant: EntityGrant, entity: Entity, context: RuleContext, report: Report): Lack[] {
  const { scopes } = context.model;
  const path = ['roles', role.name, 'grants', entity.name];
  const writes = grant.actions.some((action) => action === 'put' || action === 'update' || action === 'delete');
  if (writes && scopes.some(({ name, parameter }) => name === entity.key.scope && parameter === undefined)) {
    report({
      code: 'policy.public-write',
      path,
      summary: `\`${role.name}\` may write ${entity.name}, which is public.`,
      why: 'Every tenant would see what one of them wrote.',
      hint: 'Grant `read`, or let an unscoped role write it.',
    });
  }
  return reachOf(grant, entity).flatMap(({ pattern, scope }): Lack[] => {
    const what = pattern === 'primary' ? entity.name : `\`${pattern}\` of ${entity.name}`;
    const narrowed = pattern === 'primary' ? undefined : narrowedGrant(grant, entity, role, scopes);
    if (scope !== undefined) return [{ scope, what, path, narrowed }];
    if (isUnscoped(entity, pattern, context)) {
      report({
        code: 'policy.unscoped',
        path,
        summary: `\`${role.name}\` is granted ${what}, which lies outside every scope.`,
        why: 'It could read the items of all tenants through it.',
        hint: narrowed === undefined ? 'Grant it to a role with `unscoped: true`.' : `Narrow the grant: ${narrowed}`,
      });
    }
    return [];
  });
}

/** One problem for each role, however many tags it lacks and grants need them. */
function reportLacks(role: Role, lacks: readonly Lack[], { model }: RuleContext, report: Report): void {
  // A tag that is not a scope is most likely this one misspelt.
  if (role.tags.some((tag) => model.scopes.every(({ name }) => name !== tag))) return;
  const needed = lacks.filter(({ scope }) =>
    model.scopes.some(({ name, parameter }) => name === scope && parameter !== undefined && !role.tags.includes(name)),
  );
  const [first, ...others] = needed;
  if (first === undefined) return;
  const scopes = [...new Set(needed.map(({ scope }) => scope))];
  const listed = scopes.map((scope) => `\`${scope}\``).join(' and ');
  const problem = { code: 'policy.missing-tag', part: 'key', why: 'IAM would deny every such request.' } as const;
  if (scopes.length > 1) {
    report({
      ...problem,
      path: ['roles', role.name],
      summary: `The grants of \`${role.name}\` need the tags of ${listed}, and its sessions do not carry them.`,
      hint: `Add ${listed} to \`tags\`.`,
      related: needed.map(({ path, what, scope }) => ({ path, part: 'key', note: `${what} needs \`${scope}\`` })),
    });
    return;
  }
  const elsewhere = others.filter(({ path }) => path.at(-1) !== first.path.at(-1));
  const narrow = others.length === 0 && first.narrowed !== undefined ? `, or narrow the grant: ${first.narrowed}` : '.';
  report({
    ...problem,
    path: first.path,
    summary: `\`${role.name}\` is granted ${first.what}, but its sessions do not carry the tag of ${listed}.`,
    hint: `Add ${listed} to \`tags\`${narrow}`,
    related: elsewhere.map(({ path, what }) => ({ path, part: 'key', note: `${what} needs it too` })),
  });
}

/** The grant with the access patterns that the role can use. */
function narrowedGrant(grant: EntityGrant, entity: Entity, role: Role, scopes: readonly Scope[]): string | undefined {
  const isOpen = (scope: string | undefined): boolean =>
    scope !== undefined &&
    (role.tags.includes(scope) || scopes.some(({ name, parameter }) => name === scope && parameter === undefined));
  const usable = [
    ...(isOpen(entity.key.scope) ? ['primary'] : []),
    ...entity.accessPatterns.filter(({ scope }) => isOpen(scope)).map(({ name }) => name),
  ].filter((name) => grant.accessPatterns.includes(name));
  if (usable.length === 0) return undefined;
  return `\`${entity.name}: { actions: [${grant.actions.join(', ')}], accessPatterns: [${usable.join(', ')}] }\`.`;
}
