export type { TableDefinition } from './entity/table.js';
export type { EntityDefinition, ScopeDefinition } from './entity/entity.js';
