import { matchTokens } from '../../evaluate/glob.js';
import { subjectOf } from '../../evaluate/request.js';
import { readText } from '../../evaluate/text.js';
import { foldName } from '../../fold.js';
import { BUCKET_ACTIONS, OBJECT_ACTIONS } from '../../s3-actions.js';
import type { LintRule } from '../finding.js';
import { TEMPLATE_HOLE } from '../template-hole.js';
import { actionsMeant, conditionOn, type PolicyView, type StatementView } from '../view.js';

export const wholeBucket: LintRule = {
  id: 'whole-bucket',
  title: 'Access to every object of a bucket beside statements that are tied to a tenant',
  severity: 'error',
  impact: 'Reads every object of every tenant: what one statement allows, a narrower one beside it does not take back.',
  check(view, policy) {
    // A policy without ties to a tenant is not meant for one.
    if (!view.allows || policy.hasPrincipals || !(policy.isOfTenants || policy.statements.some(isTied))) return [];
    if (isTied(view)) return [];
    const open = actionsMeant(view, OBJECT_ACTIONS);
    const lists = isPrefixTied(view) ? [] : actionsMeant(view, LISTING);
    return view.resources
      .flatMap((resource) => [
        ...(open.length > 0 && reachesObjects(resource, policy) ? [{ resource, actions: open }] : []),
        ...(lists.length > 0 && reachesBucket(resource, policy) ? [{ resource, actions: lists }] : []),
      ])
      .map(({ resource, actions }) => ({
        element: ['Resource'],
        summary: `The statement allows ${actions.slice(0, 3).join(', ')} on ${resource}, whosever the object is.`,
      }));
  },
};

/** Every bucket, or a bucket or an access point without a folder before the wildcard. */
const WHOLE =
  /^(?:arn:[^/]*:s3:::[^/]*\/[*?]*\*[*?]*|arn:[^/]*:accesspoint\/[^/]*\/object\/[*?]*\*[*?]*|[{<%$][^/]*\/\*)$/;
const LISTING = BUCKET_ACTIONS.filter((action) => action.startsWith('s3:List'));

const matches = (pattern: string, arn: string): boolean =>
  matchTokens(readText(pattern, { variables: true, wildcards: true }) ?? [{ kind: 'many' }], arn, NOTHING);

const NOTHING = subjectOf({ action: '', resource: '', context: {} });

const reachesObjects = (resource: string, { tiedObjects }: PolicyView): boolean =>
  WHOLE.test(resource) ||
  matches(resource, 'arn:aws:s3:::another-bucket/another/object') ||
  tiedObjects.some((begin) => matches(resource, `${begin}another-owner/object`));

/** The bucket of objects that are tied to the caller. */
const reachesBucket = (resource: string, { tiedObjects }: PolicyView): boolean =>
  tiedObjects.some((begin) => matches(resource, begin.slice(0, begin.indexOf('/'))));

/** A listing shows what lies below its prefix: each is the caller's own, or one name. */
const isPrefixTied = (view: StatementView): boolean =>
  conditionOn(view, 's3:prefix').some(
    ({ operator, values }) =>
      /^String(?:Equals|Like)$/.test(operator) &&
      values.every((value) => /\$\{|\u27e6/.test(value) || !/[*?]/.test(value)),
  );

/** Returns whether a part of the path below the bucket stands for the caller. */
const isTied = ({ allows, actions, resources }: StatementView): boolean =>
  allows &&
  actions.some((action) => foldName(action).startsWith('s3:')) &&
  resources.some((resource) => {
    const path = resource.slice(resource.indexOf('/') + 1);
    return resource.includes('/') && (/\$\{[^}]*:[^}]*\}/.test(path) || TEMPLATE_HOLE.test(path));
  });
