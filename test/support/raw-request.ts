import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';

/** An answer, with the error code of DynamoDB where it holds one. */
export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export async function readAnswer(incoming: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const type = /"__type":"[^"]*#([^"]+)"/.exec(text)?.[1] ?? '';
  return { status: incoming.statusCode ?? 0, type, text };
}

/** Sends these very bytes. */
export async function post(
  url: URL,
  headers: { readonly [name: string]: string },
  body: string | Uint8Array,
  agent?: Agent,
): Promise<RawAnswer> {
  const outgoing = request(url, { method: 'POST', headers, ...(agent && { agent }) });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return readAnswer(incoming);
}
