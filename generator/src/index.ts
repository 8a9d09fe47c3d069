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
export type { Model } from './model/model.js';
export { CouldNotRun } from './project/could-not-run.js';
export type { CheckStatus, FileStatus, GenerateStatus } from './project/file-status.js';
export { FolderLocked } from './write/lock.js';
export { WriteFailed } from './write/write-failed.js';
