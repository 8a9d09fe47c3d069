import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Role } from '../../model/role.js';
import { isWholeRole, reachOf } from '../grant-reach.js';
import type { Rule, RuleContext } from '../rule.js';
import { isSuspect } from '../rule.js';

/** The tags of a role are scopes that have one, each once, each needed. */
export const roleTags: Rule = (context, report) => {
  for (const role of context.model.roles) {
    checkTags(role, context, report);
    checkUnused(role, context, report);
  }
};

function checkTags(role: Role, context: RuleContext, report: Report): void {
  const { scopes } = context.model;
  const fenced = scopes.filter(({ parameter }) => parameter !== undefined).map(({ name }) => name);
  role.tags.forEach((tag, index) => {
    const path = ['roles', role.name, 'tags', index];
    const scope = scopes.find(({ name }) => name === tag);
    const hint = 'Remove it from `tags`.';
    if (role.tags.indexOf(tag) !== index) {
      report({ code: 'schema.duplicate-name', path, summary: `\`${tag}\` is listed twice.`, hint });
    } else if (scope === undefined && !isSuspect(context, ['scopes', tag])) {
      const summary = `There is no scope \`${tag}\`.`;
      report({ code: 'schema.unknown-scope', path, summary, hint: suggestion(tag, fenced, 'scopes') });
    } else if (scope !== undefined && scope.parameter === undefined) {
      report({ code: 'schema.unknown-scope', path, summary: `\`${tag}\` is public: it has no tag.`, hint });
    }
  });
}

function checkUnused(role: Role, context: RuleContext, report: Report): void {
  const path = ['roles', role.name, 'tags'];
  const warning = { code: 'policy.unused-tag', severity: 'warning' } as const;
  if (role.unscoped) {
    if (role.tags.length === 0) return;
    const summary = `\`${role.name}\` is unscoped: no grant of it needs a tag.`;
    report({ ...warning, path, part: 'key', summary, hint: 'Remove `tags`.' });
    return;
  }
  // The user's own statements may need any tag.
  const silent = role.grants.length === 0 || role.additionalStatements.length > 0 || !isWholeRole(role, context);
  if (silent) return;
  const needed = neededScopes(role, context);
  role.tags.forEach((tag, index) => {
    const isFenced = context.model.scopes.some(({ name, parameter }) => name === tag && parameter !== undefined);
    if (!isFenced || needed.has(tag)) return;
    const summary = `No grant of \`${role.name}\` needs the tag of \`${tag}\`.`;
    report({ ...warning, path: [...path, index], summary, hint: 'Remove it from `tags`.' });
  });
}

function neededScopes(role: Role, { model }: RuleContext): ReadonlySet<string | undefined> {
  const scopes = role.grants.flatMap((grant) => {
    if (grant.kind === 'bucket') return [model.buckets.find(({ name }) => name === grant.bucket)?.scope];
    const entity = model.entities.find(({ name }) => name === grant.entity);
    return entity === undefined ? [] : reachOf(grant, entity).map(({ scope }) => scope);
  });
  return new Set(scopes);
}
