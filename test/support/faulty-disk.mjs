// node --import faulty-disk.mjs: the disk refuses. FAULT=writeFileSync:3:ENOSPC fails the third such call of the process, after
// half of the text, and all later ones; a `!` at the end fails that one call only.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [name, nth, code] = (process.env.FAULT ?? '').split(':');
const once = code?.endsWith('!');
const original = fs[name];
let calls = 0;

if (original !== undefined) {
  fs[name] = (...args) => {
    calls += 1;
    if (once ? calls !== Number(nth) : calls < Number(nth)) return original(...args);
    if (name === 'writeFileSync') original(args[0], String(args[1]).slice(0, String(args[1]).length / 2), args[2]);
    throw Object.assign(new Error(`${code}: injected`), { code: code.replace('!', '') });
  };
  syncBuiltinESMExports();
}
