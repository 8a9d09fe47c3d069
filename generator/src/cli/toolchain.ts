import { type Compilation, compileRead } from '../compilation.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Annotation } from '../diagnostics/render-github.js';
import type { Imported } from '../import/import-model.js';
import type { Model } from '../model/model.js';
import type { CompileOptions } from '../pipeline.js';
import type { VerifyText, VerifyTextOptions } from '../policy/access/verify-text.js';
import type { ModelDiff } from '../policy/diff/diff.js';
import type { Verification } from '../policy/verify/verify.js';
import type { ReadSchema } from '../read-schema.js';
import type { Source } from '../source.js';

/** The parts of the generator that commands use. Each is loaded when it is first called, so `--help` loads none. */
export interface Toolchain {
  readSchema(sources: readonly Source[]): Promise<ReadSchema>;
  /** `expectsNew`: most texts are likely to be new, so what checks them is better made ready at once. */
  compile(sources: readonly Source[], options: CompileOptions, expectsNew?: boolean): Promise<Compilation>;
  /** Returns the findings as diagnostics, too, and the printer of the verification for people. */
  verify(
    model: Model,
    sources: readonly Source[],
  ): Promise<{
    readonly verification: Verification;
    readonly findings: readonly Diagnostic[];
    readonly text: (options: VerifyTextOptions) => VerifyText;
  }>;
  /** Reads and checks policies of others. */
  lintFiles(): Promise<typeof import('../project/lint/index.js')>;
  /** Returns the differences, for people as text, and as annotations of the sources that `after` was read from. */
  diff(
    before: Model,
    after: Model,
    sources: readonly Source[],
  ): Promise<{ readonly difference: ModelDiff; readonly text: string; readonly annotations: readonly Annotation[] }>;
  /** Makes a schema of a NoSQL Workbench data model. */
  importModel(source: Source): Promise<Imported>;
  renderText(
    diagnostics: readonly Diagnostic[],
    options: { readonly color: boolean; readonly sources: ReadonlyMap<string, string> },
  ): Promise<string>;
  renderGithub(diagnostics: readonly Annotation[]): Promise<string>;
}

/** The toolchain of the command line; tests have smaller ones. */
export const toolchain: Toolchain = {
  readSchema: async (sources) => (await import('../read-schema.js')).readSchema(sources),
  async compile(sources, options) {
    // Proofs and emitters take a while to load: a schema with errors need not wait for them.
    return compileRead(await toolchain.readSchema(sources), async (model, diagnostics) => {
      const { compileModel } = await import('../pipeline.js');
      return compileModel(model, diagnostics, sources, options);
    });
  },
  async verify(model, sources) {
    const [{ verify }, { findingDiagnostics }, { verifyText }] = await Promise.all([
      import('../policy/verify/verify.js'),
      import('../project/finding-diagnostics.js'),
      import('../policy/access/verify-text.js'),
    ]);
    const verification = verify(model);
    return {
      verification,
      findings: findingDiagnostics(verification.findings, sources),
      text: (options) => verifyText(model, verification, options),
    };
  },
  lintFiles: () => import('../project/lint/index.js'),
  async diff(before, after, sources) {
    const [{ diff, diffText }, { changeAnnotations }] = await Promise.all([
      import('../policy/diff/diff.js'),
      import('../project/change-annotations.js'),
    ]);
    const difference = diff(before, after);
    return { difference, text: diffText(difference), annotations: changeAnnotations(difference, sources) };
  },
  importModel: async ({ file, text }) => (await import('../import/import-model.js')).importModel(file, text),
  renderText: async (diagnostics, options) =>
    (await import('../diagnostics/render-text.js')).renderText(diagnostics, options),
  renderGithub: async (diagnostics) => (await import('../diagnostics/render-github.js')).renderGithub(diagnostics),
};
