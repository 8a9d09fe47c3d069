// A schema, its policies and what they mean, without the emitters: what the sandbox and other tools at run time import.

export type { Condition, PolicyDocument, Statement } from '@tenantry/iam';
export type { Diagnostic } from './diagnostics/diagnostic.js';
export { renderText } from './diagnostics/render-text.js';
export type { Entity } from './model/entity.js';
export type { Environment, Model } from './model/model.js';
export { maxSessionSeconds, type RoleAssumption, roleAssumption } from './model/role-assumption.js';
export type { Index, Table } from './model/table.js';
export type { Field, Type } from './model/type.js';
export { indexArn, principalArn, roleArn, tableArn, tableName } from './policy/arn.js';
export { type EnvironmentDocuments, policyDocuments, type RoleDocuments } from './policy/documents.js';
export { cognitoPrincipal, providerName } from './policy/federated-trust.js';
export { roleArnFor, tenantOfArn, tenantScope, trustOfTenant } from './policy/tenant-role.js';
export { readSchema } from './read-schema.js';
export type { Source } from './source.js';
export type { CodecCall } from './types/kind.js';
export { codecCallOf, defaultValueOf } from './types/kinds.js';
