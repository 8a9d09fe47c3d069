/** The error of a read that stopped at an item, with what was read before and where the read goes on behind the item. */
export function stoppedAt(error: unknown, items: readonly unknown[], cursor: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  return Object.defineProperties(error, {
    items: { get: () => items, configurable: true },
    cursor: { value: cursor, enumerable: true, configurable: true },
  });
}

export const cursorOf = (error: unknown): string | undefined => (error as { readonly cursor?: string }).cursor;
