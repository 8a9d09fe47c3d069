const values = new WeakMap<object, unknown>();

/**
 * Keeps what an error holds for its handler alone, such as an item with its sensitive attributes: whatever logs, copies or
 * serialises the error goes by what it owns, and does not find this.
 */
export function hide(error: object, value: unknown): void {
  values.set(error, value);
}

export const hiddenIn = (error: object): unknown => values.get(error);
