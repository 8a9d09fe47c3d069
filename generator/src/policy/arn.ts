import type { Environment, Model } from '../model/model.js';

/** The real name of a table; a table that the environment does not name keeps its logical name. */
export const tableName = (environment: Environment, table: string): string => environment.tables[table] ?? table;

export const tableArn = (environment: Environment, table: string): string =>
  `arn:${environment.partition}:dynamodb:${environment.region}:${environment.account}:table/${tableName(environment, table)}`;

export const indexArn = (environment: Environment, table: string, index: string): string =>
  `${tableArn(environment, table)}/index/${index}`;

/**
 * The IAM name of a role: `<service>-<role>`, or `<service>-<environment>-<role>` where environments share an account,
 * because role names are unique per account. IAM allows 64 characters.
 */
export const roleName = (model: Model, environment: Environment, role: string): string =>
  `${environment.rolePrefix ?? rolePrefix(model, environment)}${role}`;

export function rolePrefix(model: Model, environment: Environment): string {
  const shared = model.environments.some(
    ({ name, account }) => account === environment.account && name !== environment.name,
  );
  return [kebabCase(model.service), ...(shared ? [environment.name] : []), ''].join('-');
}

export const roleArn = (model: Model, environment: Environment, role: string): string =>
  `arn:${environment.partition}:iam::${environment.account}:role/${roleName(model, environment, role)}`;

/** `role/name` and the like, in the environment's own account; an ARN stays as it is. */
export const principalArn = (environment: Environment, principal: string): string =>
  principal.startsWith('arn:') ? principal : `arn:${environment.partition}:iam::${environment.account}:${principal}`;

export const bucketArn = (environment: Environment, bucketName: string): string =>
  `arn:${environment.partition}:s3:::${bucketName}`;

const kebabCase = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
