export { assertDenied, type Denial } from './assert-denied.js';
export { type Hooks, type UseSandboxOptions, useSandbox } from './use-sandbox.js';
