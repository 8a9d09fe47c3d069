import type { Toolchain } from '../../../generator/src/cli/toolchain.js';
import type { Diagnostic } from '../../../generator/src/diagnostics/diagnostic.js';
import type { Model } from '../../../generator/src/model/model.js';
import type { Source } from '../../../generator/src/source.js';

/**
 * A real compiler for a very small language: `service NAME`, `file PATH TEXT`, and anything else is an error. It keeps
 * tests of the command line apart from the schema language.
 */
export const tinyToolchain: Toolchain = {
  readSchema: async (sources) => {
    const { diagnostics, service } = read(sources);
    return diagnostics.length > 0 ? { diagnostics } : { model: modelOf(service), diagnostics };
  },
  compile: async (sources, { defaultOutput }) => {
    const { diagnostics, service, files } = read(sources);
    if (diagnostics.length > 0) return { diagnostics, folders: [] };
    return { model: modelOf(service), diagnostics, folders: [{ folder: defaultOutput ? 'default' : 'gen', files }] };
  },
  // The language has no roles, so there is nothing to prove.
  verify: async () => ({
    verification: {
      ...{ sound: true, complete: true, asGranted: true },
      ...{ findings: [], access: [], crossTenantGrants: [], assumptions: [] },
    },
    findings: [],
    text: () => ({ verdict: '', report: '' }),
  }),
  lintFiles: async () => {
    throw new Error('The tiny language has no policies.');
  },
  diff: async () => {
    throw new Error('The tiny language has nothing to compare.');
  },
  importModel: async () => {
    throw new Error('The tiny language imports nothing.');
  },
  renderText: async (diagnostics) =>
    diagnostics
      .map(({ code, severity, summary, where }) => `${where?.file}:${where?.line} ${severity} ${code} ${summary}\n`)
      .join(''),
  renderGithub: async (diagnostics) =>
    diagnostics.map(({ severity, summary, where }) => `::${severity} file=${where?.file}::${summary}\n`).join(''),
};

function read(sources: readonly Source[]) {
  const diagnostics: Diagnostic[] = [];
  const files: { path: string; text: string }[] = [];
  let service = 'none';
  for (const { file, text } of sources) {
    text.split('\n').forEach((line, index) => {
      const [word, name = '', ...rest] = line.split(' ');
      if (word === 'service') service = name;
      else if (word === 'file') files.push({ path: name, text: `${rest.join(' ')}\n` });
      else if (word !== '') {
        const where = { file, line: index + 1, column: 1, length: line.length };
        diagnostics.push({ code: 'schema.word', severity: 'error', where, summary: `No such word: ${word}` });
      }
    });
  }
  return { diagnostics, files, service };
}

const modelOf = (service: string): Model => ({
  service,
  output: {},
  environments: [],
  scopes: [],
  tables: [],
  types: [],
  entities: [],
  collections: [],
  buckets: [],
  roles: [],
  identity: {},
});
