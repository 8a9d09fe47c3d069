import type { Environment } from '../../../model/model.js';
import type { Parameter } from './symbolic-environment.js';

/**
 * Returns the rule by which CloudFormation refuses a stack before it makes a resource: its account, Region and parameters
 * must be those of one environment. Source: CloudFormation Template Reference, "Rule functions".
 */
export function environmentRule(environments: readonly Environment[], parameters: readonly Parameter[]): object {
  const fits = environments.map((environment) =>
    combined('Fn::And', [
      equals('AWS::AccountId', environment.account),
      equals('AWS::Region', environment.region),
      ...parameters.map(({ name, of }) => equals(name, of(environment))),
    ]),
  );
  const names = environments.map(({ name }) => name).join(', ');
  return {
    OneEnvironment: {
      Assertions: [
        {
          Assert: combined('Fn::Or', fits),
          AssertDescription: `The account, the Region and the parameters must be those of one environment: ${names}.`,
        },
      ],
    },
  };
}

const equals = (name: string, value: string): object => ({ 'Fn::Equals': [{ Ref: name }, value] });

/** Rule functions accept 2 to 10 conditions. */
const MOST = 10;

function combined(name: 'Fn::And' | 'Fn::Or', conditions: readonly object[]): object {
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined) return only;
  if (conditions.length <= MOST) return { [name]: conditions };
  const groups: object[] = [];
  for (let i = 0; i < conditions.length; i += MOST) groups.push(combined(name, conditions.slice(i, i + MOST)));
  return combined(name, groups);
}
