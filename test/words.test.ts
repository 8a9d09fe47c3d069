import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const FOLDERS = ['runtime', 'iam', 'generator', 'sandbox', 'templates', 'generated-example', 'bench', 'test'];

/** Text files that people wrote or that are generated for them to read. */
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|mjs|hbs|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[/\\])(?:node_modules|dist|\.work)[/\\]/.test(path)),
);

const OPENING = /(?:\/\*\*?|^\s*\/\/)\s+(?:What|Whether|Who|Whom|Whose|Whoever|Whomever|That which)\b/;
const CONTINUED = /^\s*\*\s+(?:What|Whether|Who|Whom|Whose|Whoever|Whomever|That which)\b/;

describe('comments', () => {
  it('open with a verb, a noun or a reason, and not with a question', () => {
    const found = files.flatMap((path) => {
      const lines = readFileSync(path, 'utf8').split('\n');
      return lines.flatMap((line, i) => {
        const before = lines[i - 1]?.trim() ?? '';
        const opens = OPENING.test(line) ? !before.startsWith('//') : CONTINUED.test(line) && /^\/\*\*?$/.test(before);
        return opens ? [`${path}:${i + 1}: ${line.trim()}`] : [];
      });
    });
    expect(found).toEqual([]);
  });
});

/** one concept has one word (docs/glossary.md). */
const RETIRED =
  /\b(?:minter|backstop|cross(?:ing|ings)|trials?|furnish(?:es|ed)?|slanted|hostile|companions?|(?<!\bon[- ])demands?|mend(?:s|ed|ing)?)\b/gi;

describe('words of the glossary', () => {
  it('are used in sources, messages and pages, and their older names are not', () => {
    const read = files.filter((path) =>
      /^(?:(?:runtime|iam|generator|sandbox)[/\\]src|templates|generated-example)\b/.test(path),
    );
    const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync('docs').map((name) => join('docs', name))];
    const found = [...read, ...pages.filter((path) => path.endsWith('.md'))].flatMap((path) =>
      readFileSync(path, 'utf8')
        .split('\n')
        .flatMap((line, i) => (line.match(RETIRED) ?? []).map((word) => `${path}:${i + 1}: ${word}`)),
    );
    expect(found).toEqual([]);
  });
});

/** Words that make a message harder to read than "must", "contains" or "is not a". */
const PLAIN = /['"`].*(?:\b(?:anew|has to|have to)\b|(?<!\bthere )\bis no (?!longer\b|more\b)).*['"`]/i;

describe('messages', () => {
  it('are in plain words', () => {
    const found = files
      .filter((path) => /^(?:runtime|iam|generator|sandbox)[/\\]src\b/.test(path))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .flatMap((line, i) =>
            PLAIN.test(line) && !/^\s*(?:\*|\/[/*])/.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });
});
