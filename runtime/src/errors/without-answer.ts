/**
 * Takes out of an error of the SDK what DynamoDB answered with it: stored items, and the response that holds them. In
 * place, so that it stays the SDK's error, with its name and metadata. Whoever logs errors logs their causes.
 */
export function withoutAnswer(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  withoutResponse(error);
  Reflect.deleteProperty(error, 'Item');
  const { CancellationReasons: reasons } = error as { readonly CancellationReasons?: unknown };
  if (Array.isArray(reasons)) {
    const codes = reasons.map(({ Code, Message }: { Code?: unknown; Message?: unknown }) => ({ Code, Message }));
    Reflect.set(error, 'CancellationReasons', codes);
  }
  return error;
}

/**
 * An error of the SDK without the response alone, for those that are passed on before their items are read. Of an answer
 * that is no JSON a part stands in the message, so another error takes its place.
 */
export function withoutResponse(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof SyntaxError) {
    const { name, $metadata } = error as Error & { readonly $metadata?: unknown };
    return Object.assign(
      new Error('The answer is not the JSON of DynamoDB. Check the endpoint and what is in between.'),
      {
        name,
        $metadata,
      },
    );
  }
  Reflect.deleteProperty(error, '$response');
  return error;
}
