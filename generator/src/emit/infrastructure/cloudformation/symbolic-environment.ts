import type { Environment, Model } from '../../../model/model.js';
import { roleName, tableName } from '../../../policy/arn.js';
import type { Holes } from '../../print/holes.js';
import { logicalNames } from '../logical-names.js';

/** A parameter of the template, and its value in each environment. */
export interface Parameter {
  readonly name: string;
  readonly of: (environment: Environment) => string;
}

/** An environment in place of several: where these differ, its texts have the name of a parameter or pseudo parameter. */
export interface SymbolicEnvironment {
  readonly environment: Environment;
  readonly parameters: readonly Parameter[];
}

/** `environments` belong to one partition, because keys of conditions contain it. */
export function symbolicEnvironment(
  model: Model,
  environments: readonly [Environment, ...Environment[]],
  { hole }: Holes,
): SymbolicEnvironment {
  const [first] = environments;
  const names = logicalNames(model);
  const parameters: Parameter[] = [];
  const differs = (of: Parameter['of']): boolean => environments.some((each) => of(each) !== of(first));
  const pseudo = (name: string, of: Parameter['of']): string => (differs(of) ? hole(name) : of(first));
  const parameter = (name: string, of: Parameter['of']): string => {
    if (!differs(of)) return of(first);
    parameters.push({ name, of });
    return hole(name);
  };
  const environment: Environment = {
    name: first.name,
    partition: first.partition,
    account: pseudo('AWS::AccountId', ({ account }) => account),
    region: pseudo('AWS::Region', ({ region }) => region),
    tables: Object.fromEntries(
      model.tables.map(({ name }) => [name, parameter(`${names.table(name)}Name`, (each) => tableName(each, name))]),
    ),
    rolePrefix: parameter('RolePrefix', (each) => roleName(model, each, '')),
  };
  return { environment, parameters };
}
