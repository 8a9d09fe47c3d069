import type { KeyTemplate } from '@tenantry/runtime/key-templates';
import type { ParameterSource } from '../keys/pattern.js';
import type { Scope } from '../model/model.js';

/** The IAM actions that a generated client's requests are checked as. Source: Service Authorization Reference, DynamoDB. */
export type DataAction =
  | 'BatchGetItem'
  | 'BatchWriteItem'
  | 'ConditionCheckItem'
  | 'DeleteItem'
  | 'GetItem'
  | 'PutItem'
  | 'Query'
  | 'Scan'
  | 'UpdateItem';

/** One family of requests that the generated client may issue for a role: an action on the keys of one template. */
export interface RequiredAccess {
  readonly entity: string;
  /** `primary` or the name of an access pattern. */
  readonly accessPattern: string;
  readonly action: DataAction;
  readonly table: string;
  /** Absent on the table itself. */
  readonly index?: string;
  /** The partition key's template; absent for a scan, which names no key. */
  readonly partition?: KeyTemplate;
  readonly source: ParameterSource;
  /** The scope of the key; absent where it lies outside every scope. */
  readonly scope?: Scope;
  /** Stored attribute names that reads are limited to. */
  readonly attributes?: readonly string[];
  /** Why the client needs it although no grant names the action. */
  readonly implied?: Implied;
}

export type Implied = 'derived-value' | 'guarded-write' | 'unique-guard' | 'write-guard';

/** Every session may read it, whatever tags it carries. */
export const isPublic = ({ scope }: RequiredAccess): boolean => scope !== undefined && scope.parameter === undefined;
