import type { PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import type { Table } from '../../model/table.js';
import { roleName } from '../../policy/arn.js';
import type { EnvironmentDocuments, RoleDocuments } from '../../policy/documents.js';
import { combinedTrust } from '../../policy/role-trust.js';
import { documentFunctions, documentId } from '../iam/function-names.js';
import { type LogicalNames, logicalNames } from './logical-names.js';
import { managedPolicyName, roleSessionSeconds, sessionIssuerPolicyName } from './managed-policies.js';
import { tableProperties } from './table-properties.js';
import { policyOf, refOf, tableNameOf, type Value } from './value.js';

export interface Resource {
  readonly id: string;
  readonly kind: 'table' | 'role' | 'policy' | 'session-issuer';
  /** The schema's name of the table or role; absent for the policy of the service's session issuer. */
  readonly of?: string;
  readonly properties: { readonly [name: string]: Value };
}

/**
 * Returns the resources of an environment as CloudFormation names them: the template and the construct are printed from
 * these. A resource refers to earlier ones only. `environment` may stand for several: its texts then have holes.
 */
export function stackResources(
  model: Model,
  environment: Environment,
  documents: EnvironmentDocuments,
): readonly Resource[] {
  const names = logicalNames(model);
  const functions = documentFunctions(documents);
  const policy = (id: string, document: PolicyDocument): Value => policyOf(functions.get(id)?.name ?? '', document);
  const issuer = (document: EnvironmentDocuments['sessionIssuer'], role?: string): readonly Resource[] =>
    document === undefined
      ? []
      : [
          {
            id: role === undefined ? names.sessionIssuerPolicy : names.sessionIssuer(role),
            kind: 'session-issuer',
            ...(role !== undefined && { of: role }),
            properties: {
              ManagedPolicyName: sessionIssuerPolicyName(model, environment, role),
              PolicyDocument: policy(documentId('session-issuer', role), document),
            },
          },
        ];
  return [
    ...model.tables.map((table) => tableResource(table, documents, names, policy)),
    ...model.roles.flatMap((role) => {
      const own = documents.roles.find((each) => each.role === role.name);
      return own === undefined ? [] : roleResources(model, role, environment, own, names, policy);
    }),
    ...issuer(documents.sessionIssuer),
    ...documents.roles.flatMap(({ role, sessionIssuer }) => issuer(sessionIssuer, role)),
  ];
}

type PolicyValue = (id: string, document: PolicyDocument) => Value;

function tableResource(
  table: Table,
  { guardrails }: EnvironmentDocuments,
  names: LogicalNames,
  policy: PolicyValue,
): Resource {
  const guardrail = guardrails[table.name];
  const { DeletionProtectionEnabled, ...properties } = tableProperties(table);
  return {
    id: names.table(table.name),
    kind: 'table',
    of: table.name,
    properties: {
      TableName: tableNameOf(table.name),
      // The properties are JSON; their interfaces only lack an index signature.
      ...(properties as unknown as { readonly [name: string]: Value }),
      ...(table.ttl !== undefined && { TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true } }),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled,
      ...(guardrail && { ResourcePolicy: { PolicyDocument: policy(documentId('guardrail', table.name), guardrail) } }),
    },
  };
}

function roleResources(
  model: Model,
  role: Role,
  environment: Environment,
  { identity, trust }: RoleDocuments,
  names: LogicalNames,
  policy: PolicyValue,
): readonly Resource[] {
  const name = roleName(model, environment, role.name);
  const managed = identity.flatMap((document, part): Resource[] =>
    document.Statement.length === 0
      ? []
      : [
          {
            id: names.policy(role.name, part),
            kind: 'policy',
            of: role.name,
            properties: {
              ManagedPolicyName: managedPolicyName(name, part),
              PolicyDocument: policy(documentId('identity', role.name, part), document),
            },
          },
        ],
  );
  const document = combinedTrust(trust);
  // IAM has no role without a trust policy. The role of a tenant is made when the tenant comes.
  if (document === undefined || role.perTenant) return managed;
  return [
    ...managed,
    {
      id: names.role(role.name),
      kind: 'role',
      of: role.name,
      properties: {
        RoleName: name,
        AssumeRolePolicyDocument: policy(documentId('trust', role.name), document),
        MaxSessionDuration: roleSessionSeconds(model, role),
        ...(managed.length > 0 && { ManagedPolicyArns: managed.map(({ id }) => refOf(id)) }),
      },
    },
  ];
}
