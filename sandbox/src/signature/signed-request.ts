/** The part of a request that a signature covers. The sandbox serves `POST /` only, so path and query are fixed. */
export interface SignedRequest {
  /** By lower-case name, each header line by itself. */
  readonly headers: { readonly [name: string]: readonly string[] | undefined };
  readonly body: Buffer;
}

/** The value of a header that stands once; undefined where it is missing or occurs twice. */
export function headerOf({ headers }: Pick<SignedRequest, 'headers'>, name: string): string | undefined {
  const values = headers[name];
  return values?.length === 1 ? values[0] : undefined;
}
