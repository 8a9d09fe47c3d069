export { lintFiles } from './lint-files.js';
export { lintText } from './lint-text.js';
export { lintSarif } from './sarif.js';
export { readSuppression, readSuppressions } from './suppressions.js';
