/** A role session, as its token carries it. */
export interface Session {
  /** `arn:aws:iam::111122223333:role/flight-club-member` */
  readonly roleArn: string;
  readonly name: string;
  readonly tags: { readonly [key: string]: string };
  /** Tags that go over into sessions begun from this one. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
  /** The identity provider of a session begun with a web identity. */
  readonly federatedProvider?: string;
  /** The text of the session policy that the session was begun with. */
  readonly policy?: string;
  /** Seconds since 1970. */
  readonly issued: number;
  readonly expires: number;
}
