import type { Path } from '../../diagnostics/path.js';
import type { Report } from '../../diagnostics/problem.js';
import { suggestion } from '../../diagnostics/suggest.js';
import type { Entity } from '../../model/entity.js';
import type { EntityGrant, Role } from '../../model/role.js';
import type { Rule, RuleContext } from '../rule.js';
import { holdsBroken, isBroken, isSuspect } from '../rule.js';
import { attributeNamed } from '../templates.js';

/** Grants name what exists, and do not contradict themselves. */
export const grants: Rule = (context, report) => {
  const { model, raw } = context;
  for (const role of model.roles) {
    const path: Path = ['roles', role.name];
    if (role.grants.length === 0 && role.additionalStatements.length === 0 && !holdsBroken(context, path)) {
      report({
        code: 'policy.empty-role',
        path,
        part: 'key',
        summary: `\`${role.name}\` grants nothing.`,
        why: 'It would become an empty policy, which IAM refuses.',
        hint: 'Add a grant, such as `Member: read`, or remove the role.',
      });
    }
    for (const grant of role.grants) {
      const name = grant.kind === 'entity' ? grant.entity : grant.bucket;
      const at = [...path, 'grants', name];
      if (grant.kind === 'bucket') checkBucketActions(raw.roles?.[role.name]?.grants[name], at, report);
      else checkEntityGrant(grant, role, at, context, report);
    }
    checkAcceptances(role, path, context, report);
  }
};

/** Refuses entries of `accept` that name an entity or attribute that does not exist. */
function checkAcceptances({ name, accept = [] }: Role, path: Path, context: RuleContext, report: Report): void {
  const { entities } = context.model;
  accept.forEach(({ entities: named, attributes = [] }, index) => {
    const at: Path = [...path, 'accept', index];
    const isList = Array.isArray(context.raw.roles?.[name]?.accept?.[index]?.entity);
    named.forEach((entity, i) => {
      if (entities.some((each) => each.name === entity) || isSuspect(context, ['entities', entity])) return;
      const known = entities.map((each) => each.name);
      report({
        code: 'schema.unknown-entity',
        path: isList ? [...at, 'entity', i] : [...at, 'entity'],
        summary: `There is no entity \`${entity}\`.`,
        hint: suggestion(entity, known, 'entities'),
      });
    });
    const accepted = entities.filter((each) => named.includes(each.name));
    attributes.forEach((attribute, i) => {
      if (accepted.length === 0 || accepted.some((each) => attributeNamed(each, attribute) !== undefined)) return;
      if (accepted.some((each) => isBroken(context, ['entities', each.name]))) return;
      const known = accepted.flatMap((each) => each.attributes.map((field) => field.name));
      report({
        code: 'schema.unknown-attribute',
        path: [...at, 'attributes', i],
        summary: `${named.join(' and ')} ${named.length === 1 ? 'has' : 'have'} no attribute \`${attribute}\`.`,
        hint: suggestion(attribute, known, `attributes of ${named.join(' and ')}`),
      });
    });
  });
}

function checkEntityGrant(grant: EntityGrant, role: Role, path: Path, context: RuleContext, report: Report): void {
  const { model } = context;
  const entity = model.entities.find(({ name }) => name === grant.entity);
  if (entity === undefined) {
    if (isSuspect(context, ['entities', grant.entity]) || isSuspect(context, ['buckets', grant.entity])) return;
    const known = [...model.entities, ...model.buckets].map(({ name }) => name);
    const hint = suggestion(grant.entity, known, 'entities and buckets');
    const summary = `There is no entity or bucket \`${grant.entity}\`.`;
    report({ code: 'schema.unknown-entity', path, part: 'key', summary, hint });
    return;
  }
  if (grant.actions.includes('scan') && !role.unscoped) {
    report({
      code: 'policy.scan',
      path,
      summary: `\`${role.name}\` may scan ${entity.name}, but is not unscoped.`,
      why: 'A scan reads the items of all tenants: it has no keys that IAM could check.',
      hint: 'Use `query`, or make it a role of your own staff: `unscoped: true`.',
    });
  }
  const written = context.raw.roles?.[role.name]?.grants[grant.entity];
  if (typeof written !== 'object' || !('actions' in written)) return;
  checkAccessPatterns(written.accessPatterns ?? [], grant, entity, path, context, report);
  checkAttributes(grant, entity, path, context, report);
}

function checkAccessPatterns(
  names: readonly string[],
  grant: EntityGrant,
  entity: Entity,
  path: Path,
  context: RuleContext,
  report: Report,
): void {
  const known = ['primary', ...entity.accessPatterns.map(({ name }) => name)];
  names.forEach((name, index) => {
    if (
      known.includes(name) ||
      isBroken(context, ['entities', entity.name]) ||
      isBroken(context, ['entities', entity.name, 'indexes', name])
    )
      return;
    const hint = suggestion(name, known, `access patterns of ${entity.name}`);
    report({
      code: 'policy.unknown-access-pattern',
      path: [...path, 'accessPatterns', index],
      summary: `${entity.name} has no access pattern \`${name}\`.`,
      hint,
    });
  });
  if (
    names.length > 0 &&
    !grant.actions.some((action) => action === 'get' || action === 'query' || action === 'scan')
  ) {
    report({
      code: 'policy.grant',
      path: [...path, 'accessPatterns'],
      part: 'key',
      summary: '`accessPatterns` narrows reads, but nothing is read here.',
      hint: 'Remove it, or add `read`.',
    });
  }
  if (names.length > 0 && grant.actions.includes('get') && !names.includes('primary')) {
    report({
      code: 'policy.grant',
      path: [...path, 'accessPatterns'],
      part: 'key',
      summary: '`get` reads by the primary key, which `accessPatterns` leaves out.',
      hint: 'Add `primary`, or grant `query` alone.',
    });
  }
}

function checkAttributes(grant: EntityGrant, entity: Entity, path: Path, context: RuleContext, report: Report): void {
  grant.attributes?.forEach((name, index) => {
    if (attributeNamed(entity, name) !== undefined || isBroken(context, ['entities', entity.name])) return;
    const hint = suggestion(
      name,
      entity.attributes.map((attribute) => attribute.name),
      `attributes of ${entity.name}`,
    );
    const summary = `${entity.name} has no attribute \`${name}\`.`;
    report({
      code: 'schema.unknown-attribute',
      path: [...path, 'attributes', index],
      summary,
      hint,
    });
  });
  const whole = grant.actions.filter((action) => action === 'put' || action === 'delete');
  if (grant.attributes === undefined || whole.length === 0) return;
  report({
    code: 'policy.grant',
    path: [...path, 'actions'],
    summary: `A grant limited to attributes cannot hold \`${whole.join('` and `')}\`.`,
    why: 'They write or remove whole items, with the attributes that the role must not see.',
    hint: 'Use `get`, `query` and `update`.',
  });
}

function checkBucketActions(written: unknown, path: Path, report: Report): void {
  const actions = typeof written === 'object' && written !== null && 'actions' in written ? written.actions : written;
  for (const action of [actions].flat()) {
    if (action === 'read' || action === 'write') continue;
    const summary = `\`${String(action)}\` is not an action on a bucket.`;
    report({ code: 'policy.grant', path, summary, hint: 'Use `read` and `write`.' });
  }
}
