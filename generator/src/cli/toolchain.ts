import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Compilation, CompileOptions } from '../pipeline.js';
import type { ReadSchema } from '../read-schema.js';
import type { Source } from '../source.js';

/** The parts of the generator that commands use. Each is loaded when it is first called, so `--help` loads none. */
export interface Toolchain {
  readSchema(sources: readonly Source[]): Promise<ReadSchema>;
  compile(sources: readonly Source[], options: CompileOptions): Promise<Compilation>;
  renderText(
    diagnostics: readonly Diagnostic[],
    options: { readonly color: boolean; readonly sources: ReadonlyMap<string, string> },
  ): Promise<string>;
  renderGithub(diagnostics: readonly Diagnostic[]): Promise<string>;
}

/** The real one. */
export const toolchain: Toolchain = {
  readSchema: async (sources) => (await import('../read-schema.js')).readSchema(sources),
  async compile(sources, options) {
    // The emitters take a third of a second to load: a schema with errors need not wait for them.
    const read = await toolchain.readSchema(sources);
    if (read.model === undefined) return { ...read, folders: [] };
    return { ...read, folders: (await import('../pipeline.js')).emit(read.model, sources, options) };
  },
  renderText: async (diagnostics, options) =>
    (await import('../diagnostics/render-text.js')).renderText(diagnostics, options),
  renderGithub: async (diagnostics) => (await import('../diagnostics/render-github.js')).renderGithub(diagnostics),
};
