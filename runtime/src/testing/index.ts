export { createTableInput } from '../entity/create-table-input.js';
export type { TableDefinition } from '../entity/table.js';
export { type Engine, startEngine } from './engine.js';
