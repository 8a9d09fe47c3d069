export type { IndexDefinition, Projection, TableDefinition } from './entity/table.js';
export { keyTemplate, parseKeyTemplate } from './key/template.js';
