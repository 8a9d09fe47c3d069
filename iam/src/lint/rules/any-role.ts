import type { LintRule } from '../finding.js';
import { actionsMeant } from '../view.js';

const ASSUMING = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'iam:PassRole'];

export const anyRole: LintRule = {
  id: 'any-role',
  title: 'Every role may be assumed or passed on',
  severity: 'error',
  impact: 'Begins sessions of every role of the account that trusts it: a wider one, or another tenant’s.',
  check(view, { hasPrincipals }) {
    const open = actionsMeant(view, ASSUMING);
    const wild = view.resources.filter((resource) => resource === '*' || /:role\/\*$/.test(resource));
    if (!view.allows || hasPrincipals || open.length === 0 || wild.length === 0) return [];
    return [
      {
        element: ['Resource'],
        summary: `The statement allows ${open.join(' and ')} on ${wild.join(', ')}. Name the roles.`,
      },
    ];
  },
};
