import type { PolicyDocument } from '../document.js';
import { compileDocument } from '../evaluate/compile.js';
import { readText, type Token } from '../evaluate/text.js';
import { foldName } from '../fold.js';
import { ANY, type Chain, CLOSING, literal, many, one } from '../prove/chain.js';
import { isCallerVariable, tagKeyOf } from './caller.js';

/** A family of keys that a document ties to the caller: a text, then the value of a tag. */
export interface TiedFamily {
  /** The condition key of the tag, in lower case. */
  readonly tag: string;
  readonly prefix: string;
}

export interface TiedKeys {
  readonly families: readonly TiedFamily[];
  /** Every key that belongs to the session itself. */
  readonly own: readonly Chain[];
}

/** Reads from the patterns of leading keys, of every statement, which keys a session's tags make its own. */
export function tiedKeys(documents: readonly PolicyDocument[]): TiedKeys {
  const families = new Map<string, TiedFamily>();
  const whole: Chain[] = [];
  for (const statement of documents.flatMap(compileDocument)) {
    for (const { key, operator, values, variables } of statement.conditions) {
      if (foldName(key) !== 'dynamodb:leadingkeys') continue;
      for (const value of values) {
        const tokens = readText(value, { variables, wildcards: operator.includes('Like') }) ?? [];
        const family = familyOf(tokens);
        if (family !== undefined) families.set(`${family.tag} ${family.prefix}`, family);
        if (isDetermined(tokens)) whole.push(tokens.flatMap(stepsOf));
      }
    }
  }
  const own = [...families.values()].flatMap(({ tag, prefix }): readonly Chain[] => {
    const begin: Chain = [...literal(prefix), { kind: 'variable', key: tag }];
    // The value ends with the key, or with a character that no tag can hold.
    return [begin, [...begin, one(CLOSING), many(ANY)]];
  });
  return { families: [...families.values()], own: [...own, ...whole] };
}

const isCaller = (token: Token | undefined): token is Token & { kind: 'variable' } =>
  token?.kind === 'variable' && isCallerVariable(token.key);

/** The text before the first variable, where that names the caller and nothing wild stands before it. */
function familyOf(tokens: readonly Token[]): TiedFamily | undefined {
  const at = tokens.findIndex(({ kind }) => kind !== 'text');
  const variable = tokens[at];
  if (!isCaller(variable)) return undefined;
  const prefix = tokens.slice(0, at).flatMap((token) => (token.kind === 'text' ? [token.text] : []));
  return { tag: tagKeyOf(variable.key), prefix: prefix.join('') };
}

/** A pattern whose texts each have one value of its only tag: without wildcards, or with one that a closing character bounds. */
function isDetermined(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ kind }) => kind === 'variable');
  if (!isCaller(tokens[at]) || tokens.some((token, i) => i !== at && token.kind === 'variable')) return false;
  const isWild = ({ kind }: Token): boolean => kind === 'many' || kind === 'one';
  const wildAfter = tokens.slice(at + 1).some(isWild);
  if (!tokens.slice(0, at).some(isWild)) return !wildAfter;
  const before = tokens[at - 1];
  return before?.kind === 'text' && CLOSING.has(before.text.at(-1) ?? '') && tokens.length === at + 1;
}

function stepsOf(token: Token): Chain {
  switch (token.kind) {
    case 'text':
      return literal(token.text);
    case 'variable':
      return [{ kind: 'variable', key: tagKeyOf(token.key) }];
    case 'one':
      return [one(ANY)];
    case 'many':
      return [many(ANY)];
  }
}
