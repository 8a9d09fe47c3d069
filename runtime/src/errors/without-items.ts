/** An error for the hook: what DynamoDB sent back with it is left out, because it holds items with their sensitive attributes. */
export function withoutItems(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { CancellationReasons: reasons } = error as { readonly CancellationReasons?: unknown };
  const told: PropertyDescriptorMap = {
    ...Object.getOwnPropertyDescriptors(error),
    cause: { value: withoutItems(error.cause), configurable: true },
  };
  const hide = (name: string, value?: unknown): void => {
    if (name in told) told[name] = { value, enumerable: true, configurable: true };
  };
  hide('Item');
  if (Array.isArray(reasons))
    hide(
      'CancellationReasons',
      reasons.map(({ Code }) => ({ Code })),
    );
  return Object.create(Object.getPrototypeOf(error), told);
}
