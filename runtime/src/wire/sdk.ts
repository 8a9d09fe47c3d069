// The SDK's shapes, as far as they are used here, the same from 3.705 to today; @smithy/types is no peer of ours.

export type Handler = (args: Arguments) => Promise<Result>;
export type Middleware = (next: Handler, context: Context) => Handler;

export interface Arguments {
  readonly input: { readonly [name: string]: unknown };
  readonly request?: unknown;
}

export interface Result {
  readonly response: HttpResponse;
  readonly output: Output;
}

export interface Output {
  readonly [member: string]: unknown;
}

export interface Context {
  readonly commandName: string;
  readonly logger?: Logger;
  readonly endpointV2?: Endpoint;
  readonly __smithy_context: { selectedHttpAuthScheme?: AuthScheme; readonly abortSignal?: unknown };
  readonly [name: string]: unknown;
}

export interface AuthScheme {
  readonly httpAuthOption: {
    readonly schemeId: string;
    readonly signingProperties?: { config?: object; context?: object };
  };
  readonly identity?: object;
  readonly signer?: object;
}

/** Credentials as the SDK has them. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface Signer {
  sign(
    request: HttpRequest,
    options: { readonly signingDate?: Date; readonly signingRegion?: string; readonly signingService?: string },
  ): Promise<HttpRequest>;
}

export interface Endpoint {
  readonly headers?: object;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { [name: string]: string };
  body?: unknown;
  clone(): HttpRequest;
}

export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: { readonly [name: string]: string };
  body?: unknown;
}

export type Logger = { readonly [level in 'info' | 'error']?: unknown };

/** Where a middleware stands: by step and priority, or beside another. */
export interface Place {
  readonly name?: string;
  readonly step?: string;
  readonly priority?: string;
  readonly relation?: string;
  readonly toMiddleware?: string;
  readonly aliases?: readonly string[];
}

/** The target that a stack can be copied to. */
export interface Target {
  add(middleware: Middleware, place: Place): void;
  addRelativeTo(middleware: Middleware, place: Place): void;
}

export interface Stack extends Target {
  applyToStack(target: Target): void;
  concat(from: Stack): Stack;
  remove(middleware: string | Middleware): boolean;
  identifyOnResolve?(): boolean;
  resolve(handler: Handler, context: Context): Handler;
}

export interface RetryStrategy {
  readonly mode?: string;
  acquireInitialRetryToken(scope: string): Promise<object>;
  recordSuccess(token: object): void;
}

export interface Configuration {
  systemClockOffset: number;
  credentials(): Promise<Credentials>;
  signer(scheme: unknown): Promise<Signer>;
  /** Set by `signer`, in newer versions. */
  readonly signingRegion?: string;
  readonly signingName?: string;
  readonly region: string | (() => Promise<string>);
  retryStrategy(): Promise<RetryStrategy>;
  maxAttempts(): Promise<number>;
  base64Decoder(text: string): Uint8Array;
  streamCollector(stream: unknown): Promise<Uint8Array>;
}
