import { suggest, suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** Claims are mapped to tags that scopes use, and every one of them. */
export const identity: Rule = (context, report) => {
  const { model } = context;
  const pool = model.identity.cognitoIdentityPool;
  if (pool === undefined || holdsBroken(context, ['scopes'])) return;
  const path = ['identity', 'cognitoIdentityPool', 'claims'];
  const tags = model.scopes.flatMap(({ principalTag }) => (principalTag === undefined ? [] : [principalTag]));
  // A scope that lacks its tag has a problem of its own, and may be the one that a claim is for.
  const isWhole = model.scopes.every(
    ({ parameter, principalTag }) => (parameter === undefined) === (principalTag === undefined),
  );
  const unknown = Object.keys(pool.claims).filter((tag) => isWhole && !tags.includes(tag));
  const meant = unknown.map((tag) => suggest(tag, tags));
  for (const tag of unknown) {
    const hint = suggestion(tag, tags, 'principal tags');
    report({
      code: 'scope.principal-tag',
      path: [...path, tag],
      part: 'key',
      summary: `No scope has the principal tag \`${tag}\`.`,
      hint,
    });
  }
  for (const tag of tags.filter((each) => !Object.hasOwn(pool.claims, each) && !meant.includes(each))) {
    report({
      code: 'scope.principal-tag',
      path,
      part: 'key',
      summary: `No claim sets the principal tag \`${tag}\`.`,
      why: 'Sessions of the identity pool would lack it, and be denied.',
      hint: `Add \`${tag}: <claim>\`.`,
    });
  }
};
