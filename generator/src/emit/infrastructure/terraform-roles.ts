import type { PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { roleName } from '../../policy/arn.js';
import { guardrailPolicy } from '../../policy/guardrail-policy.js';
import { roleSessionIssuer, sessionIssuerPolicy } from '../../policy/session-issuer-policy.js';
import { linkedDocument, type ResourceNames, roleArns, tableArns } from './linked-document.js';
import { managedPolicyName, roleDocuments, sessionIssuerPolicyName } from './role-documents.js';
import { terraformValue } from './terraform-text.js';

const NAMES: ResourceNames = {
  table: (name) => `aws_dynamodb_table.${name}`,
  role: (name) => `aws_iam_role.${name}`,
};

/** Parts of a Terraform file, each by label. */
export interface TerraformRoles {
  readonly locals: Labelled;
  readonly policies: Labelled;
  readonly roles: Labelled;
  readonly attachments: Labelled;
  /** Resource policies of tables. */
  readonly guardrails: Labelled;
  readonly outputs: Labelled;
}

export interface Labelled {
  readonly [label: string]: unknown;
}

/** Policies stand in `locals` as they are, so that a review reads JSON and not JSON inside of a string. */
export function terraformRoles(model: Model, environment: Environment): TerraformRoles {
  const tables = tableArns(model, environment, NAMES);
  const documents = roleDocuments(model, environment);
  const trusted = documents.filter(({ trust }) => trust !== undefined);
  const parts = documents.flatMap(({ role: { name }, policies, trust }) =>
    policies.map((_, part) => ({
      role: name,
      part,
      attached: trust !== undefined,
      // No role's name holds two dashes.
      label: part === 0 ? name : `${name}--${part + 1}`,
    })),
  );
  const sessionIssuer = sessionIssuerParts(model, environment);
  const guardrails = model.tables.flatMap((table) => {
    const document = guardrailPolicy(model, table, environment);
    return document === undefined ? [] : [{ table: table.name, document }];
  });
  return {
    locals: {
      role_policies: byLabel(documents, ({ role, policies }) => [
        role.name,
        policies.map((document) => terraformValue(linkedDocument(document, tables))),
      ]),
      role_trust: byLabel(trusted, ({ role, trust }) => [
        role.name,
        trust && terraformValue(linkedDocument(trust, new Map())),
      ]),
      ...(guardrails.length > 0 && {
        table_guardrails: byLabel(guardrails, ({ table, document }) => [
          table,
          terraformValue(linkedDocument(document, tables)),
        ]),
      }),
      ...sessionIssuer.locals,
    },
    policies: {
      ...byLabel(parts, ({ role, part, label }) => [
        label,
        {
          name: managedPolicyName(roleName(model, environment, role), part),
          policy: `\${jsonencode(local.role_policies["${role}"][${part}])}`,
        },
      ]),
      ...sessionIssuer.policies,
    },
    roles: byLabel(trusted, ({ role, maxSessionSeconds }) => [
      role.name,
      {
        name: roleName(model, environment, role.name),
        assume_role_policy: `\${jsonencode(local.role_trust["${role.name}"])}`,
        max_session_duration: maxSessionSeconds,
      },
    ]),
    attachments: byLabel(
      parts.filter(({ attached }) => attached),
      ({ role, label }) => [
        label,
        { role: `\${aws_iam_role.${role}.name}`, policy_arn: `\${aws_iam_policy.${label}.arn}` },
      ],
    ),
    guardrails: byLabel(guardrails, ({ table }) => [
      table,
      {
        resource_arn: `\${aws_dynamodb_table.${table}.arn}`,
        policy: `\${jsonencode(local.table_guardrails["${table}"])}`,
      },
    ]),
    outputs: {
      role_arns: { value: byLabel(trusted, ({ role }) => [role.name, `\${aws_iam_role.${role.name}.arn}`]) },
      ...sessionIssuer.outputs,
    },
  };
}

type IssuerParts = Pick<TerraformRoles, 'locals' | 'policies' | 'outputs'>;

function sessionIssuerParts(model: Model, environment: Environment): IssuerParts {
  const arns = roleArns(model, environment, NAMES);
  const service = sessionIssuerPolicy(model, environment);
  const own = model.roles.flatMap((role) => {
    const document = roleSessionIssuer(model, role, environment);
    // No role's name holds two dashes.
    return document === undefined ? [] : [{ role, document, label: `${role.name}--session-issuer` }];
  });
  const text = (document: PolicyDocument): unknown => terraformValue(linkedDocument(document, arns));
  return {
    locals: {
      ...(service && { session_issuer_policy: text(service) }),
      ...(own.length > 0 && {
        session_issuer_policies: byLabel(own, ({ role, document }) => [role.name, text(document)]),
      }),
    },
    policies: {
      ...(service && {
        session_issuer: {
          name: sessionIssuerPolicyName(model, environment),
          policy: '${jsonencode(local.session_issuer_policy)}',
        },
      }),
      ...byLabel(own, ({ role, label }) => [
        label,
        {
          name: sessionIssuerPolicyName(model, environment, role),
          policy: `\${jsonencode(local.session_issuer_policies["${role.name}"])}`,
        },
      ]),
    },
    outputs: {
      ...(service && { session_issuer_policy_arn: { value: '${aws_iam_policy.session_issuer.arn}' } }),
      ...(own.length > 0 && {
        session_issuer_policy_arns: {
          value: byLabel(own, ({ role, label }) => [role.name, `\${aws_iam_policy.${label}.arn}`]),
        },
      }),
    },
  };
}

export const byLabel = <T>(
  items: readonly T[],
  entry: (item: T) => readonly [label: string, value: unknown],
): Labelled => Object.fromEntries(items.map(entry));
