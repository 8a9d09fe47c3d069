import type { Environment, Model } from '../../../model/model.js';
import { guardrailPolicy } from '../../../policy/guardrail-policy.js';
import { rolePolicies } from '../../../policy/role-policy.js';
import { roleTrusts, TRUST_WAYS } from '../../../policy/role-trust.js';
import { roleSessionIssuer, sessionIssuerPolicy } from '../../../policy/session-issuer-policy.js';
import { guardrailFile, identityFile, sessionIssuerFile, trustFile } from '../../iam/file-names.js';
import { managedPolicyName, roleSessionSeconds, sessionIssuerPolicyName } from '../managed-policies.js';

/** Parts of a Terraform file, each by label. */
export interface TerraformRoles {
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

/** A managed policy, and the file with its document. */
interface Managed {
  readonly label: string;
  readonly name: string;
  readonly file: string;
  /** The role that it is attached to. */
  readonly role?: string;
}

/** Returns the resources of roles. Environments differ in texts only, so any of them has the same resources. */
export function terraformRoles(model: Model): TerraformRoles {
  const environment: Environment = { ...ANY, rolePrefix: '${local.environment.role_prefix}' };
  const ways = new Map(
    model.roles
      .filter(({ perTenant }) => !perTenant)
      .map((role) => {
        const trusts = roleTrusts(model, role, environment);
        return [role.name, TRUST_WAYS.filter((way) => trusts[way] !== undefined)] as const;
      })
      .filter(([, each]) => each.length > 0),
  );
  const trusted = model.roles.filter(({ name }) => ways.has(name));
  const managed = model.roles.flatMap((role) => identityPolicies(model, role.name, environment, ways.has(role.name)));
  const issuers = issuerPolicies(model, environment);
  const ofRoles = issuers.filter(({ label }) => label !== SERVICE_ISSUER);
  return {
    policies: byLabel([...managed, ...issuers], ({ label, name, file }) => [label, { name, policy: json(read(file)) }]),
    roles: byLabel(trusted, (role) => [
      role.name,
      {
        name: `${environment.rolePrefix}${role.name}`,
        assume_role_policy: trustOf((ways.get(role.name) ?? []).map((way) => trustFile(role.name, way))),
        max_session_duration: roleSessionSeconds(model, role),
      },
    ]),
    attachments: byLabel(
      managed.filter(({ role }) => role !== undefined),
      ({ role, label }) => [
        label,
        { role: `\${aws_iam_role.${role}.name}`, policy_arn: `\${aws_iam_policy.${label}.arn}` },
      ],
    ),
    guardrails: byLabel(
      model.tables.filter((table) => guardrailPolicy(model, table, environment) !== undefined),
      ({ name }) => [
        name,
        { resource_arn: `\${aws_dynamodb_table.${name}.arn}`, policy: json(read(guardrailFile(name))) },
      ],
    ),
    outputs: {
      role_arns: { value: byLabel(trusted, ({ name }) => [name, `\${aws_iam_role.${name}.arn}`]) },
      ...(issuers.length > ofRoles.length && {
        session_issuer_policy_arn: { value: `\${aws_iam_policy.${SERVICE_ISSUER}.arn}` },
      }),
      ...(ofRoles.length > 0 && {
        session_issuer_policy_arns: {
          value: byLabel(ofRoles, ({ label }) => [
            label.slice(0, -ROLE_ISSUER.length),
            `\${aws_iam_policy.${label}.arn}`,
          ]),
        },
      }),
    },
  };
}

const ANY: Environment = { name: 'any', account: '000000000000', region: 'us-east-1', partition: 'aws', tables: {} };

const SERVICE_ISSUER = 'session_issuer';

/** Ends a label; no role's name has two dashes. */
const ROLE_ISSUER = '--session-issuer';

function identityPolicies(model: Model, name: string, environment: Environment, attached: boolean): readonly Managed[] {
  const role = model.roles.find((each) => each.name === name);
  const documents = role === undefined ? [] : rolePolicies(model, role, environment);
  return documents.flatMap(({ Statement }, part) =>
    Statement.length === 0
      ? []
      : [
          {
            label: part === 0 ? name : `${name}--${part + 1}`,
            name: managedPolicyName(`${environment.rolePrefix}${name}`, part),
            file: identityFile(name, part),
            ...(attached && { role: name }),
          },
        ],
  );
}

function issuerPolicies(model: Model, environment: Environment): readonly Managed[] {
  const own = model.roles.filter((role) => roleSessionIssuer(model, role, environment) !== undefined);
  return [
    ...(sessionIssuerPolicy(model, environment) === undefined
      ? []
      : [{ label: SERVICE_ISSUER, name: sessionIssuerPolicyName(model, environment), file: sessionIssuerFile() }]),
    ...own.map(({ name }) => ({
      label: `${name}${ROLE_ISSUER}`,
      name: sessionIssuerPolicyName(model, environment, name),
      file: sessionIssuerFile(name),
    })),
  ];
}

/** Terraform decodes the files, so that their white space does not count for the limits of AWS. */
const read = (file: string): string => `jsondecode(file("\${local.policies}/${file}"))`;
const json = (expression: string): string => `\${jsonencode(${expression})}`;

/** A role has one trust policy, for all ways to a session. */
function trustOf(files: readonly string[]): string {
  const [only = '', ...others] = files;
  if (others.length === 0) return json(read(only));
  const statements = files.map((file) => `${read(file)}.Statement`);
  return json(`{ Version = "2012-10-17", Statement = concat(${statements.join(', ')}) }`);
}

export const byLabel = <T>(
  items: readonly T[],
  entry: (item: T) => readonly [label: string, value: unknown],
): Labelled => Object.fromEntries(items.map(entry));
