import type { Environment, Model } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import type { Table } from '../../model/table.js';
import { roleName, tableName } from '../../policy/arn.js';
import { guardrailPolicy } from '../../policy/guardrail-policy.js';
import { roleSessionIssuer, sessionIssuerPolicy } from '../../policy/session-issuer-policy.js';
import { linkedDocument, roleArns, tableArns } from './linked-document.js';
import { type LogicalNames, logicalNames } from './logical-names.js';
import { mappedIn, refOf, type Value } from './reference.js';
import { managedPolicyName, type RoleDocuments, roleDocuments, sessionIssuerPolicyName } from './role-documents.js';
import { tableProperties } from './table-properties.js';

/** Everything of one environment, as CloudFormation sees it: the template and the construct are printed from this. */
export interface Stack {
  readonly environment: Environment;
  readonly mappings: readonly Mapping[];
  /** A resource refers to earlier ones only. */
  readonly resources: readonly Resource[];
}

/** The real name of a table, by Region and account: a stack anywhere else finds none, so it is refused. Keys of the second level are letters and digits only. */
export interface Mapping {
  readonly id: string;
  readonly values: { readonly [region: string]: { readonly [account: string]: string } };
}

export interface Resource {
  readonly id: string;
  readonly kind: 'table' | 'role' | 'policy' | 'session-issuer';
  /** The schema's name of the table or role; absent for the policy of the service's session issuer. */
  readonly of?: string;
  readonly properties: { readonly [name: string]: Value };
}

export function stackOf(model: Model, environment: Environment): Stack {
  const names = logicalNames(model);
  const roles = roleDocuments(model, environment);
  return {
    environment,
    mappings: model.tables.map((table) => ({
      id: mappingId(names, table),
      values: { [environment.region]: { [environment.account]: tableName(environment, table.name) } },
    })),
    resources: [
      ...model.tables.map((table) => tableResource(model, table, environment, names)),
      ...roles.flatMap((documents) => roleResources(documents, model, environment, names)),
      ...[undefined, ...model.roles].flatMap((role) => sessionIssuerResource(model, environment, names, role)),
    ],
  };
}

const mappingId = (names: LogicalNames, table: Table): string => `${names.table(table.name)}Name`;

function tableResource(model: Model, table: Table, environment: Environment, names: LogicalNames): Resource {
  const guardrail = guardrailPolicy(model, table, environment);
  const { DeletionProtectionEnabled, ...properties } = tableProperties(table);
  return {
    id: names.table(table.name),
    kind: 'table',
    of: table.name,
    properties: {
      TableName: mappedIn(mappingId(names, table)),
      // The properties are JSON; their interfaces only lack an index signature.
      ...(properties as unknown as { readonly [name: string]: Value }),
      ...(table.ttl !== undefined && { TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true } }),
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled,
      // It names its own table, to which a table's own properties cannot refer: so all of it is literal.
      ...(guardrail && { ResourcePolicy: { PolicyDocument: linkedDocument(guardrail, new Map()) } }),
    },
  };
}

function roleResources(
  { role, policies, trust, maxSessionSeconds }: RoleDocuments,
  model: Model,
  environment: Environment,
  names: LogicalNames,
): readonly Resource[] {
  const own = tableArns(model, environment, names);
  const name = roleName(model, environment, role.name);
  const managed = policies.map(
    (document, part): Resource => ({
      id: names.policy(role.name, part),
      kind: 'policy',
      of: role.name,
      properties: {
        ManagedPolicyName: managedPolicyName(name, part),
        PolicyDocument: linkedDocument(document, own),
      },
    }),
  );
  if (trust === undefined) return managed;
  return [
    ...managed,
    {
      id: names.role(role.name),
      kind: 'role',
      of: role.name,
      properties: {
        RoleName: name,
        AssumeRolePolicyDocument: linkedDocument(trust, new Map()),
        MaxSessionDuration: maxSessionSeconds,
        ...(managed.length > 0 && { ManagedPolicyArns: managed.map(({ id }) => refOf(id)) }),
      },
    },
  ];
}

/** The policy of those who begin sessions: of the service's roles, or of one role that names its own principals. */
function sessionIssuerResource(
  model: Model,
  environment: Environment,
  names: LogicalNames,
  role: Role | undefined,
): readonly Resource[] {
  const document =
    role === undefined ? sessionIssuerPolicy(model, environment) : roleSessionIssuer(model, role, environment);
  if (document === undefined) return [];
  return [
    {
      id: role === undefined ? names.sessionIssuerPolicy : names.sessionIssuer(role.name),
      kind: 'session-issuer',
      ...(role && { of: role.name }),
      properties: {
        ManagedPolicyName: sessionIssuerPolicyName(model, environment, role),
        PolicyDocument: linkedDocument(document, roleArns(model, environment, names)),
      },
    },
  ];
}
