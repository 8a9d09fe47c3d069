export type { IndexDefinition, Projection, TableDefinition } from './entity/table.js';
export type { KeyTemplate, Literal, Parameter, ParameterFormat, Segment, TemplateProblem } from './key/template.js';
export { keyTemplate, parseKeyTemplate, SESSION_TAG_CHARACTER } from './key/template.js';
