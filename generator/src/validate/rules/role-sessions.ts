import type { Report } from '../../diagnostics/problem.js';
import type { Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { roleAssumption } from '../../model/role-assumption.js';
import type { Rule, RuleContext } from '../rule.js';

/** IAM User Guide, "Role chaining": a session that a role begins lasts an hour at most, whatever the role that is assumed allows. */
const CHAINED_SECONDS = 3600;

/** Sessions of each role can begin, last as long as the schema says, and carry no tag of a scope that their caller chooses. */
export const roleSessions: Rule = (context, report) => {
  const { model } = context;
  for (const role of model.roles) {
    checkAuditTags(model, role, report);
    checkTrusted(model, role, report);
    checkPerTenant(model, role, report);
    if (role.maxSessionSeconds !== undefined) {
      checkSeconds(model, [role], role.maxSessionSeconds, ['roles', role.name, 'maxSessionSeconds'], report);
    }
  }
  const { assumeRole } = model.identity;
  if (assumeRole === undefined) return;
  const inheriting = model.roles.filter((role) => role.maxSessionSeconds === undefined);
  checkSeconds(
    model,
    inheriting,
    assumeRole.maxSessionSeconds,
    ['identity', 'assumeRole', 'maxSessionSeconds'],
    report,
  );
  checkInheritedTags(context, report);
  checkExternalId(model, report);
};

const tagsOf = ({ scopes }: Model): ReadonlyMap<string, string> =>
  new Map(
    scopes.flatMap(({ principalTag }) =>
      principalTag === undefined ? [] : [[principalTag.toLowerCase(), principalTag]],
    ),
  );

/** Tag keys have no case, so `tenantid` would be the tag of a tenant as well. */
function checkAuditTags(model: Model, role: Role, report: Report): void {
  const tags = tagsOf(model);
  (role.auditTags ?? []).forEach((tag, i) => {
    const scoped = tags.get(tag.toLowerCase());
    if (scoped === undefined) return;
    report({
      code: 'policy.audit-tag',
      path: ['roles', role.name, 'auditTags', i],
      part: 'value',
      summary: `The audit tag \`${tag}\` is the tag \`${scoped}\` of a scope.`,
      hint: 'Give the audit tag another key.',
    });
  });
}

function checkInheritedTags({ model }: RuleContext, report: Report): void {
  const tags = tagsOf(model);
  const tag = model.identity.assumeRole?.inheritedTags?.find((each) => tags.has(each.toLowerCase()));
  if (tag === undefined) return;
  report({
    code: 'policy.audit-tag',
    path: ['identity', 'assumeRole', 'inheritedTags'],
    part: 'value',
    summary: `The inherited tag \`${tag}\` is the tag \`${tags.get(tag.toLowerCase())}\` of a scope.`,
    hint: 'Remove it: sessions get the tags of scopes from the call that begins them.',
  });
}

/** A role of each tenant needs a tag that says which, and a way to a session that names the role. */
function checkPerTenant(model: Model, role: Role, report: Report): void {
  if (role.perTenant === undefined) return;
  const problem = (summary: string, hint: string): void =>
    report({ code: 'policy.per-tenant', path: ['roles', role.name, 'perTenant'], part: 'key', summary, hint });
  if (role.tags.length === 0) {
    problem(
      `The role \`${role.name}\` is \`perTenant\`, and its sessions carry no tag that names a tenant.`,
      'Add `tags` with the scope of the tenant first, or remove `perTenant`.',
    );
  } else if (model.identity.cognitoIdentityPool !== undefined && !hasOwnWay(model, role)) {
    problem(
      `The role \`${role.name}\` is \`perTenant\`, and an identity pool assigns one role to all of its users.`,
      'Add `identity.assumeRole` or `identity.webIdentity`, or remove `perTenant`.',
    );
  }
}

const hasOwnWay = (model: Model, role: Role): boolean =>
  model.identity.webIdentity !== undefined || roleAssumption(model, role) !== undefined;

function checkTrusted(model: Model, role: Role, report: Report): void {
  const hasWay = Object.values(model.identity).some((way) => way !== undefined);
  if (!role.unscoped || !hasWay || roleAssumption(model, role) !== undefined) return;
  report({
    code: 'policy.nobody-trusted',
    severity: 'warning',
    path: ['roles', role.name],
    part: 'key',
    summary: `Nobody may assume the role \`${role.name}\`: an unscoped role trusts only whom it names.`,
    hint: 'Name the principal of the job or the staff that needs it: `trusted: [role/…]`.',
  });
}

/** Only users, and bearers of web tokens, begin sessions that last longer than an hour. */
function checkSeconds(
  model: Model,
  roles: readonly Role[],
  seconds: number,
  path: readonly string[],
  report: Report,
): void {
  if (seconds <= CHAINED_SECONDS) return;
  const isReachable = (role: Role): boolean =>
    (model.identity.webIdentity !== undefined && !role.unscoped) ||
    (roleAssumption(model, role)?.trusted ?? []).some((principal) => /(?:^|:)user\//.test(principal));
  if (roles.length === 0 || roles.some(isReachable)) return;
  report({
    code: 'policy.unreachable-duration',
    severity: 'warning',
    path: [...path],
    part: 'value',
    summary: `No session can last ${seconds} seconds: every principal that begins one is a role itself.`,
    hint: `Write ${CHAINED_SECONDS}, and let callers ask again in time, as the runtime does.`,
  });
}

/** A principal of another account may be talked into acting for somebody else, unless it gives the id that only they agreed on. */
function checkExternalId(model: Model, report: Report): void {
  const accounts = new Set(model.environments.map(({ account }) => account));
  const isForeign = (principal: string): boolean => {
    const account = principal.split(':')[4];
    return account !== undefined && !accounts.has(account);
  };
  const foreign = model.identity.assumeRole?.trusted.find(isForeign);
  if (foreign === undefined || model.identity.assumeRole?.externalId !== undefined) return;
  report({
    code: 'policy.external-id',
    severity: 'warning',
    path: ['identity', 'assumeRole', 'trusted'],
    part: 'value',
    summary: `${foreign} belongs to another account, and its external id is missing.`,
    hint: 'Add `externalId: <value>`, a value that you agree on with that account and nobody else.',
  });
}
