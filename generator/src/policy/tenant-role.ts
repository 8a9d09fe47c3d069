import type { PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { roleArn } from './arn.js';

/** The scope that a role of each tenant is of. */
export interface TenantScope {
  /** The scope's parameter, such as `tenantId`. */
  readonly parameter: string;
  /** The session tag that carries it. */
  readonly tag: string;
}

/**
 * Separates the name of a role from the value of its tenant. Neither holds it, so `acme` of the role `a-b` and `b-acme` of the
 * role `a` are never one name. IAM allows it in names.
 */
const SEPARATOR = '@';

/** Returns the scope of a role that each tenant has one of: that of its first tag. */
export function tenantScope({ scopes }: Model, role: Role): TenantScope | undefined {
  if (role.perTenant === undefined) return undefined;
  const { parameter, principalTag } = scopes.find(({ name }) => name === role.tags[0]) ?? {};
  return parameter === undefined || principalTag === undefined ? undefined : { parameter, tag: principalTag };
}

/** Returns the ARN of a role, or of the role of one tenant; `tenant` may be a pattern or a policy variable. */
export function roleArnFor(model: Model, environment: Environment, role: Role, tenant: string): string {
  const arn = roleArn(model, environment, role.name);
  return tenantScope(model, role) === undefined ? arn : `${arn}${SEPARATOR}${tenant}`;
}

/** Returns the tenant of the role that an ARN names, where it is one of the roles of `role`. */
export function tenantOfArn(model: Model, environment: Environment, role: Role, arn: string): string | undefined {
  const start = roleArnFor(model, environment, role, '');
  return tenantScope(model, role) !== undefined && arn.startsWith(start) && TENANT.test(arn.slice(start.length))
    ? arn.slice(start.length)
    : undefined;
}

/** The values of scope parameters that the runtime takes. */
const TENANT = /^[A-Za-z0-9_.-]+$/;

/** Stands for the tenant in trust documents. No session tag can hold braces, so a document that keeps it lets nobody in. */
export const tenantHole = ({ parameter }: TenantScope): string => `{${parameter}}`;

/** Puts a tenant into a trust document of a role that each tenant has one of. */
export function trustOfTenant(document: PolicyDocument, scope: TenantScope, tenant: string): PolicyDocument {
  const hole = tenantHole(scope);
  const put = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(hole, () => tenant);
    if (Array.isArray(value)) return value.map(put);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, put(each)]));
  };
  return put(document) as PolicyDocument;
}
