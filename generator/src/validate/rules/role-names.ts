import { kebabCase } from '../../text/names.js';
import type { Rule } from '../rule.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LIMIT = 64;

/** Roles have names in IAM that fit, and are unique in their account. */
export const roleNames: Rule = ({ model }, report) => {
  const taken = new Map<string, { readonly role: string; readonly environment: string }>();
  for (const { name: role, perTenant } of model.roles) {
    const path = ['roles', role];
    for (const environment of model.environments) {
      const { account, name } = environment;
      const shared = model.environments.some((other) => other.account === account && other.name !== name);
      const iamName = [kebabCase(model.service), ...(shared ? [name] : []), role].join('-');
      const other = taken.get(`${account} ${iamName}`);
      taken.set(`${account} ${iamName}`, { role, environment: name });
      // Of each tenant: an at sign and a tenant of one character at least.
      const length = iamName.length + (perTenant ? 2 : 0);
      if (length > LIMIT) {
        report({
          code: 'policy.role-name',
          path,
          part: 'key',
          summary: `The IAM role \`${iamName}${perTenant ? '@…' : ''}\` has ${length} characters.`,
          why: `IAM allows ${LIMIT}: the name is made of the service, the environment where accounts are shared, and the role.`,
          hint: 'Shorten one of the three.',
        });
        break;
      }
      if (other === undefined) continue;
      report({
        code: 'policy.role-name',
        path,
        part: 'key',
        summary: `\`${other.role}\` in \`${other.environment}\` and \`${role}\` in \`${name}\` would both be the IAM role \`${iamName}\`.`,
        why: 'Role names are unique in an account.',
        hint: 'Rename a role or an environment.',
        related: [{ path: ['environments', name], part: 'key', note: 'the environment' }],
      });
    }
  }
};
