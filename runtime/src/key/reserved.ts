/** The beginning of the sort keys of guard items, which keep unique attributes unique. No item's own sort key begins with it. */
export const GUARD_PREFIX = '_unique#';
