import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SERVER = fileURLToPath(
  new URL('../../node_modules/yaml-language-server/bin/yaml-language-server', import.meta.url),
);
const SCHEMA = fileURLToPath(new URL('../../schemas/tenantry.schema.json', import.meta.url));

export interface EditorProblem {
  readonly line: number;
  readonly message: string;
}

/** The YAML language server as an editor runs it, with our JSON Schema for every file. */
export interface YamlServer {
  /** Labels that the editor offers at the `|` in a text. */
  complete(textWithCursor: string): Promise<readonly string[]>;
  /** Returns the hover text of the word before the `|`. */
  hover(textWithCursor: string): Promise<string>;
  /** By line. `path` is where the file lies, for a schema that names its JSON Schema itself. */
  problems(text: string, path?: string): Promise<readonly EditorProblem[]>;
  stop(): void;
}

type Message = { readonly id?: number; readonly method?: string; readonly params?: unknown; readonly result?: unknown };

export async function startYamlServer(): Promise<YamlServer> {
  const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = connect(child);
  await connection.request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  connection.notify('initialized', {});
  connection.notify('workspace/didChangeConfiguration', { settings: { yaml: settings } });
  let count = 0;
  const open = (text: string, path = `/schemas/${count}.tenantry.yaml`): string => {
    count += 1;
    const uri = pathToFileURL(path).href;
    connection.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return uri;
  };
  const atCursor = (method: string, textWithCursor: string): Promise<unknown> => {
    const before = textWithCursor.slice(0, textWithCursor.indexOf('|'));
    const lines = before.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    return connection.request(method, { textDocument: { uri: open(textWithCursor.replace('|', '')) }, position });
  };
  return {
    async complete(textWithCursor) {
      const answer = (await atCursor('textDocument/completion', textWithCursor)) as { items?: { label: string }[] };
      return (answer.items ?? []).map(({ label }) => label);
    },
    async hover(textWithCursor) {
      const answer = (await atCursor('textDocument/hover', textWithCursor)) as { contents?: { value?: string } } | null;
      return answer?.contents?.value ?? '';
    },
    async problems(text, path) {
      const uri = open(text, path);
      const published = await connection.published(uri);
      const found = published.map(({ range, message }) => ({ line: range.start.line + 1, message }));
      return found.sort((a, b) => a.line - b.line);
    },
    stop: () => child.kill(),
  };
}

const settings = {
  validate: true,
  completion: true,
  hover: true,
  schemaStore: { enable: false },
  schemas: { [pathToFileURL(SCHEMA).href]: '*.tenantry.yaml' },
};

interface Published {
  readonly range: { readonly start: { readonly line: number } };
  readonly message: string;
}

/** JSON-RPC over the child's standard input and output, as much of it as an editor needs. */
function connect(child: ChildProcess) {
  const waiting = new Map<number, (result: unknown) => void>();
  const diagnostics = new Map<string, (published: readonly Published[]) => void>();
  let id = 0;
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const receive = (message: Message): void => {
    if (message.method === undefined && message.id !== undefined) waiting.get(message.id)?.(message.result);
    else if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics: published } = message.params as { uri: string; diagnostics: readonly Published[] };
      diagnostics.get(uri)?.(published);
    } else if (message.method === 'workspace/configuration' && message.id !== undefined) {
      const { items } = message.params as { items: readonly { section: string }[] };
      send({ id: message.id, result: items.map(({ section }) => (section === 'yaml' ? settings : {})) });
    } else if (message.id !== undefined) send({ id: message.id, result: null });
  };
  let buffer = Buffer.alloc(0);
  child.stdout?.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let start = buffer.indexOf('\r\n\r\n'); start >= 0; start = buffer.indexOf('\r\n\r\n')) {
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString('latin1', 0, start))?.[1]);
      if (buffer.length < start + 4 + length) return;
      receive(JSON.parse(buffer.toString('utf8', start + 4, start + 4 + length)) as Message);
      buffer = buffer.subarray(start + 4 + length);
    }
  });
  return {
    notify: (method: string, params: object): void => send({ method, params }),
    request: (method: string, params: object): Promise<unknown> =>
      new Promise((resolve) => {
        id += 1;
        waiting.set(id, resolve);
        send({ id, method, params });
      }),
    published: (uri: string): Promise<readonly Published[]> => new Promise((resolve) => diagnostics.set(uri, resolve)),
  };
}
