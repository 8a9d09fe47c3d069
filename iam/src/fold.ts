/**
 * Returns a name of IAM in lower case: of an action, a condition key, a tag. Letters beyond ASCII keep their case, because the
 * Kelvin sign, whose lower case is `k`, makes another name and no spelling of the same.
 */
export const foldName = (name: string): string =>
  BEYOND_ASCII.test(name) ? name.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name.toLowerCase();

const BEYOND_ASCII = /[\u0080-\uffff]/;
