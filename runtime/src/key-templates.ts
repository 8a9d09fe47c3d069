// Key templates alone, without the AWS SDK: for tools that read schemas.
export { SCOPE_PARAMETER, TEXT_FORMATS } from './codec/text-form.js';
export { keyTemplate, parseKeyTemplate, type TemplateProblem } from './key/parse-template.js';
export { SESSION_TAG_CHARACTER } from './key/session-tag-character.js';
export type { KeyTemplate, Literal, Parameter, ParameterFormat, Segment } from './key/template.js';
