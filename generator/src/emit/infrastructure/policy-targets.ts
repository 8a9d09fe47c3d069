import { roleName, tableName } from '../../policy/arn.js';
import { defaultRolePrefix } from '../iam/policy-functions.js';
import { type Expression, literal, object, printExpression } from '../print/expression.js';
import { stringLiteral } from '../print/literal.js';
import type { Deployment } from './target.js';

/** The environments as modules pass them to the functions of `policies.ts`. */
export interface PolicyTargets {
  /** `'dev' | 'prod'`. */
  readonly environments: string;
  /** A `PolicyTarget` for each, by name. */
  readonly targets: string;
  /** The module of the functions. */
  readonly policies: string;
  /** True where the names of roles begin in all environments as the functions expect it. */
  readonly sharedPrefix: boolean;
}

export function policyTargets({ model, environments, policies, importExtension }: Deployment): PolicyTargets {
  const [first] = environments;
  const prefixOf = (environment: typeof first): string => roleName(model, environment, '');
  const sharedPrefix = environments.every((each) => prefixOf(each) === defaultRolePrefix(model, first));
  const entries = environments.map((environment): readonly [string, Expression] => {
    const tables = model.tables.map(({ name }) => [name, literal(tableName(environment, name))] as const);
    return [
      environment.name,
      object([
        ['account', literal(environment.account)],
        ['region', literal(environment.region)],
        ['partition', environment.partition === 'aws' ? undefined : literal(environment.partition)],
        ['tables', object(tables)],
        ['rolePrefix', sharedPrefix ? undefined : literal(prefixOf(environment))],
      ]),
    ];
  });
  return {
    environments: environments.map(({ name }) => stringLiteral(name)).join(' | '),
    targets: printExpression(object(entries), LONG),
    policies: stringLiteral(`${policies}/policies${importExtension}`),
    sharedPrefix,
  };
}

/** Longer than a line, so that each environment has its own. */
const LONG = 1000;

/** `.app`, or `['some-name']`. */
export const propertyAccess = (name: string): string =>
  /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? `.${name}` : `[${stringLiteral(name)}]`;
