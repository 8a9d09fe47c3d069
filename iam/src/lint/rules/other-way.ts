import { readAction } from '../../words/actions.js';
import type { LintRule } from '../finding.js';

export const otherWay: LintRule = {
  id: 'other-way',
  title: 'Another way to items or rights in a role of tenants',
  severity: 'error',
  impact: 'Reaches items, or more rights, by a service that does not look at leading keys.',
  check(view, { isOfTenants, hasPrincipals }) {
    if (!view.allows || !isOfTenants || hasPrincipals) return [];
    const found = view.actions.flatMap((text) => readAction(text).routes.map((route) => ({ text, route })));
    const first = new Map(found.map((each) => [each.text, each]));
    return [...first.values()].map(({ text, route }) => ({
      element: ['Action'],
      summary: `${text} lets the role ${route.reach}. Remove it, or move it to a role that no tenant gets.`,
    }));
  },
};
