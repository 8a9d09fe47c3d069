// The imports of generated code. They never change incompatibly, so that committed clients survive upgrades of this package.
export { type BoundBucketKeys, type BucketDefinition, type BucketKeys, bucketKeys } from './bucket/bucket-keys.js';
export type { Attribute, AttributeLike, AttributeType, Modifiers, ValueProblem } from './codec/attribute.js';
export { bigint } from './codec/bigint.js';
export { binary } from './codec/binary.js';
export { boolean } from './codec/boolean.js';
export { date } from './codec/date.js';
export { datetime } from './codec/datetime.js';
export { decimal } from './codec/decimal.js';
export { duration } from './codec/duration.js';
export { enumeration } from './codec/enumeration.js';
export { integer } from './codec/integer.js';
export { type Json, json } from './codec/json.js';
export { lazy } from './codec/lazy.js';
export { list } from './codec/list.js';
export { map } from './codec/map.js';
export { number } from './codec/number.js';
export { record } from './codec/record.js';
export { scopeParameter } from './codec/scope-parameter.js';
export { set } from './codec/set.js';
export { shard } from './codec/shard.js';
export { string } from './codec/string.js';
export { ttl } from './codec/ttl.js';
export { union } from './codec/union.js';
export type { CollectionDefinition } from './entity/collection.js';
export { withComputed } from './entity/compute.js';
export type { StoredItem } from './entity/encode-item.js';
export type { EntityDefinition, EntityIndex, KeyTemplates, ScopeDefinition } from './entity/entity.js';
export { indexKey, type KeyCodec, primaryKey } from './entity/key-codec.js';
export type { IndexDefinition, Projection, TableDefinition } from './entity/table.js';
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
  DiscriminatorAttribute,
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
export type { Condition, Logic } from './expression/condition.js';
export type { PathOf, Selected, Whole, WithHidden } from './expression/select.js';
export {
  type InputSchema,
  inputSchema,
  patchSchema,
  type SchemaIssue,
  type SchemaResult,
} from './json/input-schema.js';
export { type JsonCodec, jsonCodec } from './json/json-codec.js';
export type { JsonOf } from './json/json-of.js';
export type { JsonSchema } from './json/json-schema.js';
export { createAccessor } from './request/accessor.js';
export type { GetEntry, GotItems } from './request/batch-get.js';
export { type BatchGetRequest, batchGet } from './request/batch-get.js';
export type { BatchWriteEntry } from './request/batch-write.js';
export { type BatchWriteRequest, batchWrite } from './request/batch-write.js';
export type { CheckRequest } from './request/check.js';
export type { SessionLike as Session } from './request/client.js';
export { createCollection } from './request/collection.js';
export type { DeleteRequest } from './request/delete.js';
export type { GetRequest } from './request/get.js';
export type { OnInvalid, OnInvalidItem } from './request/on-invalid.js';
export { fanOut } from './request/operation/fan-out.js';
export { queryIndex } from './request/operation/query-index.js';
export { scan } from './request/operation/scan.js';
export { sideWrites } from './request/operation/side-writes.js';
export type { NoOwnClient, OwnClient, SentAlone } from './request/own-client.js';
export type { PutRequest } from './request/put.js';
export type { Page, QueryRequest } from './request/query.js';
export type { ReindexedAttribute, ReindexRequest } from './request/reindex.js';
export type { BaseRequest, SentRequest } from './request/request.js';
export type { ScanRequest } from './request/scan.js';
export { bindService, createService, type Service, type ServiceOptions } from './request/service.js';
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
export type { MissingGuard } from './request/write-common.js';
export type { WrittenItems } from './request/written-items.js';
export {
  type StreamChange,
  type StreamOptions,
  type StreamRecordLike,
  streamDecoder,
} from './stream/decode-stream-record.js';
