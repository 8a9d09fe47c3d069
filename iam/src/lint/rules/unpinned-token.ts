import type { LintRule } from '../finding.js';
import { meansAction } from '../view.js';

export const unpinnedToken: LintRule = {
  id: 'unpinned-token',
  title: 'A trust policy for tokens that pins no audience, or lets guests in',
  severity: 'error',
  impact:
    'Begins sessions with a token that the same provider gave for another application, or as a guest of the identity pool.',
  check(view) {
    const federated = view.principals.filter(({ kind }) => kind === 'Federated');
    const assumes = view.actions.some((action) => meansAction(action, 'sts:AssumeRoleWithWebIdentity'));
    if (!view.allows || !assumes || federated.length === 0) return [];
    const pinned = view.conditions.some(
      ({ name, base, values }) =>
        name.endsWith(':aud') && base.startsWith('String') && !values.some((value) => value.includes('*')),
    );
    const cognito = federated.some(({ name }) => name.startsWith('cognito-identity'));
    const signedIn = view.conditions.some(
      ({ name, values }) =>
        name.endsWith(':amr') && values.length > 0 && values.every((value) => value.startsWith('authenticated')),
    );
    return [
      ...(pinned
        ? []
        : [{ element: ['Condition'], summary: 'No condition pins the :aud of the token to your application.' }]),
      ...(cognito && !signedIn
        ? [
            {
              element: ['Condition'],
              summary: 'No condition asks that the :amr be authenticated, so guests of the pool are let in.',
            },
          ]
        : []),
    ];
  },
};
