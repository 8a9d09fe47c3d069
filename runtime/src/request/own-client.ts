declare const ownClient: unique symbol;

/** A request that names its client. It holds no value: it only tells the types. */
export interface OwnClient {
  readonly [ownClient]: true;
}

/** What the parts of a batch or transaction are: the client is the whole's, so that no two can meet. */
export interface NoOwnClient {
  readonly [ownClient]?: never;
}
