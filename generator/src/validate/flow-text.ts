/** Plain data as one line of YAML, as an author would write it: `{ type: string, maxLength: 12 }`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${flowText(key)}: ${flowText(item)}`)
      .join(', ')} }`;
  }
  // A word with a letter that is no digit or sign first stays plain, unless YAML reads it as something else.
  const text = String(value);
  const isPlain =
    typeof value !== 'string' || (/^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null)$/i.test(text));
  return isPlain ? text : JSON.stringify(text);
}
