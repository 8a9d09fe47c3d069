import type { Attribute } from '../codec/attribute.js';
import type { KeyTemplate } from '../key/template.js';

/** An attribute with what is worked out once. */
export interface AttributePlan extends Attribute {
  readonly label: string;
  /** The name in DynamoDB. */
  readonly stored: string;
  readonly computed?: KeyTemplate;
  /** True if a computed attribute stands in a key: then it must be readable again, so its parts obey the rule of parts. */
  readonly keyed?: boolean;
}
