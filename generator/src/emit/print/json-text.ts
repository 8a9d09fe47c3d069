/** The width at which Prettier and Biome break lines unless they are told otherwise. */
const WIDTH = 80;

/**
 * JSON as Prettier lays it out at its defaults, so that a formatter leaves generated files as they are: a list or an object
 * stands in one line where it fits.
 */
export const jsonText = (value: unknown): string => `${printed(value, 0, 0, 0)}\n`;

/** `column` is where the value starts, `after` counts the characters that follow its end in the line. */
function printed(value: unknown, indent: number, column: number, after: number): string {
  const flat = inOneLine(value);
  if (flat !== undefined && (typeof value !== 'object' || column + flat.length + after <= WIDTH)) return flat;
  const inner = ' '.repeat(indent + 2);
  const item = (prefix: string, each: unknown, last: boolean): string =>
    `${inner}${prefix}${printed(each, indent + 2, inner.length + prefix.length, last ? 0 : 1)}`;
  const [open, lines, close] = Array.isArray(value)
    ? ['[', value.map((each, i) => item('', each, i === value.length - 1)), ']']
    : [
        '{',
        entriesOf(value).map(([name, each], i, all) => item(`${JSON.stringify(name)}: `, each, i === all.length - 1)),
        '}',
      ];
  if (lines.length === 0) return flat ?? `${open}${close}`;
  return `${open}\n${lines.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

/** Returns undefined for what Prettier always breaks: several objects, or several lists, of more than one element each. */
function inOneLine(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    if (value.length > 1 && (value.every(isLongObject) || value.every(isLongList))) return undefined;
    const items = value.map(inOneLine);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const entries = entriesOf(value).map(([name, each]) => {
    const text = inOneLine(each);
    return text === undefined ? undefined : `${JSON.stringify(name)}: ${text}`;
  });
  if (entries.includes(undefined)) return undefined;
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const isLongObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && entriesOf(value).length > 1;

const isLongList = (value: unknown): boolean => Array.isArray(value) && value.length > 1;

/** As `JSON.stringify` has them: a property without a value is left out. */
const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(value as object).filter(([, each]) => each !== undefined);
