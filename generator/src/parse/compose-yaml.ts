import type { Document } from 'yaml';
import { Composer, CST, Lexer, Parser } from 'yaml';

/**
 * Deeper text is refused before it is composed: the YAML composer recurses, and V8 ends the process when it compiles a
 * regular expression near the end of the stack, which nobody can catch. The composer stands about 700 levels.
 */
const MAXIMUM_DEPTH = 200;

/** The documents of a text, with their errors; or the offset at which it becomes too deep to read. */
export function composeYaml(text: string): readonly Document[] | { readonly tooDeepAt: number } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const depth = new Depth();
  for (const lexeme of new Lexer().lex(text)) {
    if (depth.after(lexeme) > MAXIMUM_DEPTH) return { tooDeepAt: parser.offset };
    tokens.push(...parser.next(lexeme));
  }
  tokens.push(...parser.end());
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  return [...composer.compose(tokens)];
}

const RUNS: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind', 'anchor', 'tag']);

/** How deep values can be nested so far: open brackets, indentation, and `-`, `?` or `:` within one line. */
class Depth {
  #brackets = 0;
  #indicators = 0;
  /** Unknown until the line has its first token. */
  #indentation: number | undefined;
  #isScalar = false;
  /** Indicators, tags and anchors one after the other: the lexer recurses for each. */
  #run = 0;

  after(lexeme: string): number {
    const type = this.#isScalar ? undefined : CST.tokenType(lexeme);
    if (type !== 'space') this.#run = typeof type === 'string' && RUNS.has(type) ? this.#run + 1 : 0;
    return Math.max(this.#run, this.#nesting(lexeme, type));
  }

  #nesting(lexeme: string, type: CST.TokenType | null | undefined): number {
    // The lexer announces a scalar by a mark of its own; the text that follows may look like anything.
    this.#isScalar = type === 'scalar';
    switch (type) {
      case 'newline':
        this.#indicators = 0;
        this.#indentation = undefined;
        return 0;
      case 'space':
        this.#indentation ??= lexeme.length;
        return 0;
      case 'comment':
        return 0;
      case 'flow-map-start':
      case 'flow-seq-start':
        this.#brackets += 1;
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        this.#brackets -= 1;
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
      case 'map-value-ind':
        if (this.#brackets === 0) this.#indicators += 1;
        break;
      default:
    }
    this.#indentation ??= 0;
    return this.#brackets + this.#indicators + this.#indentation;
  }
}
