import type { PolicyDocument } from './document.js';

/** Characters that IAM and STS take, white space not counted. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const LIMITS = {
  /** A managed policy, as roles get them; a role takes ten of these by default. */
  managed: 6144,
  trust: 2048,
  /** A trust policy once the account's quota is raised. */
  trustRaised: 4096,
  session: 2048,
  /** A DynamoDB resource policy, in bytes and with white space. Source: DynamoDB Developer Guide, resource-based policies. */
  resource: 20_480,
} as const;

export const MANAGED_POLICIES_PER_ROLE = 10;

/** The size of a document as IAM counts it. */
export const documentSize = (document: PolicyDocument): number => JSON.stringify(document).length;
