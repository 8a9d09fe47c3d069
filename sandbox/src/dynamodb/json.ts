import { Failure } from '../http/failure.js';

export interface JsonObject {
  readonly [name: string]: unknown;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A body as it was read, and that written anew: what may be passed on. */
export interface ReadBody {
  readonly input: JsonObject;
  readonly text: string;
}

/** Reads a body or refuses it: text that is not UTF-8, not JSON, no object, nested too deeply, or that names a member twice. */
export function parseBody(body: Buffer): ReadBody {
  let given: string;
  let input: unknown;
  try {
    given = decoder.decode(body);
    input = JSON.parse(given);
  } catch (error) {
    throw serialization(error instanceof Error ? error.message : String(error));
  }
  if (!isObject(input)) throw serialization('The request body must be a JSON object.');
  const text = serialized(input);
  // Parsing drops a repeated member, so a body that equals its own text has none. Most clients write like that.
  const twice = text === given ? undefined : repeatedMember(given);
  if (twice !== undefined) {
    throw serialization(`The member ${JSON.stringify(twice)} occurs twice in one object; each member must occur once.`);
  }
  return { input, text };
}

export const parseObject = (body: Buffer): JsonObject => parseBody(body).input;

export function serialized(input: JsonObject): string {
  try {
    return JSON.stringify(input);
  } catch {
    throw serialization('The request is nested too deeply.');
  }
}

/** The first member that an object of a valid JSON text names twice. `JSON.parse` keeps the last one and says nothing. */
export function repeatedMember(text: string): string | undefined {
  const open: Set<string>[] = [];
  let key = '';
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: {
        const start = i;
        i = closingQuote(text, i + 1);
        key = text.slice(start, i + 1);
        break;
      }
      case 0x3a: {
        // A colon outside of a string follows a member's name.
        const name = key.includes('\\') ? (JSON.parse(key) as string) : key.slice(1, -1);
        const names = open.at(-1);
        if (names?.has(name)) return name;
        names?.add(name);
        break;
      }
      case 0x7b:
        open.push(new Set());
        break;
      case 0x7d:
        open.pop();
        break;
    }
  }
  return undefined;
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
  return backslashes % 2 === 1;
}

/** The service's word for a body that does not have the operation's shape. */
const serialization = (explanation: string): Failure =>
  new Failure(400, 'SerializationException', explanation, explanation);

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function objectAt(value: unknown, where: string): JsonObject {
  if (!isObject(value)) throw serialization(`${where} must be an object.`);
  return value;
}

export function listAt(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw serialization(`${where} must be a list.`);
  return value;
}

export function textAt(value: unknown, where: string): string {
  if (typeof value !== 'string') throw serialization(`${where} must be a string.`);
  return value;
}

/** A number that is written anew as it came: `1e400` would go on as `null`. */
export function integerAt(value: unknown, where: string): void {
  if (value !== undefined && !Number.isSafeInteger(value)) throw serialization(`${where} must be an integer.`);
}

/** Nothing but the members that are known: one that is not may change what the request means. */
export function checkMembers(value: JsonObject, known: ReadonlySet<string>, where: string): void {
  const odd = Object.keys(value).find((name) => !known.has(name));
  if (odd !== undefined) {
    throw new Failure(
      400,
      'ValidationException',
      `${where} has no member ${JSON.stringify(odd)} that the sandbox knows.`,
      'A member that is not known may change which items a request reaches, so it is refused rather than passed on.',
    );
  }
}
