/** An error for the hook: what DynamoDB sent back with it is left out, because it holds items with their sensitive attributes. */
export function withoutItems(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const told: Error = Object.create(Object.getPrototypeOf(error), {
    ...Object.getOwnPropertyDescriptors(error),
    cause: { value: withoutItems(error.cause), configurable: true },
  });
  const { item, Item, CancellationReasons } = error as Error & { readonly [name: string]: unknown };
  if (item !== undefined) hide(told, 'item', undefined);
  if (Item !== undefined) hide(told, 'Item', undefined);
  if (Array.isArray(CancellationReasons))
    hide(
      told,
      'CancellationReasons',
      CancellationReasons.map(({ Code }) => ({ Code })),
    );
  return told;
}

const hide = (error: Error, name: string, value: unknown): void => {
  Object.defineProperty(error, name, { value, enumerable: true, configurable: true });
};
