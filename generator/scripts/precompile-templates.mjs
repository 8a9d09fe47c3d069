// Compiles templates/*.hbs to functions, so that the generator starts without the Handlebars compiler.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Handlebars from 'handlebars';

const folder = new URL('../../templates/', import.meta.url);
const target = new URL('../src/emit/templates.generated.ts', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.hbs'))
  .sort();
const options = { strict: true, noEscape: true, preventIndent: true, knownHelpersOnly: true };

const entries = names.map((name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  return `  '${name.slice(0, -'.hbs'.length)}': ${Handlebars.precompile(text, options)},\n`;
});
const output = `// @ts-nocheck: written by Handlebars.

export const templates: { readonly [name: string]: object } = {
${entries.join('')}};
`;
let old = '';
try {
  old = readFileSync(target, 'utf8');
} catch {}
if (old !== output) writeFileSync(target, output);
