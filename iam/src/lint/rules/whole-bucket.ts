import { OBJECT_ACTIONS } from '../../s3-actions.js';
import type { LintRule } from '../finding.js';
import { TEMPLATE_HOLE } from '../template-hole.js';
import { actionsMeant, type StatementView } from '../view.js';

export const wholeBucket: LintRule = {
  id: 'whole-bucket',
  title: 'Access to every object of a bucket beside statements that are tied to a tenant',
  severity: 'error',
  impact: 'Reads every object of every tenant: what one statement allows, a narrower one beside it does not take back.',
  check(view, policy) {
    // A policy without ties to a tenant is not meant for one.
    if (!view.allows || policy.hasPrincipals || !(policy.isOfTenants || policy.statements.some(isTied))) return [];
    const open = actionsMeant(view, OBJECT_ACTIONS);
    return view.resources
      .filter((resource) => open.length > 0 && !isTied(view) && WHOLE.test(resource))
      .map((resource) => ({
        element: ['Resource'],
        summary: `The statement allows ${open.slice(0, 3).join(', ')} on ${resource}, whosever the object is.`,
      }));
  },
};

/** No folder between the bucket and the wildcard. */
const WHOLE = /^(?:\*|arn:[^/]*:s3:::[^/]*\/\*|[{<%$][^/]*\/\*)$/;

/** Whether a part of the path below the bucket stands for the caller. */
const isTied = ({ allows, actions, resources }: StatementView): boolean =>
  allows &&
  actions.some((action) => action.toLowerCase().startsWith('s3:')) &&
  resources.some((resource) => {
    const path = resource.slice(resource.indexOf('/') + 1);
    return resource.includes('/') && (/\$\{[^}]*:[^}]*\}/.test(path) || TEMPLATE_HOLE.test(path));
  });
