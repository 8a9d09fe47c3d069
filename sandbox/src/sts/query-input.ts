import { Failure } from '../http/failure.js';

/** The parameters of a call in the query protocol, each given once. */
export type QueryInput = ReadonlyMap<string, string>;

export function parseQuery(body: Buffer): QueryInput {
  const input = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body.toString())) {
    if (input.has(name)) throw malformed(`The parameter ${name} occurs twice.`);
    input.set(name, value);
  }
  return input;
}

const malformed = (message: string): Failure => new Failure(400, 'MalformedQueryString', message);

/** `Tags.member.1.Key=…&Tags.member.1.Value=…` as a list of maps, in the order of the numbers. */
export function membersOf(input: QueryInput, list: string): readonly ReadonlyMap<string, string>[] {
  const members = new Map<number, Map<string, string>>();
  for (const [name, value] of input) {
    const [, number, field] = name.startsWith(`${list}.`) ? (MEMBER.exec(name.slice(list.length)) ?? []) : [];
    if (number === undefined) continue;
    const member = members.get(Number(number)) ?? new Map<string, string>();
    members.set(Number(number), member.set(field ?? '', value));
  }
  return [...members].sort(([a], [b]) => a - b).map(([, member]) => member);
}

const MEMBER = /^\.member\.([1-9]\d{0,3})(?:\.([A-Za-z]+))?$/;

/** Refuses parameters that are not known: one may ask for more, or for less, than the sandbox would give. */
export function checkParameters(input: QueryInput, action: string, known: readonly string[]): void {
  for (const name of input.keys()) {
    const [head = ''] = name.split('.');
    const shape = head === name || MEMBER.test(name.slice(head.length));
    if (!shape || !known.includes(head)) {
      throw new Failure(400, 'ValidationError', `The sandbox does not know the parameter ${name} of ${action}.`);
    }
  }
}
