/** Whether two values are of the same content. One import in a bundle, in place of one for each module. */
export { isDeepStrictEqual as isSame } from 'node:util';
