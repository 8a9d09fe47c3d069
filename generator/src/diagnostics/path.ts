/** Where in a schema: map keys and list indexes from the root, such as `['entities', 'Member', 'key', 'sort']`. */
export type Path = readonly (string | number)[];

/** One string per path, for sets of paths. */
export const pathKey = (path: Path): string => JSON.stringify(path);
