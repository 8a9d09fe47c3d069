import type { Environment, Model } from '../../model/model.js';
import { tableName } from '../../policy/arn.js';
import { jsonText } from '../iam/policy-files.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { byLabel, type Labelled, terraformRoles } from './terraform-roles.js';
import { terraformTable } from './terraform-table.js';
import { terraformText } from './terraform-text.js';

/** A module for one environment. It configures no provider: the caller's is used, and refused where it is another account's. */
export function terraformFile(model: Model, environment: Environment, header: string): EmittedFile {
  const { locals, policies, roles, attachments, guardrails, outputs } = terraformRoles(model, environment);
  const module = {
    '//': header,
    terraform: {
      required_version: '>= 1.2',
      required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.43' } },
    },
    data: {
      aws_caller_identity: { current: guard(environment.name, 'account', 'account_id', environment.account) },
      aws_region: { current: guard(environment.name, 'region', 'id', environment.region) },
    },
    locals,
    resource: withoutEmpty({
      aws_dynamodb_table: byLabel(model.tables, (table) => [
        table.name,
        terraformTable(table, tableName(environment, table.name)),
      ]),
      aws_dynamodb_resource_policy: guardrails,
      aws_iam_policy: policies,
      aws_iam_role: roles,
      aws_iam_role_policy_attachment: attachments,
    }),
    output: {
      table_arns: { value: byLabel(model.tables, ({ name }) => [name, `\${aws_dynamodb_table.${name}.arn}`]) },
      ...outputs,
    },
  };
  return { path: `terraform/${environment.name}/main.tf.json`, text: jsonText(module) };
}

/** Terraform refuses a type without a block. */
const withoutEmpty = (types: { readonly [type: string]: Labelled }): object =>
  Object.fromEntries(Object.entries(types).filter(([, blocks]) => Object.keys(blocks).length > 0));

const guard = (environment: string, key: string, attribute: string, value: string): object => ({
  lifecycle: {
    postcondition: {
      condition: `\${self.${attribute} == ${JSON.stringify(value)}}`,
      error_message: terraformText(
        `The environment ${environment} has the ${key} ${value}, but the provider has another.`,
      ),
    },
  },
});
