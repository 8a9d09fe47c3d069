// `terraform show -json` around policies of the corpus.
export const plan = (...resources: readonly object[]): string =>
  JSON.stringify(
    { format_version: '1.2', terraform_version: '1.9.8', planned_values: { root_module: { resources } } },
    null,
    2,
  );

export const planned = (type: string, name: string, values: object): object => ({
  ...{ address: `${type}.${name}`, mode: 'managed', type, name, values },
});

export const whole = (Action: readonly string[], Resource: unknown): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
