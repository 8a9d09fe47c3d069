export type { EntityDefinition, ScopeDefinition } from './entity/entity.js';
export type { TableDefinition } from './entity/table.js';
