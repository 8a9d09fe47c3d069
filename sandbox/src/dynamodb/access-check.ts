import type { RequestContext } from '@tenantry/iam';
import type { Failure } from '../http/failure.js';

/** One question to IAM. A request asks one for each item of a transaction and each table of a batch. */
export interface AccessCheck {
  /** `dynamodb:GetItem` */
  readonly action: string;
  readonly resource: string;
  /** The condition keys of DynamoDB that the request gives a value. */
  readonly keys: DynamoDBKeys;
  /** The table or index is not in the model: nothing is known of its keys, so this is the answer to whoever may ask. */
  readonly missing?: Failure;
}

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB". */
export interface DynamoDBKeys extends RequestContext {
  readonly 'dynamodb:LeadingKeys'?: readonly string[];
  readonly 'dynamodb:Attributes'?: readonly string[];
  readonly 'dynamodb:Select'?: string;
  readonly 'dynamodb:ReturnValues'?: string;
  readonly 'dynamodb:ReturnConsumedCapacity'?: string;
  readonly 'dynamodb:EnclosingOperation'?: string;
}
