// The traps are decided rightly, and each mistake that the engine may have is seen by one of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { TRAPS, type Trap } from '../../support/prove-traps.js';

interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** A trap that sees it. */
  readonly seen: string;
}

const MUTANTS: { readonly [name: string]: Mutant } = {
  'an unsure Deny counts': {
    file: 'path.ts',
    from: 'if (!sure) return [[]];',
    to: '',
    seen: 'a Deny with an element that is not understood',
  },
  'a Deny that may speak of the principal counts': {
    file: 'path.ts',
    from: "matchPrincipal(statement.principal, question.principal).outcome === 'yes'",
    to: "matchPrincipal(statement.principal, question.principal).outcome !== 'no'",
    seen: 'a Deny of a principal that cannot be read',
  },
  'an Allow to the account grants': {
    file: 'path.ts',
    from: "(delegates && statement.effect === 'Allow')",
    to: 'delegates === undefined',
    seen: 'an Allow of the table’s policy to the account',
  },
  'limits are forgotten': {
    file: 'path.ts',
    from: 'limits: limiting.map(',
    to: 'limits: limiting.slice(1).map(',
    seen: 'an Allow that a limit lacks',
  },
  'a missing key is forgotten in ForAllValues': {
    file: 'conditions.ts',
    from: 'return holds ? [ABSENT, every]',
    to: 'return holds ? [every]',
    seen: 'ForAllValues of a missing key',
  },
  'IfExists is forgotten in ForAnyValue': {
    file: 'conditions.ts',
    from: '[any, ...(ifExists ? [ABSENT] : [])]',
    to: '[any]',
    seen: 'ForAnyValue with IfExists of a missing key',
  },
  'IfExists is forgotten of a single-valued key': {
    file: 'conditions.ts',
    from: 'const trueIfAbsent = ifExists || negated;',
    to: 'const trueIfAbsent = negated;',
    seen: 'IfExists of a single-valued key',
  },
  'a negated operator fails of a missing single-valued key': {
    file: 'conditions.ts',
    from: 'const trueIfAbsent = ifExists || negated;',
    to: 'const trueIfAbsent = ifExists;',
    seen: 'a negated operator of a missing single-valued key',
  },
  'one pattern of a list is tried': {
    file: 'reach.ts',
    from: 'for (const pattern of first) {',
    to: 'for (const pattern of first.slice(0, 1)) {',
    seen: 'the second pattern of a list',
  },
  'one literal of a tag is tried': {
    file: 'reach.ts',
    from: 'for (const text of new Set(literals)) {',
    to: 'for (const text of literals.slice(0, 1)) {',
    seen: 'the second literal of a tag',
  },
  'one resource of a list is tried': {
    file: 'speaks.ts',
    from: 'patterns.list.map((_, i) =>',
    to: 'patterns.list.slice(0, 1).map((_, i) =>',
    seen: 'the second resource of a list',
  },
  'a wildcard inside a segment is sure': {
    file: 'speaks.ts',
    from: "kind: loose ? 'maybe' : 'yes'",
    to: "kind: 'yes'",
    seen: 'a Deny of a resource with a wildcard inside a segment',
  },
  'a second reading is equal in an excluding chain': {
    file: 'joint.ts',
    from: 'if (inValue(state) || began.has(step.key)) moved.push',
    to: 'moved.push',
    seen: 'a tag that a Deny reads from another place',
  },
  'a second reading is none in an including chain': {
    file: 'joint.ts',
    from: 'if (!shared) twice = step.key;',
    to: 'if (!shared) return [];',
    seen: 'a tag that is read twice, of another owner',
  },
  'owner and session that begin together are equal': {
    file: 'joint.ts',
    from: "return [owner || session ? { ...each, tie: 'apart' } : each];",
    to: 'return owner || session ? [] : [each];',
    seen: 'an open pattern of a tag that goes on',
  },
  'owner and session that end together may differ': {
    file: 'joint.ts',
    from: 'if (owner && session) return [];',
    to: '',
    seen: 'the tag behind a wildcard of one character',
  },
  'every pattern is closed': {
    file: 'reach.ts',
    from: "return endsBoth && (next === undefined || (next.kind === 'text' && closes([...next.text][0] ?? '')));",
    to: 'return endsBoth;',
    seen: 'an open pattern of a tag that goes on',
  },
  'the case of keys counts': {
    file: 'patterns.ts',
    from: 'return literal(token.text, fold);',
    to: 'return literal(token.text);',
    seen: 'keys in any case',
  },
  'the default of a variable is forgotten': {
    file: 'patterns.ts',
    from: "if (state === 'absent') return otherwise;",
    to: "if (state === 'absent') return [];",
    seen: 'a default of a variable',
  },
  'tags are never empty': {
    file: 'path.ts',
    from: "['value', 'empty', 'absent']",
    to: "['value', 'absent']",
    seen: 'an empty tag',
  },
  'a batch has one key': {
    file: 'reach.ts',
    from: 'reading.texts?.many !== true) return undefined;',
    to: 'reading.texts !== undefined) return undefined;',
    seen: 'ForAnyValue of one key of a batch',
  },
  'texts are never empty': {
    file: 'joint.ts',
    from: "if (text === '' && !search.mayBeEmpty) return false;",
    to: "if (text === '') return false;",
    seen: 'an empty prefix',
  },
  'an element that is not understood is passed over': {
    file: 'path.ts',
    from: 'if (statement.unknown !== undefined) {',
    to: 'if (statement.unknown === "") {',
    seen: 'an Allow with an element that is not understood',
  },
  'a Deny by NotAction means what it lists': {
    file: 'unlisted.ts',
    from: "(actions?.not === true) === (of === 'Allow') ?",
    to: "of === 'Deny' || actions?.not === true ?",
    seen: 'a Deny by NotAction that spares such actions',
  },
  'a Deny by NotAction is forgotten': {
    file: 'unlisted.ts',
    from: "const only = denies.flatMap((deny) => included(deny, 'Deny'));",
    to: 'const only: ReturnType<typeof included> = [];',
    seen: 'a Deny by NotAction, of actions that no list knows',
  },
  'conditions never contradict each other': {
    file: 'other-keys.ts',
    from: "of.length < 2 || !isDecidable(of) || valueFor(key, of, fixed) !== 'none'",
    to: 'of.length < 99',
    seen: 'conditions that contradict each other',
  },
  'one condition of a Deny is enough': {
    file: 'path.ts',
    from: '...statement.conditions.flatMap((condition) => alternatives(condition, false, reading)),',
    to: '...statement.conditions.slice(0, 1).flatMap((condition) => alternatives(condition, false, reading)),',
    seen: 'a Deny of which the second condition is escaped',
  },
};

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The part of the package that the traps need. */
const ENGINE = ['prove/decide', 'prove/unlisted', 'prove/chain', 'document']
  .map((file) => `export * from './iam/src/${file}.ts';`)
  .join('\n');

/** The traps, as an engine with a mistake decides them. */
async function trapsOf({ file, from, to }: Mutant, name: string): Promise<{ readonly [name: string]: Trap }> {
  const { outputFiles } = await build({
    ...{ bundle: true, format: 'esm', platform: 'node', write: false, logLevel: 'silent' },
    entryPoints: [join(ROOT, 'test/support/prove-traps.ts')],
    plugins: [
      {
        name: 'mutant',
        setup: ({ onLoad, onResolve }) => {
          onResolve({ filter: /^@tenantry\/iam$/ }, () => ({ path: 'engine', namespace: 'engine' }));
          onLoad({ filter: /^engine$/, namespace: 'engine' }, () => ({ contents: ENGINE, resolveDir: ROOT }));
          onLoad({ filter: new RegExp(`/prove/${file.replace('.', '\\.')}$`) }, async ({ path }) => {
            const source = await readFile(path, 'utf8');
            if (source.split(from).length !== 2) throw new Error(`${file} does not hold this once: ${from}`);
            return { contents: source.replace(from, () => to), loader: 'ts' };
          });
        },
      },
    ],
  });
  const path = join(folder, `${name.replaceAll(' ', '-')}.mjs`);
  writeFileSync(path, outputFiles[0]?.contents ?? '');
  const { TRAPS: found } = (await import(pathToFileURL(path).href)) as { TRAPS: { readonly [name: string]: Trap } };
  return found;
}

describe('the engine', () => {
  it.each(Object.keys(TRAPS))('decides rightly: %s', (name) => {
    const { expected, ask } = TRAPS[name] as Trap;
    expect(ask()).toBe(expected);
  });
});

describe('a mistake is seen', () => {
  it.each(Object.keys(MUTANTS))('%s', async (name) => {
    const mutant = MUTANTS[name] as Mutant;
    const trap = (await trapsOf(mutant, name))[mutant.seen];
    expect(trap).toBeDefined();
    expect(trap?.ask()).not.toBe(trap?.expected);
  });
});
