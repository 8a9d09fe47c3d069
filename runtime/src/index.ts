export type { TableDefinition, IndexDefinition, Projection } from './entity/table.js';
