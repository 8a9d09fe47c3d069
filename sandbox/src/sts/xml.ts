/** XML of answers: an element holds text, or elements in order; undefined ones are left out. */
export interface XmlElements {
  readonly [name: string]: string | XmlElements | undefined;
}

export function xml(elements: XmlElements): string {
  return Object.entries(elements)
    .map(([name, content]) => {
      if (content === undefined) return '';
      const inside = typeof content === 'string' ? escaped(content) : xml(content);
      return `<${name}>${inside}</${name}>`;
    })
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no place for most control characters, not even escaped. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be removed
    .replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
