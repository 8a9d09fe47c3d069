export { type AssumeRoleCall, type AssumeRoleVerdict, evaluateAssumeRole } from './assume-role.js';
export { type Decision, evaluate, type PolicySet, type StatementReference, type Verdict } from './evaluate.js';
export type { AccessRequest, RequestContext, RequestPrincipal } from './request.js';
