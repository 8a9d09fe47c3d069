export type { BoundBucketKeys, BucketKeys } from './bucket/bucket-keys.js';
export type { AttributeType, ValueProblem } from './codec/attribute.js';
export type { Json } from './codec/json.js';
export { createTableInput } from './entity/create-table-input.js';
export type { StoredItem } from './entity/encode-item.js';
export type { EntityDefinition, ScopeDefinition } from './entity/entity.js';
export type { KeyCodec } from './entity/key-codec.js';
export type { IndexDefinition, Projection, TableDefinition } from './entity/table.js';
export { AccessDenied } from './errors/access-denied.js';
export { ConditionFailed } from './errors/condition-failed.js';
export { DecodeFailed } from './errors/decode-failed.js';
export { IdempotencyMismatch } from './errors/idempotency-mismatch.js';
export { ItemTooLarge } from './errors/item-too-large.js';
export { PermissionMissing } from './errors/permission-missing.js';
export { RequestRefused } from './errors/request-refused.js';
export { ScopeViolation } from './errors/scope-violation.js';
export { TenantryError } from './errors/tenantry-error.js';
export { Throttled } from './errors/throttled.js';
export { type CancellationReason, TransactionCanceled } from './errors/transaction-canceled.js';
export { TransactionConflict } from './errors/transaction-conflict.js';
export { UniqueViolation } from './errors/unique-violation.js';
export { UnprocessedItems } from './errors/unprocessed-items.js';
export { ValidationFailed } from './errors/validation-failed.js';
export { VersionConflict } from './errors/version-conflict.js';
export type {
  AttributeReference,
  AttributeTypeName,
  BigIntAttribute,
  BinaryAttribute,
  BooleanAttribute,
  DateAttribute,
  DateTimeAttribute,
  DateTimeInput,
  DecimalAttribute,
  EnumAttribute,
  EqualityAttribute,
  JsonAttribute,
  ListAttribute,
  MapAttribute,
  MapConditions,
  NumberAttribute,
  OrderedAttribute,
  RecordAttribute,
  Removable,
  SetAttribute,
  SetInput,
  SizedAttribute,
  SizeReference,
  StringAttribute,
  UnionAttribute,
} from './expression/attributes.js';
export type { ConditionCallback } from './expression/callback.js';
export { and, Condition, type Logic, not, or } from './expression/condition.js';
export type { PathOf, Selected, Whole, WithHidden } from './expression/select.js';
export type { InputSchema, SchemaIssue, SchemaResult } from './json/input-schema.js';
export type { JsonCodec } from './json/json-codec.js';
export type { JsonOf } from './json/json-of.js';
export type { JsonSchema } from './json/json-schema.js';
export { buildKey, KEY_BYTES, type KeyParts, type KeyProblem, type KeyRole } from './key/build.js';
export { matchKey } from './key/match.js';
export { keyTemplate, parseKeyTemplate, type TemplateProblem } from './key/parse-template.js';
export { SESSION_TAG_CHARACTER } from './key/session-tag-character.js';
export type { KeyTemplate, Literal, Parameter, ParameterFormat, Segment } from './key/template.js';
export type { GetEntry, GotItems } from './request/batch-get.js';
export { type BatchGetRequest, batchGet } from './request/batch-get.js';
export type { BatchWriteEntry } from './request/batch-write.js';
export { type BatchWriteRequest, batchWrite } from './request/batch-write.js';
export type { CheckRequest } from './request/check.js';
export type { ClientLike, DynamoDBClientLike, SessionLike } from './request/client.js';
export type { DeleteRequest } from './request/delete.js';
export type { GetRequest } from './request/get.js';
export type { OnInvalid, OnInvalidItem } from './request/on-invalid.js';
export type { NoOwnClient, OwnClient, SentAlone } from './request/own-client.js';
export type { PutRequest } from './request/put.js';
export type { Page, QueryRequest } from './request/query.js';
export type { ReindexedAttribute, ReindexRequest } from './request/reindex.js';
export type { BaseRequest, SentRequest } from './request/request.js';
export type { ScanRequest } from './request/scan.js';
export type { RequestEvent, ServiceOptions } from './request/service.js';
export { type TransactGetRequest, transactGet } from './request/transact-get.js';
export type { TransactWriteEntry } from './request/transact-write.js';
export { type TransactWriteRequest, transactWrite } from './request/transact-write.js';
export type { UpdateRequest } from './request/update.js';
export type {
  Elements,
  Lists,
  Members,
  Numbers,
  OptionalName,
  Place,
  RemovablePlace,
  Returned,
  Returning,
  Sets,
} from './request/update-types.js';
export { type WithChildren, type WithChildrenRequest, withChildren } from './request/with-children.js';
export type { MissingGuard } from './request/write-common.js';
export type { WrittenItems } from './request/written-items.js';
export * from './session/index.js';
export type { StreamChange, StreamOptions, StreamRecordLike } from './stream/decode-stream-record.js';
