import type { Rule } from '../rule.js';

const OUTPUTS = ['client', 'policies', 'infrastructure', 'docs'] as const;

/** Output folders lie in the project, apart from each other. */
export const outputPaths: Rule = ({ model }, report) => {
  const seen: { readonly name: string; readonly folder: string }[] = [];
  for (const name of OUTPUTS) {
    const folder = model.output[name];
    if (folder === undefined) continue;
    const path = ['output', name];
    const wrong = pathProblem(folder);
    if (wrong !== undefined) {
      report({
        code: 'output.path',
        path,
        summary: `The folder of \`${name}\` ${wrong}.`,
        why: 'Only files below the project are written, and only by this program.',
        hint: 'Write a folder relative to the project, with `/` between its parts: `generated/client`.',
      });
      continue;
    }
    const clean = partsOf(folder).map(asOnDisk).join('/');
    const other = seen.find(
      (each) => `${each.folder}/`.startsWith(`${clean}/`) || `${clean}/`.startsWith(`${each.folder}/`),
    );
    if (other !== undefined) {
      report({
        code: 'output.path',
        path,
        summary: `The folder of \`${name}\` is, or contains, that of \`${other.name}\`.`,
        why: 'Each output keeps a list of its own files in its folder, and many file systems do not tell capital and small letters apart.',
        hint: 'Use folders beside each other.',
        related: [{ path: ['output', other.name], note: 'the other folder' }],
      });
    }
    seen.push({ name, folder: clean });
  }
};

const partsOf = (folder: string): readonly string[] => folder.split('/').filter((part) => part !== '' && part !== '.');

/** The name as the least exact file system sees it: without regard to case and form, and to dots and spaces at its end. */
const asOnDisk = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[. ]+$/, '');

/** Folders of other programs; `git~1` is the short name that Windows gives to `.git`. */
const OTHERS: ReadonlySet<string> = new Set(['.git', 'git~1', 'node_modules']);

function pathProblem(folder: string): string | undefined {
  const parts = partsOf(folder);
  if (/^(\/|[A-Za-z]:|~)/.test(folder)) return 'is absolute';
  if (parts.includes('..')) return 'leaves the project';
  if (parts.length === 0) return 'is the whole project';
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\"<>|?*]/u.test(folder)) return 'has a character that not every file system allows';
  if (parts.some((part) => OTHERS.has(asOnDisk(part)))) return 'lies in a folder of another program';
  if (parts.some((part) => asOnDisk(part) === '')) return 'has a name of dots and spaces alone';
  return undefined;
}
