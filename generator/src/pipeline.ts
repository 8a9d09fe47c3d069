import type { Diagnostic } from './diagnostics/diagnostic.js';
import { docsFiles } from './emit/docs/docs-files.js';
import { policyFiles } from './emit/iam/policy-files.js';
import { infrastructureFiles } from './emit/infrastructure/infrastructure-files.js';
import type { SyntaxGate } from './emit/print/syntax-gate.js';
import { clientFiles } from './emit/typescript/client-files.js';
import type { Model, Output } from './model/model.js';
import { type Verification, verify } from './policy/verify/verify.js';
import { findingDiagnostics } from './project/finding-diagnostics.js';
import { readSchema } from './read-schema.js';
import type { Source } from './source.js';
import type { WantedFile, WantedFolder } from './write/wanted-file.js';

export interface CompileOptions extends Pick<SyntaxGate, 'parse'> {
  /** Use `client`, `policies`, … where the schema names no folder; without it they are not emitted. */
  readonly defaultOutput?: boolean;
  /** How emitted modules import each other: `./member.js` unless set. */
  readonly importExtension?: '.js' | '.ts' | '';
  /** The user's own templates by name, in place of ours (`tenantry eject`). */
  readonly templates?: ReadonlyMap<string, string>;
  /** Tells the texts that an earlier run wrote to an output folder: that these parse is known. */
  readonly written?: (folder: string) => (text: string) => boolean;
}

export interface Compilation {
  /** Present exactly when no diagnostic is an error. */
  readonly model?: Model;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when there is no model. */
  readonly folders: readonly WantedFolder[];
}

/** From text to files, in memory: parse → validate → model → plan → emit. Writing is the step after it. */
export function compile(sources: readonly Source[], options: CompileOptions = {}): Compilation {
  const read = readSchema(sources); // parse → validate → model
  return read.model === undefined
    ? { ...read, folders: [] }
    : compileModel(read.model, read.diagnostics, sources, options);
}

/** verify → plan → emit. Policies that do not isolate are an error: then there are no files. */
export function compileModel(
  model: Model,
  problems: readonly Diagnostic[],
  sources: readonly Source[],
  options: CompileOptions,
): Compilation {
  const verification = verify(model);
  const diagnostics = [...problems, ...findingDiagnostics(verification.findings, sources)];
  if (!verification.sound) return { diagnostics, folders: [] };
  return { model, diagnostics, folders: emit(model, verification, sources, options) };
}

const DEFAULT_OUTPUT: Output = {
  client: 'client',
  policies: 'policies',
  infrastructure: 'infrastructure',
  docs: 'docs',
};

/** plan → emit, for each output that has a folder. */
function emit(
  model: Model,
  verification: Verification,
  sources: readonly Source[],
  { defaultOutput, written = () => () => false, ...options }: CompileOptions,
): WantedFolder[] {
  const output: Output = defaultOutput ? { ...DEFAULT_OUTPUT, ...model.output } : model.output;
  type Written = { readonly written: (text: string) => boolean };
  const into = (folder: string | undefined, files: (of: Written) => readonly WantedFile[]): WantedFolder[] =>
    folder === undefined ? [] : [{ folder, files: files({ written: written(folder) }) }];
  const source = headerSource(sources);
  const named = { ...options, ...(source !== undefined && { source }) };
  return [
    ...into(output.client, (of) => clientFiles(model, { ...named, ...of })),
    ...into(output.policies, () => policyFiles(model, verification)),
    ...into(output.infrastructure, (of) => infrastructureFiles(model, { ...named, ...of })),
    ...into(output.docs, () => docsFiles(model, { ...named, access: verification.access })),
  ];
}

/** What emitted files name as their origin: the schema's file name without its folder, so that output is the same wherever a run starts. */
function headerSource([first, ...others]: readonly Source[]): string | undefined {
  return others.length > 0 || first === undefined || first.file.startsWith('<')
    ? undefined
    : first.file.replace(/^.*[/\\]/, '');
}
