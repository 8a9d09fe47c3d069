import { Lexer } from 'yaml';

/**
 * Deeper text is refused before it is composed: the YAML composer recurses, and V8 ends the process when it compiles a
 * regular expression near the end of the stack, which nobody can catch. The composer stands about 700 levels.
 */
const MAXIMUM = 200;

/** Marks of the lexer that stand for no text: document start, end of a flow, start of a scalar. */
const MARKS = '\u0002\u0018\u001F';

/** The offset at which a text becomes too deep to read: brackets, indentation, and `-` or `?` within one line. */
export function tooDeepAt(text: string): number | undefined {
  let offset = 0;
  let brackets = 0;
  let indicators = 0;
  let indentation = 0;
  let lineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (token.length === 1 && MARKS.includes(token)) continue;
    if (token === '\n' || token === '\r\n') {
      indicators = 0;
      indentation = 0;
      lineStart = true;
    } else {
      if (lineStart && token.trim() === '') indentation = token.length;
      else if (token === '[' || token === '{') brackets += 1;
      else if (token === ']' || token === '}') brackets -= 1;
      else if (brackets === 0 && (token === '-' || token === '?' || token === ':')) indicators += 1;
      lineStart = false;
    }
    if (brackets + indicators + indentation > MAXIMUM) return offset;
    offset += token.length;
  }
  return undefined;
}
