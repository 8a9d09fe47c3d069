/** Credentials as a signer needs them, with the last key derived from them. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Undefined for long-term keys, which only a static source gives. */
  readonly sessionToken: string | undefined;
  /** The AWS account that the credentials belong to, where the issuer tells; the SDK puts it into DynamoDB endpoints. */
  readonly accountId?: string | undefined;
  /** Kept by `signingKey`: deriving it costs four HMACs, and it changes once a day. */
  derived: DerivedKey | undefined;
}

export interface DerivedKey {
  /** `20261121/eu-west-1/dynamodb`. */
  readonly scope: string;
  /** The 32 bytes as Latin-1 text: a Buffer of each session would take 300 bytes more. */
  readonly key: string;
}

/**
 * The signer of a request. Asked again for every attempt, so a retry is signed with the credentials of that moment.
 * A promise only while credentials are being obtained; it rejects when there are none, and then nothing is sent.
 */
export interface SigningIdentity {
  signingCredentials(): SigningCredentials | Promise<SigningCredentials>;
  /** The service called these credentials expired or unknown: do not use them again. */
  rejected(credentials: SigningCredentials): void;
}
