// Writes two outputs in turn until it is killed: node write-forever.mjs BASE OUTPUT.json OUTPUT.json
import { readFileSync } from 'node:fs';
import { writeFolders } from '../../generator/dist/write/write-folders.js';

const [base, ...files] = process.argv.slice(2);
const outputs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
process.stdout.write('ready\n');
for (let round = 0; ; round += 1) {
  const changes = await writeFolders(outputs[round % 2], { base, service: 'shop' });
  const refused = changes.find(({ kind }) => kind === 'hand-edited' || kind === 'foreign' || kind === 'blocked');
  if (refused !== undefined) throw new Error(JSON.stringify(refused));
}
