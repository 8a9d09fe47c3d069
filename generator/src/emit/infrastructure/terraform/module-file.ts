import { roleName, tableName } from '../../../policy/arn.js';
import { jsonText } from '../../print/json-text.js';
import { generatedBy } from '../../print/source-header.js';
import type { Deployment, Target } from '../target.js';
import { byLabel, type Labelled, terraformRoles } from './roles.js';
import { terraformTable } from './table.js';
import { terraformText } from './terraform-text.js';

/**
 * Prints one module for all environments. It reads the policies from their files, and configures no provider: the caller's is
 * used, and refused where it is of another account or Region.
 */
export const terraform: Target = (deployment) => [
  { path: 'main.tf.json', text: jsonText(terraformModule(deployment)) },
];

function terraformModule(deployment: Deployment): object {
  const { model, source, policies } = deployment;
  const { policies: managed, roles, attachments, guardrails, outputs } = terraformRoles(model);
  return {
    '//': generatedBy('', source),
    terraform: {
      required_version: '>= 1.2',
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.43' } },
    },
    variable: { environment: environmentVariable(deployment) },
    locals: {
      environments: environmentValues(deployment),
      environment: '${local.environments[var.environment]}',
      policies: `\${path.module}/${terraformText(policies)}/\${var.environment}`,
    },
    data: {
      aws_caller_identity: { current: guard('account', 'account_id') },
      aws_region: { current: guard('region', 'id') },
    },
    resource: withoutEmpty({
      aws_dynamodb_table: byLabel(model.tables, (table) => [
        table.name,
        terraformTable(table, `\${local.environment.tables["${table.name}"]}`),
      ]),
      aws_dynamodb_resource_policy: guardrails,
      aws_iam_policy: managed,
      aws_iam_role: roles,
      aws_iam_role_policy_attachment: attachments,
    }),
    output: {
      table_arns: { value: byLabel(model.tables, ({ name }) => [name, `\${aws_dynamodb_table.${name}.arn}`]) },
      ...outputs,
    },
  };
}

const environmentVariable = ({ environments: [first, ...others] }: Deployment): object => {
  const names = [first, ...others].map(({ name }) => name);
  return {
    type: 'string',
    ...(others.length === 0 && { default: first.name }),
    validation: {
      condition: `\${contains(${JSON.stringify(names)}, var.environment)}`,
      error_message: `The environment must be one of ${names.join(', ')}.`,
    },
  };
};

const environmentValues = ({ model, environments }: Deployment): Labelled =>
  byLabel(environments, (environment) => [
    environment.name,
    {
      account: environment.account,
      region: environment.region,
      tables: byLabel(model.tables, ({ name }) => [name, terraformText(tableName(environment, name))]),
      role_prefix: roleName(model, environment, ''),
    },
  ]);

/** Removes types without a block, which Terraform refuses. */
const withoutEmpty = (types: { readonly [type: string]: Labelled }): object =>
  Object.fromEntries(Object.entries(types).filter(([, blocks]) => Object.keys(blocks).length > 0));

const guard = (key: 'account' | 'region', attribute: string): object => ({
  lifecycle: {
    postcondition: {
      condition: `\${self.${attribute} == local.environment.${key}}`,
      error_message: `The environment \${var.environment} has the ${key} \${local.environment.${key}}, but the provider has another.`,
    },
  },
});
