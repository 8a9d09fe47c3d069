import { camelCase, pascalCase } from '../../text/names.js';

/** A name such as `PK`, `GSI1-SK` or `hash_key`, which says what the attribute is for and not what it holds. */
export const isOpaque = (name: string): boolean =>
  /^(?:[gl]si[-_ ]?\d*[-_ ]?)?(?:(?:partition|hash|primary|sort|range)[-_ ]?(?:key)?|p|s|h|r|pk|sk|hk|rk|key|id)?[-_ ]?\d*$/i.test(
    name,
  );

/** Text that names a thing rather than identifies one: `CUSTOMER` and `metadata`, but not `a17`. */
export const isWord = (text: string): boolean => /^[^\d\s]{1,40}$/.test(text) && /\p{L}/u.test(text);

const MAXIMUM = 48;

/** An attribute's name in the schema; `otherwise` where nothing of the text can be used. */
export function attributeName(text: string, otherwise: string): string {
  const name = camelCase(text).slice(0, MAXIMUM);
  if (!/^[A-Za-z]/.test(name)) return name === '' ? otherwise : `_${name}`;
  return RESERVED.has(name) ? `${name}Value` : name;
}

export function entityName(text: string, otherwise: string): string {
  const name = pascalCase(text).slice(0, MAXIMUM);
  if (!/^[A-Z]/.test(name)) return otherwise;
  return RESERVED.has(name) ? `${name}Item` : name;
}

/** Names that the schema language refuses, because JavaScript or generated code has a meaning for them. */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'constructor prototype hasOwnProperty toString valueOf toJSON Array BigInt Boolean Date Error Exclude Extract Function ' +
    'Iterable JSON Map Math NonNullable Number Object Omit Partial Pick Promise Proxy Readonly ReadonlyArray ReadonlyMap ' +
    'ReadonlySet Record Reflect RegExp Required Set String Symbol Uint8Array Index Scopes Tables Types'
  ).split(' '),
);

/** The name, or with a suffix or a number the first that `isTaken` does not know. */
export function freeName(name: string, isTaken: (name: string) => boolean, suffix = ''): string {
  if (!isTaken(name)) return name;
  for (let i = suffix === '' ? 2 : 1; ; i += 1) {
    const candidate = `${name}${suffix}${i === 1 ? '' : i}`;
    if (!isTaken(candidate)) return candidate;
  }
}
