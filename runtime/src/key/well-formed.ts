/**
 * Returns whether a text holds no half of a surrogate pair. Node has had the method since 20, the types of ES2022 have it
 * not.
 */
export const isWellFormed = (text: string): boolean => (text as string & { isWellFormed(): boolean }).isWellFormed();
