// AWS's rules for policies, as data and functions without any schema.
export {
  type Condition,
  listOf,
  type OneOrMore,
  type PolicyDocument,
  type Principal,
  policyDocument,
  type Statement,
} from './document.js';
export { type AssumeRoleCall, type AssumeRoleVerdict, evaluateAssumeRole } from './evaluate/assume-role.js';
export { type CompiledStatement, compileDocument, recordOf } from './evaluate/compile.js';
export { type Decision, evaluate, type PolicySet, type StatementReference, type Verdict } from './evaluate/evaluate.js';
export { matchTokens } from './evaluate/glob.js';
export { type AccessRequest, type RequestContext, type RequestPrincipal, subjectOf } from './evaluate/request.js';
export { testActions, touches } from './evaluate/statement.js';
export { readText, type Token } from './evaluate/text.js';
export { foldName } from './fold.js';
export { documentsBeside } from './lint/conditional.js';
export type { LintFinding } from './lint/finding.js';
export { lintStatements, type StatementFindings } from './lint/fix.js';
export { type LintedKind, type LintSubject, lint, lintPolicies, type PolicyFinding } from './lint/lint.js';
export { type CallerPattern, callerPatterns } from './lint/patterns.js';
export { LINT_RULES } from './lint/rules.js';
export { PROOF_RULES } from './lint/unproved.js';
export { LEADING_KEYS, type PolicyView, policyView, type StatementView } from './lint/view.js';
export {
  ANY,
  ANYTHING,
  type Chain,
  type CharacterClass,
  CLOSING,
  classWithout,
  DIGIT,
  literal,
  many,
  one,
  SOMETHING,
  type Step,
  TAG,
} from './prove/chain.js';
export type { TextKey } from './prove/conditions.js';
export { decide } from './prove/decide.js';
export type { Goal, GoalTexts } from './prove/goal.js';
export type {
  Answer,
  ProofDocuments,
  ProofRequest,
  Question,
} from './prove/question.js';
export { type Memo, newMemo } from './prove/reach.js';
export type { Reason } from './prove/reason.js';
export { type ActionNames, findMeant, type MeantAction } from './prove/unlisted.js';
export { BUCKET_ACTIONS, OBJECT_ACTIONS } from './s3-actions.js';
export { SESSION_TAG_CHARACTER, tagOfVariable } from './session-tag.js';
export { documentSize, LIMITS, MANAGED_POLICIES_PER_ROLE } from './size.js';
export * from './words/index.js';
