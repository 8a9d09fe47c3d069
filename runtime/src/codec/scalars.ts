// The codecs of single values, for the generator: what it accepts is what the client takes.
export { bigint } from './bigint.js';
export { boolean } from './boolean.js';
export { date } from './date.js';
export { datetime } from './datetime.js';
export { decimal } from './decimal.js';
export { duration } from './duration.js';
export { enumeration } from './enumeration.js';
export { ULID_DIGITS } from './generate.js';
export { integer } from './integer.js';
export { json } from './json.js';
export { number } from './number.js';
export { scopeParameter } from './scope-parameter.js';
export { string } from './string.js';
