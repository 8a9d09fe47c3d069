declare const ownClient: unique symbol;
declare const sentAlone: unique symbol;

/** A request that names its client. It holds no value: it only tells the types. */
export interface OwnClient {
  readonly [ownClient]: true;
}

/** A request with an option that it alone can carry. It holds no value: it only tells the types. */
export interface SentAlone {
  readonly [sentAlone]: true;
}

/** A part of a batch or transaction: client, signal and capacity are the whole's, and results are not chosen. */
export interface NoOwnClient {
  readonly [ownClient]?: never;
  readonly [sentAlone]?: never;
}
