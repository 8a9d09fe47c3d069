import type { JsonNode, JsonProblem, JsonScalar } from './json-node.js';

/** Far deeper than any data model; more would end the stack. */
const MAXIMUM_DEPTH = 200;

const SPACE = /[ \t\r\n]*/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** JSON with the place of every value, and of what is wrong: `JSON.parse` tells neither. */
export function readJson(text: string): JsonNode | JsonProblem {
  const reader = new Reader(text);
  try {
    const node = reader.value(0);
    reader.end();
    return node;
  } catch (error) {
    if (error instanceof Stop) return { kind: 'problem', start: error.at, end: error.at + 1, summary: error.message };
    throw error;
  }
}

class Stop extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Reader {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): JsonNode {
    this.#match(SPACE);
    if (depth > MAXIMUM_DEPTH) throw new Stop('Values are nested too deep here.', this.#at);
    if (this.#takes('{')) return this.#object(depth);
    if (this.#takes('[')) return this.#array(depth);
    return this.#scalar();
  }

  end(): void {
    this.#match(SPACE);
    if (this.#at < this.text.length) throw this.#unexpected('the end');
  }

  #object(depth: number): JsonNode {
    const start = this.#at - 1;
    const entries = new Map<string, JsonNode>();
    this.#match(SPACE);
    while (!this.#takes('}')) {
      if (entries.size > 0 && !this.#takes(',')) throw this.#unexpected('`,` or `}`');
      this.#match(SPACE);
      const name = this.#string();
      if (name === undefined) throw this.#unexpected('a name in double quotes');
      this.#match(SPACE);
      if (!this.#takes(':')) throw this.#unexpected('`:`');
      entries.set(name, this.value(depth + 1));
      this.#match(SPACE);
    }
    return { kind: 'object', start, end: this.#at, entries };
  }

  #array(depth: number): JsonNode {
    const start = this.#at - 1;
    const items: JsonNode[] = [];
    this.#match(SPACE);
    while (!this.#takes(']')) {
      if (items.length > 0 && !this.#takes(',')) throw this.#unexpected('`,` or `]`');
      items.push(this.value(depth + 1));
      this.#match(SPACE);
    }
    return { kind: 'array', start, end: this.#at, items };
  }

  #scalar(): JsonScalar {
    const start = this.#at;
    const text = this.#string();
    if (text !== undefined) return { kind: 'scalar', start, end: this.#at, value: text };
    const token = this.#match(OTHER);
    if (!token) throw this.#unexpected('a value');
    return { kind: 'scalar', start, end: this.#at, value: JSON.parse(token) };
  }

  #string(): string | undefined {
    if (this.text[this.#at] !== '"') return undefined;
    const start = this.#at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1;
    if (end >= this.text.length) throw new Stop('This text has no end.', start);
    this.#at = end + 1;
    try {
      return JSON.parse(this.text.slice(start, this.#at));
    } catch {
      throw new Stop(
        'This text contains a line break, a control character or an escape that JSON does not know.',
        start,
      );
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #takes(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #unexpected(wanted: string): Stop {
    const found = this.text[this.#at];
    const what = found === undefined ? 'The text ends' : `There is ${JSON.stringify(found)}`;
    return new Stop(`${what} where ${wanted} should be.`, this.#at);
  }
}
