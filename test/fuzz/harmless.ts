import { parse, stringify } from 'yaml';

/** Where any text may stand: nothing else of the schema refers to it. */
const WORDS: ReadonlySet<string> = new Set(['description', 'deprecated', 'contains']);

/** Where text means something by every character. */
const EXACT: ReadonlySet<string> = new Set(['output', 'environments', 'identity', 'additionalStatements']);

const HARMLESS = /[^A-Za-z0-9 ]/gu;
const HARMLESS_IN_PLACE = /[^A-Za-z0-9 #_.:?<>[\]{}(),^+|-]/gu;

/**
 * The schema with every character that ends, opens or hides something replaced by a letter, the same one everywhere, so that
 * what refers to each other still does. Undefined when there is none.
 */
export function harmless(text: string): string | undefined {
  const tree = parse(text, { maxAliasCount: 1_000, logLevel: 'silent' }) as unknown;
  const result = mapped(tree, undefined);
  return JSON.stringify(result) === JSON.stringify(tree) ? undefined : stringify(result);
}

function mapped(value: unknown, key: string | undefined): unknown {
  if (key !== undefined && EXACT.has(key)) return value;
  // Text that shows as nothing stays so.
  if (typeof value === 'string' && value.trim() === '') return value;
  if (typeof value === 'string')
    return value.replace(key !== undefined && WORDS.has(key) ? HARMLESS : HARMLESS_IN_PLACE, 'x');
  if (Array.isArray(value)) return value.map((item) => mapped(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.replace(HARMLESS_IN_PLACE, 'x'), mapped(item, name)]),
  );
}
