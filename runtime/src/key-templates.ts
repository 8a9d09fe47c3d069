// Key templates and the codecs of single values, without the AWS SDK: for tools that read schemas.
export type { AttributeType } from './codec/attribute.js';
export * as codecs from './codec/scalars.js';
export { SCOPE_PARAMETER, TEXT_FORMATS } from './codec/text-form.js';
export { buildPart } from './key/build.js';
export { keyTemplate, parseKeyTemplate, type TemplateProblem } from './key/parse-template.js';
export { GUARD_PREFIX } from './key/reserved.js';
export { SESSION_TAG_CHARACTER } from './key/session-tag-character.js';
export type { KeyTemplate, Literal, Parameter, ParameterFormat, Segment } from './key/template.js';
