/** Returns whether two values have the same content. One import in a bundle, in place of one for each module. */
export { isDeepStrictEqual as isSame } from 'node:util';
