import { matchTokens } from '../../evaluate/glob.js';
import { subjectOf } from '../../evaluate/request.js';
import { readText } from '../../evaluate/text.js';
import { foldName } from '../../fold.js';
import { BUCKET_ACTIONS, OBJECT_ACTIONS } from '../../s3-actions.js';
import { readAction } from '../../words/actions.js';
import type { LintRule } from '../finding.js';
import { TEMPLATE_HOLE } from '../template-hole.js';
import { actionsMeant, conditionOn, LEADING_KEYS, type PolicyView, type StatementView } from '../view.js';

export const indexUnderTable: LintRule = {
  id: 'index-under-table',
  title: 'A table and its indexes under one condition on leading keys',
  severity: 'warning',
  impact: 'Reads items of an index under keys of that form: on an index the leading key is the index’s own.',
  check(view) {
    if (!view.allows || conditionOn(view, LEADING_KEYS).length === 0) return [];
    const indexes = view.resources.filter((resource) => /\/index\//.test(resource));
    const both = view.resources.filter((resource) => /:table\/[^/]*\*$/.test(resource));
    const tables = view.resources.filter((resource) => !indexes.includes(resource) && !both.includes(resource));
    if (both.length === 0 && (indexes.length === 0 || tables.length === 0)) return [];
    const { Sid } = view.statement;
    return [
      {
        element: ['Resource'],
        summary: `${[...indexes, ...both].join(', ')} ${both.length > 0 ? 'means indexes, too' : 'is matched by the pattern of the table'}: give each index a statement of its own, from its own key.`,
        ...(both.length === 0 && {
          fix: [
            { ...view.statement, Resource: tables },
            { ...view.statement, ...(Sid !== undefined && { Sid: `${Sid}Indexes` }), Resource: indexes },
          ],
        }),
      },
    ];
  },
};

export const notAction: LintRule = {
  id: 'not-action',
  title: 'NotAction or NotResource in an Allow',
  severity: 'error',
  impact: 'Reaches every action that is not named, of every service, and each that AWS adds later.',
  explainsReach: true,
  check: (view) => {
    const element =
      view.statement.NotAction !== undefined
        ? 'NotAction'
        : view.statement.NotResource !== undefined
          ? 'NotResource'
          : undefined;
    if (!view.allows || element === undefined) return [];
    return [{ element: [element], summary: `${element} allows all but what it names. Name what is allowed.` }];
  },
};

/** Services whose actions have resources of their own service only. Source: AWS Service Authorization Reference. */
const OWN_RESOURCES = ['dynamodb', 's3'];

export const otherService: LintRule = {
  id: 'other-service',
  title: 'An action on resources of other services only',
  severity: 'warning',
  impact: 'Nothing in an Allow, which allows nothing; a Deny of it stops nobody.',
  check({ actions, resources }) {
    const services = resources.map(serviceOf);
    // A resource that does not name its service may be of any.
    if (services.length === 0 || services.includes(undefined)) return [];
    const dead = actions.filter((action) => {
      const service = foldName(action.split(':')[0] ?? '');
      return OWN_RESOURCES.includes(service) && !services.includes(service);
    });
    if (dead.length === 0) return [];
    return [
      {
        element: ['Resource'],
        summary: `${dead.join(', ')}: no resource of the statement is of the same service. Name the resource that is meant.`,
      },
    ];
  },
};

/** The service that an ARN names in so many words. */
const serviceOf = (resource: string): string | undefined => /^arn:[^:]+:([a-z0-9-]+):/.exec(resource)?.[1];

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
