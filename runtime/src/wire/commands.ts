import * as Sdk from '@aws-sdk/client-dynamodb';
import { wired } from './wired.js';

export const GetItemCommand: typeof Sdk.GetItemCommand = /* @__PURE__ */ wired(Sdk.GetItemCommand);
export const PutItemCommand: typeof Sdk.PutItemCommand = /* @__PURE__ */ wired(Sdk.PutItemCommand);
export const UpdateItemCommand: typeof Sdk.UpdateItemCommand = /* @__PURE__ */ wired(Sdk.UpdateItemCommand);
export const DeleteItemCommand: typeof Sdk.DeleteItemCommand = /* @__PURE__ */ wired(Sdk.DeleteItemCommand);
export const QueryCommand: typeof Sdk.QueryCommand = /* @__PURE__ */ wired(Sdk.QueryCommand);
export const ScanCommand: typeof Sdk.ScanCommand = /* @__PURE__ */ wired(Sdk.ScanCommand);
export const BatchGetItemCommand: typeof Sdk.BatchGetItemCommand = /* @__PURE__ */ wired(Sdk.BatchGetItemCommand);
export const BatchWriteItemCommand: typeof Sdk.BatchWriteItemCommand = /* @__PURE__ */ wired(Sdk.BatchWriteItemCommand);
export const TransactGetItemsCommand: typeof Sdk.TransactGetItemsCommand = /* @__PURE__ */ wired(
  Sdk.TransactGetItemsCommand,
);
export const TransactWriteItemsCommand: typeof Sdk.TransactWriteItemsCommand = /* @__PURE__ */ wired(
  Sdk.TransactWriteItemsCommand,
);
