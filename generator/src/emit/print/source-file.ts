/**
 * The names that one emitted file uses. Printing a symbol registers it, so imports are what was printed and nothing else.
 * A name that the file declares itself is imported under an alias.
 */
export class SourceFile {
  readonly #declared: ReadonlySet<string>;
  readonly #imports = new Map<string, { readonly values: Map<string, string>; readonly types: Map<string, string> }>();

  readonly #own: string | undefined;

  /** `own`: how other files would name this one; symbols of it need no import here. */
  constructor(declared: Iterable<string>, own?: string) {
    this.#declared = new Set(declared);
    this.#own = own;
  }

  value(name: string, module: string): string {
    return this.#use(name, module, 'values');
  }

  type(name: string, module: string): string {
    return this.#use(name, module, 'types');
  }

  /** Import declarations as data: modules of packages first, then relative ones, each in code-unit order. */
  imports(): readonly ImportPlan[] {
    const modules = [...this.#imports.keys()].sort((a, b) => rank(a) - rank(b) || compareCodeUnits(a, b));
    return modules.flatMap((module) => {
      const { values, types } = this.#imports.get(module) as {
        values: Map<string, string>;
        types: Map<string, string>;
      };
      return [
        { module, typeOnly: false, names: sorted(values) },
        { module, typeOnly: true, names: sorted(types) },
      ].filter((plan) => plan.names.length > 0);
    });
  }

  #use(name: string, module: string, kind: 'values' | 'types'): string {
    if (module === this.#own) return name;
    const local = this.#declared.has(name) && !isLocal(module) ? `${name}_` : name;
    let entry = this.#imports.get(module);
    if (entry === undefined) {
      entry = { values: new Map(), types: new Map() };
      this.#imports.set(module, entry);
    }
    entry[kind].set(name, local);
    return local;
  }
}

export interface ImportPlan {
  readonly module: string;
  readonly typeOnly: boolean;
  readonly names: readonly { readonly name: string; readonly local: string }[];
}

const compareCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isLocal = (module: string): boolean => module.startsWith('.');
const rank = (module: string): number => (isLocal(module) ? 1 : 0);

function sorted(names: ReadonlyMap<string, string>): ImportPlan['names'] {
  return [...names].map(([name, local]) => ({ name, local })).sort((a, b) => compareCodeUnits(a.name, b.name));
}
