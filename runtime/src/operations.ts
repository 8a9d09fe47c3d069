// Accessors of chosen operations, for small bundles: `pick(service, aircraftEntity, get, query)`.
export { check } from './request/operation/check.js';
export { deleteItem } from './request/operation/delete.js';
export { fanOut } from './request/operation/fan-out.js';
export { get } from './request/operation/get.js';
export type { Operation } from './request/operation/operation.js';
export { type Picked, pick } from './request/operation/pick.js';
export { pickCollection } from './request/operation/pick-collection.js';
export { create, put } from './request/operation/put.js';
export { query } from './request/operation/query.js';
export { queryIndex } from './request/operation/query-index.js';
export { reindex } from './request/operation/reindex.js';
export { scan } from './request/operation/scan.js';
export { sideWrites } from './request/operation/side-writes.js';
export { update } from './request/operation/update.js';
export { upsert } from './request/operation/upsert.js';
export { type BoundService, bindService, createService, type GuardedService, type Service } from './request/service.js';
