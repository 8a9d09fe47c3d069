import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './source-files.js';

export interface Block {
  readonly language: string;
  readonly text: string;
  readonly line: number;
  /** True if nothing but white space stands between it and the block before. */
  readonly follows: boolean;
}

/** The code blocks of a page, in order. */
export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  // A comment before a block holds what the reader knows from the text around it.
  const block = /(?:^<!-- compiled with\n(.*?)^-->\n)?^```(\w+)\n(.*?)^```$/gms;
  let end = 0;
  return [...text.matchAll(block)].map(({ 0: whole, 1: given = '', 2: language = '', 3: code = '', index }) => {
    const follows = end > 0 && text.slice(end, index).trim() === '';
    end = index + whole.length;
    return { language, text: given + code, line: text.slice(0, index).split('\n').length, follows };
  });
}

export const pages: readonly string[] = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
