/** Returns the schema of a new project. `service` is in kebab-case; `language` is the path of the JSON Schema for editors. */
export const sampleSchema = (service: string, language: string): string => `# yaml-language-server: $schema=${language}
#
# One pooled table: a customer is a tenant, and every key begins with its tenant.
# Change it, run \`npx tenantry generate\`, and commit what it writes.
version: 1
service: ${service}

output:                              # folders, from that of tenantry.config.yaml
  client: src/client
  policies: policies

environments:                        # where the policies point
  dev: { account: "111122223333", region: eu-west-1, tables: { app: ${service}-dev } }

scopes:                              # who owns which partitions; sessions carry the parameter as a tag
  tenant: { prefix: "TENANT#{tenantId}", principalTag: TenantId }
  user: { prefix: "USER#{userId}", principalTag: UserId }

tables:
  app:
    partitionKey: pk
    sortKey: sk
    indexes:
      gsi1: { partitionKey: gsi1pk, sortKey: gsi1sk, projection: all }

entities:
  Tenant:
    description: A customer of ours.
    key: { partition: "TENANT#{tenantId}", sort: TENANT }
    attributes:
      tenantId: { type: string, generate: ulid }
      name: { type: string, minLength: 1, maxLength: 200 }
      createdAt: { type: datetime, generate: created }

  Member:
    description: A person's membership of a tenant. It is looked up before a session of the tenant is issued.
    key: { partition: "TENANT#{tenantId}#MEMBER", sort: "{userId}" }
    indexes:
      tenantsOfUser: { index: gsi1, partition: "USER#{userId}", sort: "TENANT#{tenantId}" }
    attributes:
      tenantId: string
      userId: string
      status: { enum: [invited, active, suspended], default: invited }

  Task:
    description: Something to be done by somebody of one tenant.
    key: { partition: "TENANT#{tenantId}#TASKS", sort: "{taskId}" }   # apart: users do not write Tenant
    indexes:
      byStatus: { index: gsi1, partition: "TENANT#{tenantId}#TASK#{status}", sort: "{dueAt}" }
    attributes:
      tenantId: string
      taskId: { type: string, generate: ulid }
      title: { type: string, minLength: 1 }
      status: { enum: [open, done], default: open }
      dueAt: datetime

roles:                               # each becomes an IAM policy and its trust policy
  user:
    tags: [tenant, user]
    grants:
      Tenant: read
      Task: [read, write]
      Member: { actions: query, accessPatterns: [tenantsOfUser] }   # the caller's own tenants, to switch between them
  directory:                         # the look-up: a user's own memberships and nothing else
    tags: [user]
    grants: { Member: { actions: query, accessPatterns: [tenantsOfUser] } }
  signup:                            # opens tenants and invites members
    tags: [tenant]
    grants: { Member: { actions: [get, query, put, update, delete], accessPatterns: [primary] } }

identity:                            # how a session gets its tags
  assumeRole: { trusted: ["role/${service}-api"] }
`;
