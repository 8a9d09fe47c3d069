import { visibleText } from './literal.js';

/**
 * Text for a paragraph, a heading or a table cell of GitHub's Markdown, in one line. A pipe is an entity: a backslash before
 * it means different things in and out of tables. Source: GitHub Flavored Markdown Spec, 2.4, 4.10 and 6.
 */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_[\]~$!]/g, '\\$&')
    .replace(/[&<>|]/g, entity)
    // At the start these would make a list, a heading, a quote or a rule.
    .replace(/^[-+#=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

/** Text in a fixed-width font. Where a code span could not hold it, an element does. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  if (line !== '' && !/[`|\\]/.test(line)) return `\`${line}\``;
  return `<code>${line.replace(/[^A-Za-z0-9 ]/gu, entity)}</code>`;
}

/** Text inside of a quoted label of a Mermaid diagram. */
export const mermaidText = (text: string): string =>
  oneLine(text).replace(/[^A-Za-z0-9 ,.:_/()-]/gu, (character) => `#${character.codePointAt(0)};`);

const oneLine = (text: string): string => visibleText(text.replaceAll(/\s+/g, ' ').trim());

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** A table of cells that are printed already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
