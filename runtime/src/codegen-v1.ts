// What generated code imports. Never changes incompatibly, so that committed clients survive upgrades of this package.
export { type BoundBucketKeys, type BucketDefinition, type BucketKeys, bucketKeys } from './bucket/bucket-keys.js';
export type { Attribute, AttributeLike, AttributeType, Modifiers } from './codec/attribute.js';
export { bigint } from './codec/bigint.js';
export { binary } from './codec/binary.js';
export { boolean } from './codec/boolean.js';
export { date } from './codec/date.js';
export { datetime } from './codec/datetime.js';
export { decimal } from './codec/decimal.js';
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
export type { EntityDefinition, EntityIndex, KeyTemplates, ScopeDefinition } from './entity/entity.js';
export { indexKey, type KeyCodec, primaryKey } from './entity/key-codec.js';
export type { IndexDefinition, Projection, TableDefinition } from './entity/table.js';
export type {
  BigIntAttribute,
  BinaryAttribute,
  BooleanAttribute,
  DateAttribute,
  DateTimeAttribute,
  DateTimeInput,
  DecimalAttribute,
  DiscriminatorAttribute,
  EnumAttribute,
  JsonAttribute,
  ListAttribute,
  MapAttribute,
  NumberAttribute,
  RecordAttribute,
  Removable,
  SetAttribute,
  SetInput,
  StringAttribute,
  UnionAttribute,
} from './expression/attributes.js';
export type { WithHidden } from './expression/select.js';
export { createAccessor } from './request/accessor.js';
export { batchGet } from './request/batch-get.js';
export { batchWrite } from './request/batch-write.js';
export type { CheckRequest } from './request/check.js';
export type { SessionLike as Session } from './request/client.js';
export { createCollection } from './request/collection.js';
export type { DeleteRequest } from './request/delete.js';
export { fanOut } from './request/fan-out.js';
export type { GetRequest } from './request/get.js';
export { together } from './request/operation/together.js';
export type { PutRequest } from './request/put.js';
export type { QueryRequest } from './request/query.js';
export { queryIndex } from './request/query-index.js';
export type { ReindexRequest } from './request/reindex.js';
export { type ScanRequest, scanItems } from './request/scan.js';
export { bindService, createService, type Service, type ServiceOptions } from './request/service.js';
export { transactGet } from './request/transact-get.js';
export { transactWrite } from './request/transact-write.js';
export type { UpdateRequest } from './request/update.js';
export { type StreamChange, type StreamRecordLike, streamDecoder } from './stream/decode-stream-record.js';
