import type { IncomingMessage } from 'node:http';

/** What goes back to the client. A body that streams in from the engine streams out. */
export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | IncomingMessage;
}
