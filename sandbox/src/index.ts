export type { CallerPolicies } from './account/account.js';
export type { Decision } from './account/authorize.js';
export type { Credentials } from './credentials/credentials.js';
export type { SandboxOptions } from './options.js';
export type { Sandbox, SessionOptions, WebIdentityOptions } from './sandbox.js';
export { startSandbox } from './start-sandbox.js';
export type { Outcome, TraceRecord } from './trace/record.js';
