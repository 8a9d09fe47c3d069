export {
  type AccessRequest,
  type AssumeRoleCall,
  type AssumeRoleVerdict,
  type Condition,
  type Decision,
  evaluate,
  evaluateAssumeRole,
  type LintFinding,
  type PolicyDocument,
  type PolicySet,
  type RequestContext,
  type RequestPrincipal,
  type Statement,
  type StatementReference,
  type Verdict,
} from '@tenantry/iam';
export { type CompileResult, type CompileTextOptions, compile } from './api/compile.js';
export {
  type CheckResult,
  check,
  type GenerateOptions,
  type GenerateResult,
  generate,
  type ProjectOptions,
} from './api/generate.js';
export type { Diagnostic, Severity, SourceLocation } from './diagnostics/diagnostic.js';
export { renderText } from './diagnostics/render-text.js';
export { type Imported, importModel } from './import/import-model.js';
export type { Environment, Model } from './model/model.js';
export type { Role } from './model/role.js';
export type { Index, Table } from './model/table.js';
export type { AccessRow } from './policy/access/access-row.js';
export { indexArn, principalArn, roleArn, tableArn, tableName } from './policy/arn.js';
export type { Change, ChangeCode } from './policy/diff/change.js';
export { diff, type ModelDiff } from './policy/diff/diff.js';
export { type EnvironmentDocuments, policyDocuments, type RoleDocuments } from './policy/documents.js';
export { type LintOptions, lint } from './policy/lint-with-model.js';
export { rolePolicy } from './policy/role-policy.js';
export { sessionIssuerPolicy } from './policy/session-issuer-policy.js';
export { assumeRoleTrust } from './policy/trust-policy.js';
export type { CrossTenantGrant } from './policy/verify/cross-tenant-grants.js';
export type { Counterexample, Finding, FindingCode } from './policy/verify/finding.js';
export { type Verification, verify } from './policy/verify/verify.js';
export { CouldNotRun } from './project/could-not-run.js';
export type { CheckStatus, FileStatus, GenerateStatus } from './project/file-status.js';
export { readSchema } from './read-schema.js';
export type { Source } from './source.js';
export { FolderLocked } from './write/lock.js';
export { WriteFailed } from './write/write-failed.js';
