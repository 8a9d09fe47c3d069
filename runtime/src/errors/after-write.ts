/** An error that came after its request had written: it says so, because a repeated `add` would add twice. */
export function afterWrite(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const message = `${error.message} The write was done: do not send it again.`;
  return Object.assign(error, { written: true, message });
}
