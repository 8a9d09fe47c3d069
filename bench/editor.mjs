// How long an editor waits for completions in a program with 200 entities: the TypeScript server, asked as an editor asks it.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { emitClient, writeFiles } from './support/generate.mjs';
import { consumer, manyEntities } from './support/many-entities.mjs';
import { ROOT } from './support/root.mjs';
import { round, spread } from './support/statistics.mjs';

/** Texts typed in front of the cursor, each at the end of a function body. */
const PLACES = {
  'an accessor of the client': 'bench.thing0010.',
  'a method of a request': "bench.thing0010.get({ tenantId: 'a', id: 'b' }).",
  'an attribute of an item': "(await bench.thing0010.get({ tenantId: 'a', id: 'b' }).send())!.",
  'an attribute in a condition': "bench.thing0010.query({ tenantId: 'a' }).filter((t) => t.",
  'a field of a patch': "bench.thing0010.update({ tenantId: 'a', id: 'b' }).set({ ",
};

export async function measureEditor({ entities = 200, asked = 15 } = {}) {
  // In the workspace's cache, as the runtime resolves from there.
  const folder = join(ROOT, 'node_modules/.cache/bench-editor');
  mkdirSync(folder, { recursive: true });
  const { names, schema } = manyEntities(entities);
  const client = (await emitClient(schema)).map(({ path, text }) => ({ path: `client/${path}`, text }));
  const text = consumer(names);
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022'],
    module: 'nodenext',
    types: [],
    strict: true,
    noEmit: true,
  };
  writeFiles(folder, [
    ...client,
    { path: 'consumer.ts', text },
    { path: 'package.json', text: '{ "type": "module" }' },
    { path: 'tsconfig.json', text: JSON.stringify({ compilerOptions, files: ['consumer.ts'] }) },
  ]);
  const server = startServer();
  const file = join(folder, 'consumer.ts');
  const began = performance.now();
  await server.send('open', { file, fileContent: text });
  await server.request('completionInfo', { file, line: 1, offset: 1 });
  const opened = performance.now() - began;
  const lines = text.split('\n').length;
  const places = [];
  for (const [place, typed] of Object.entries(PLACES)) {
    const times = [];
    for (let i = 0; i < asked; i++) {
      // Each key stroke changes the file, so nothing of the last answer holds.
      const inserted = `export const f${i} = async () => { ${typed}`;
      const at = { file, line: lines, offset: 1 };
      await server.send('change', { ...at, endLine: lines, endOffset: 1, insertString: `${inserted} }` });
      const asking = performance.now();
      const { body } = await server.request('completionInfo', { file, line: lines, offset: inserted.length + 1 });
      times.push(performance.now() - asking);
      if (!(body?.entries.length > 0)) throw new Error(`There are no completions for ${typed}`);
      await server.send('change', { ...at, endLine: lines, endOffset: inserted.length + 3, insertString: '' });
    }
    places.push({ place, firstMilliseconds: round(times[0]), milliseconds: spread(times.slice(1)) });
  }
  server.stop();
  return { entities, openMilliseconds: Math.round(opened), places };
}

/** TypeScript 5.9: 7 speaks the language server protocol of editors to come. */
function startServer() {
  const server = spawn(process.execPath, [join(ROOT, 'node_modules/typescript-5.9/lib/tsserver.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map();
  let text = '';
  server.stdout.on('data', (chunk) => {
    text += chunk;
    for (let at = text.indexOf('\n{'); at >= 0; at = text.indexOf('\n{')) {
      const end = text.indexOf('\n', at + 1);
      if (end < 0) return;
      const message = JSON.parse(text.slice(at + 1, end));
      text = text.slice(end);
      if (message.type === 'response') waiting.get(message.request_seq)?.(message);
    }
  });
  let seq = 0;
  const send = (command, args) => {
    server.stdin.write(`${JSON.stringify({ seq: ++seq, type: 'request', command, arguments: args })}\n`);
    return Promise.resolve();
  };
  return {
    send,
    request(command, args) {
      const answer = new Promise((resolve) => waiting.set(seq + 1, resolve));
      send(command, args);
      return answer;
    },
    stop: () => server.kill(),
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { openMilliseconds, places } = await measureEditor();
  console.log(`open ${openMilliseconds} ms`);
  console.table(
    places.map(({ place, firstMilliseconds, milliseconds }) => ({
      place,
      first: firstMilliseconds,
      median: milliseconds.median,
      high: milliseconds.high,
    })),
  );
}
