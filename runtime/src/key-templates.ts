// Key templates alone, without the AWS SDK: for tools that read schemas.
export type { KeyTemplate, Literal, Parameter, ParameterFormat, Segment, TemplateProblem } from './key/template.js';
export { keyTemplate, parseKeyTemplate, SESSION_TAG_CHARACTER } from './key/template.js';
