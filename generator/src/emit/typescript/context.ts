import { SourceFile } from '../print/source-file.js';
import type { SyntaxGate } from '../print/syntax-gate.js';
import type { OwnTemplates } from '../print/template.js';

/** The versioned entry of the runtime that generated code imports from. */
export const RUNTIME = '@tenantry/runtime/codegen-v1';

export interface ClientOptions extends SyntaxGate {
  /** Named in the header of each file, for example `flight-club.tenantry.yaml`. */
  readonly source?: string;
  /** The ending of relative imports: `.js` unless set. */
  readonly importExtension?: '.js' | '.ts' | '';
  /** The user's own templates. */
  readonly templates?: OwnTemplates;
}

/** One file in the making: its symbols, and how to name the others. */
export interface FileContext {
  readonly file: SourceFile;
  /** A type that the file of the entity at hand declares: in that file just its name. */
  entityType(name: string): string;
  /** `member` → `./member.js`. */
  module(name: string): string;
  /** A runtime function. */
  runtime(name: string): string;
  /** A runtime type. */
  runtimeType(name: string): string;
}

export function fileContext(own: string, declared: Iterable<string>, options: ClientOptions): FileContext {
  const module = (name: string): string => `./${name}${options.importExtension ?? '.js'}`;
  const file = new SourceFile(declared, module(own));
  return {
    file,
    entityType: (name) => name,
    module,
    runtime: (name) => file.value(name, RUNTIME),
    runtimeType: (name) => file.type(name, RUNTIME),
  };
}
