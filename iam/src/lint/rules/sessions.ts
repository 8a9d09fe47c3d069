import type { LintRule } from '../finding.js';
import { actionsMeant, conditionOn, meansAction, put, withCondition } from '../view.js';

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

export const looseRequestTag: LintRule = {
  id: 'loose-request-tag',
  title: 'A required request tag that may be empty',
  severity: 'error',
  impact: 'Begins a session with an empty tag: `*` matches the empty text, too.',
  check: (view) =>
    !view.allows
      ? []
      : view.conditions
          .filter(
            ({ name, operator, values }) =>
              name.startsWith('aws:requesttag/') && operator === 'StringLike' && values.includes('*'),
          )
          .map(({ operator, key }) => ({
            element: ['Condition', operator],
            summary: `${key} may be anything, also nothing.`,
            fix: [withCondition(view, (condition) => put(condition, operator, key, '?*'))],
          })),
};

const ASSUMING_CALL = /^sts:AssumeRole/i;

export const noTagSession: LintRule = {
  id: 'no-tag-session',
  title: 'A required tag in a trust policy that allows no sts:TagSession',
  severity: 'warning',
  impact: 'Nothing: passing a tag is an action of its own, so nobody can begin a session of this role.',
  check(view, policy) {
    const asks = view.conditions.some(({ name }) => name.startsWith('aws:requesttag/') || name === 'aws:tagkeys');
    const allowed = policy.statements.some(
      (each) =>
        each.allows &&
        (each.notActions.length > 0 || each.actions.some((action) => meansAction(action, 'sts:TagSession'))),
    );
    if (
      !view.allows ||
      !policy.hasPrincipals ||
      !asks ||
      allowed ||
      !view.actions.some((each) => ASSUMING_CALL.test(each))
    ) {
      return [];
    }
    return [
      {
        element: ['Action'],
        summary: 'A tag of the session is required, and no statement allows sts:TagSession.',
        fix: [{ ...view.statement, Action: [...view.actions, 'sts:TagSession'] }],
      },
    ];
  },
};

export const openTagKeys: LintRule = {
  id: 'open-tag-keys',
  title: 'sts:TagSession without a list of allowed tags',
  severity: 'error',
  impact: 'Passes any tag that a policy of the account looks at, such as `Admin` or `Department`.',
  check(view, policy) {
    const tags = view.actions.some((action) => meansAction(action, 'sts:TagSession'));
    const listed = conditionOn(view, 'aws:tagkeys').some(
      ({ qualifier, base, values }) =>
        qualifier === 'ForAllValues' && base.startsWith('String') && !values.includes('*'),
    );
    // Of an identity pool it is the pool that sets the tags, from the claims that it maps.
    const byPool =
      view.principals.length > 0 && view.principals.every(({ name }) => name === 'cognito-identity.amazonaws.com');
    if (!view.allows || !policy.hasPrincipals || !tags || listed || byPool) return [];
    const known = view.conditions
      .filter(({ name }) => name.startsWith('aws:requesttag/'))
      .map(({ key }) => key.replace(/^[^/]*\//, ''));
    return [
      {
        element: ['Condition'],
        summary: 'The caller may pass any tags besides the required ones.',
        ...(known.length > 0 && {
          fix: [
            withCondition(view, (condition) => {
              put(condition, 'ForAllValues:StringEquals', 'aws:TagKeys', [...new Set(known)].sort());
              put(condition, 'Null', 'aws:TagKeys', 'false');
            }),
          ],
        }),
      },
    ];
  },
};

const ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];

export const tagSessionOnly: LintRule = {
  id: 'tag-session-only',
  title: 'A tag that is required of sts:TagSession but not of the call that assumes the role',
  severity: 'error',
  impact: 'Begins a session without any tag: a call that passes none is not checked for sts:TagSession at all.',
  check(view, policy) {
    const required = policy.statements
      .filter((each) => each.allows && each.actions.some((action) => meansAction(action, 'sts:TagSession')))
      .flatMap((each) => each.conditions.filter(({ name }) => name.startsWith('aws:requesttag/')));
    const assumes = view.actions.some((action) => ASSUME.some((assume) => meansAction(action, assume)));
    if (!view.allows || !policy.hasPrincipals || !assumes) return [];
    const missing = required.filter(({ name }) => !view.conditions.some((condition) => condition.name === name));
    if (missing.length === 0) return [];
    const keys = [...new Map(missing.map(({ key, name }) => [name, key])).values()];
    return [
      {
        element: ['Condition'],
        summary: `${keys.join(' and ')} is asked for with sts:TagSession only; the statement that lets the role be assumed does not ask for it.`,
        fix: [
          withCondition(view, (condition) => {
            for (const key of keys) put(condition, 'StringLike', key, '?*');
          }),
        ],
      },
    ];
  },
};

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
