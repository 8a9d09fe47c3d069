import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Model } from '../model/model.js';
import type { Source } from '../source.js';
import type { WantedFolder } from '../write/wanted-file.js';

export interface CompileOptions {
  /** Folders for outputs that the schema does not name; without it they are not emitted. */
  readonly defaultOutput?: boolean;
  /** How emitted modules import each other: `./member.js`, `./member` or `./member.ts`. */
  readonly extension?: 'js' | 'none' | 'ts';
  /** The user's own templates by name, in place of ours. */
  readonly templates?: ReadonlyMap<string, string>;
}

export interface Compilation {
  /** Absent when the schema has errors. */
  readonly model?: Model;
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when the schema has errors. */
  readonly folders: readonly WantedFolder[];
}

/** The parts of the generator that commands use. Each is loaded when it is first called, so `--help` loads none. */
export interface Toolchain {
  readSchema(
    sources: readonly Source[],
  ): Promise<{ readonly model?: Model; readonly diagnostics: readonly Diagnostic[] }>;
  compile(sources: readonly Source[], options: CompileOptions): Promise<Compilation>;
  renderText(
    diagnostics: readonly Diagnostic[],
    options: { readonly color: boolean; readonly sources: ReadonlyMap<string, string> },
  ): Promise<string>;
  renderGithub(diagnostics: readonly Diagnostic[]): Promise<string>;
}
