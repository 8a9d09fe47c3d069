import type { LintRule } from '../finding.js';

export const broadPrincipal: LintRule = {
  id: 'broad-principal',
  title: 'A principal of everybody or of a whole account in an Allow',
  severity: 'error',
  impact:
    'Begins sessions as anybody in AWS (`*`), or as every principal of the account, a build job or a forgotten user among them.',
  check: (view) => {
    const matters =
      view.actions.some((action) => /^(?:sts:|dynamodb:|s3:|\*)/i.test(action)) || view.actions.length === 0;
    if (!view.allows || !matters) return [];
    const broad = view.principals.filter(
      ({ kind, name }) => kind === 'AWS' && (name === '*' || /^\d{12}$/.test(name) || /:root$/.test(name)),
    );
    return broad.map(({ name }) => ({
      element: ['Principal'],
      summary: `${name === '*' ? 'Everybody' : `Every principal of ${name}`} is named. Name the ARNs of the roles that need it.`,
    }));
  },
};
