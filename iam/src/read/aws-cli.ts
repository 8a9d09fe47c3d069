import { addPolicy } from './policy-text.js';
import { addUnreadable, arrayOf, type Found, recordOf } from './read-policy.js';
import { reportAttached } from './template-resource.js';
import type { Path } from './tree.js';

interface Part {
  readonly value: { readonly [key: string]: unknown };
  readonly path: Path;
}

const DETAILS = ['RoleDetailList', 'UserDetailList', 'GroupDetailList', 'Policies'];

/**
 * Returns whether a value is the output of `aws iam get-*`, `aws dynamodb get-resource-policy` or `aws s3api
 * get-bucket-policy`.
 */
export const isCliOutput = (value: unknown): boolean => {
  const root = recordOf(value) ?? {};
  return (
    DETAILS.slice(0, 3).some((key) => Array.isArray(root[key])) ||
    ['Role', 'Roles', 'PolicyVersion'].some((key) => typeof root[key] === 'object') ||
    root.PolicyDocument !== undefined ||
    typeof root.Policy === 'string'
  );
};

/** Reads the policies that the AWS command line prints; documents may be URL-encoded. */
export function readCliOutput(found: Found, value: unknown): void {
  const root = recordOf(value) ?? {};
  if (root.IsTruncated === true) {
    addUnreadable(
      found,
      ['IsTruncated'],
      'The output is one page of several.',
      'Read all pages: leave out --no-paginate and --max-items.',
    );
  }
  if (root.PolicyDocument !== undefined) {
    const owner = String(root.RoleName ?? root.UserName ?? root.GroupName ?? 'policy');
    const name = `${owner}, policy "${String(root.PolicyName)}"`;
    addPolicy(found, root.PolicyDocument, { name, kind: 'identity', owner, path: ['PolicyDocument'] });
  }
  if (typeof root.Policy === 'string') {
    addPolicy(found, root.Policy, { name: 'resource policy', kind: 'resource', path: ['Policy'] });
  }
  const version = recordOf(root.PolicyVersion);
  if (version !== undefined) {
    const name = `policy version ${String(version.VersionId)}`;
    addPolicy(found, version.Document, { name, kind: 'identity', path: ['PolicyVersion', 'Document'] });
  }
  const role = recordOf(root.Role);
  if (role !== undefined) readPrincipal(found, { value: role, path: ['Role'] }, new Set());
  for (const part of partsOf(root, 'Roles', [])) readPrincipal(found, part, new Set());
  readDetails(found, root);
}

function readDetails(found: Found, root: { readonly [key: string]: unknown }): void {
  const policies = partsOf(root, 'Policies', []);
  const here = new Set(policies.map(({ value }) => String(value.Arn)));
  for (const list of DETAILS.slice(0, 3)) {
    for (const part of partsOf(root, list, [])) readPrincipal(found, part, here);
  }
  for (const { value, path } of policies) {
    const versions = partsOf(value, 'PolicyVersionList', path);
    const current = versions.filter((each) => each.value.IsDefaultVersion === true);
    for (const version of current.length > 0 ? current : versions) {
      const name = `policy ${String(value.PolicyName)}`;
      addPolicy(found, version.value.Document, { name, kind: 'identity', path: [...version.path, 'Document'] });
    }
  }
}

/** Reads a role, user or group: its trust, its own policies, and the names of those attached. */
function readPrincipal(found: Found, { value, path }: Part, here: ReadonlySet<string>): void {
  const owner = String(value.RoleName ?? value.UserName ?? value.GroupName ?? 'role');
  // A user may have the name of a role.
  const id = `${value.RoleName !== undefined ? 'role' : value.UserName !== undefined ? 'user' : 'group'} ${owner}`;
  if (value.AssumeRolePolicyDocument !== undefined) {
    const at = [...path, 'AssumeRolePolicyDocument'];
    addPolicy(found, value.AssumeRolePolicyDocument, {
      name: `${owner}, trust policy`,
      kind: 'trust',
      ...{ owner, group: id },
      path: at,
    });
  }
  for (const list of ['RolePolicyList', 'UserPolicyList', 'GroupPolicyList']) {
    for (const part of partsOf(value, list, path)) {
      const name = `${owner}, policy "${String(part.value.PolicyName)}"`;
      const at = [...part.path, 'PolicyDocument'];
      addPolicy(found, part.value.PolicyDocument, { name, kind: 'identity', owner, group: id, path: at });
    }
  }
  for (const part of partsOf(value, 'AttachedManagedPolicies', path)) {
    const arn = String(part.value.PolicyArn);
    if (!here.has(arn)) reportAttached(found, arn, [...part.path, 'PolicyArn'], owner, id);
  }
}

const partsOf = (value: { readonly [key: string]: unknown }, key: string, path: Path): readonly Part[] =>
  arrayOf(value[key]).flatMap((each, i) => {
    const record = recordOf(each);
    return record === undefined ? [] : [{ value: record, path: [...path, key, i] }];
  });
