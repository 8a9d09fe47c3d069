// Writes one output as `generate` does: node write-once.mjs BASE OUTPUT.json. Exit code 2 when the disk refuses.
import { readFileSync } from 'node:fs';
import { writeFolders } from '../../generator/dist/write/write-folders.js';

const [base, file] = process.argv.slice(2);
try {
  await writeFolders(JSON.parse(readFileSync(file, 'utf8')), { base, service: 'shop' });
} catch (error) {
  console.log(error.message);
  process.exitCode = error.name === 'WriteFailed' ? 2 : 1;
}
