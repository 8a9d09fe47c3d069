import type { LintRule } from '../finding.js';

export const broadPrincipal: LintRule = {
  id: 'broad-principal',
  title: 'A principal of everybody or of a whole account in an Allow',
  severity: 'error',
  gain: 'The role, by anybody in AWS (`*`) or by every principal of the account that has sts:AssumeRole on it, a build job or a forgotten user among them.',
  check: (view) => {
    if (!view.allows) return [];
    const broad = view.principals.filter(
      ({ kind, name }) => kind === 'AWS' && (name === '*' || /^\d{12}$/.test(name) || /:root$/.test(name)),
    );
    return broad.map(({ name }) => ({
      element: 'Principal',
      summary: `${name === '*' ? 'Everybody' : `Every principal of ${name}`} is named. Name the ARNs of the roles that need it.`,
    }));
  },
};
