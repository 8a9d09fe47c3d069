import { SESSION_TAG_CHARACTER } from '@tenantry/iam';
import { SESSION_TAG_CHARACTER as RUNTIME_TAG_CHARACTER } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { type Import, type SourceFile, sourceFiles } from './support/source-files.js';

const generator = sourceFiles('generator/src');
const runtime = sourceFiles('runtime/src');
const sandbox = sourceFiles('sandbox/src');
const iam = sourceFiles('iam/src');

/** The stages of the generator, first to last. A stage takes types of an earlier one and nothing of a later one. */
const STAGES = [
  'diagnostics',
  'text',
  'language',
  'types',
  'keys',
  'parse',
  'model',
  'validate',
  'policy',
  'plan',
  'emit',
  'write',
];

/**
 * The folders that join the stages: the import of other tools' models, the disk's side of a run, the programmatic API, the
 * command line.
 */
const JOINTS = ['import', 'project', 'api', 'cli'];

/**
 * Folders that every stage may call: these are no steps of the work but words that all of them speak, and a role's session
 * options together with the service's defaults.
 */
const LIBRARIES =
  /^generator\/src\/(?:diagnostics\/|text\/|language\/|types\/|keys\/|parse\/path\.ts|model\/role-assumption\.ts)/;

/** Calls across stages that are meant: emitting is the last step of planning and of deciding policies, one call each. */
const MEANT: { readonly [from: string]: readonly string[] } = { emit: ['plan', 'policy'] };

const FOLDERS = [...STAGES, ...JOINTS];

/** The types of the model are the words of the whole generator. */
const isModelType = ({ target, typeOnly }: Import): boolean =>
  typeOnly && /^generator\/src\/model\/(?:entity|model|role|table|type)\.ts$/.test(target);

const stageOf = (path: string): string | undefined => /^generator\/src\/([^/]+)\//.exec(path)?.[1];

const violations = (files: readonly SourceFile[], isWrong: (file: SourceFile, used: Import) => boolean): string[] =>
  files.flatMap((file) =>
    file.imports.filter((used) => isWrong(file, used)).map((used) => `${file.path} → ${used.target}`),
  );

describe('layers', () => {
  it('knows every folder of the generator', () => {
    const folders = new Set(generator.map(({ path }) => stageOf(path)).filter((stage) => stage !== undefined));
    expect([...folders].filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
  });

  it('has no stage that uses a later one', () => {
    const later = violations(generator, (file, used) => {
      const [from, to] = [stageOf(file.path), stageOf(used.target)];
      return (
        from !== undefined && to !== undefined && FOLDERS.indexOf(to) > FOLDERS.indexOf(from) && !isModelType(used)
      );
    });
    expect(later).toEqual([]);
  });

  it('has no stage that calls an earlier one', () => {
    const calls = violations(generator, (file, used) => {
      const [from, to] = [stageOf(file.path), stageOf(used.target)];
      if (from === undefined || to === undefined || from === to || used.typeOnly || JOINTS.includes(from)) return false;
      return !LIBRARIES.test(used.target) && !MEANT[from]?.includes(to);
    });
    expect(calls).toEqual([]);
  });

  it('keeps the files that join the stages out of the stages', () => {
    const joints = violations(generator, (file, used) => {
      const from = stageOf(file.path);
      return (
        from !== undefined &&
        !JOINTS.includes(from) &&
        /^generator\/src\/(?:pipeline|read-schema|index)\.ts$/.test(used.target) &&
        !used.typeOnly
      );
    });
    expect(joints).toEqual([]);
  });

  it('lets only the printing kit import ts-morph and handlebars', () => {
    expect(
      violations(
        generator,
        ({ path }, { target }) =>
          /^(?:ts-morph|handlebars)/.test(target) && !path.startsWith('generator/src/emit/print/'),
      ),
    ).toEqual([]);
  });

  it('lets only `write` touch the disk, and only what finds the schema and talks to the process read it', () => {
    const disk = violations(
      generator,
      ({ path }, { target }) =>
        /^(?:node:)?fs(?:\/|$)/.test(target) && !/^generator\/src\/(?:write|project|cli)\//.test(path),
    );
    expect(disk).toEqual([]);
    const writers = generator.filter(
      ({ path, text }) => !path.startsWith('generator/src/write/') && /\b(?:write|append|copy)File/.test(text),
    );
    expect(writers.map(({ path }) => path)).toEqual([]);
  });

  it('keeps the runtime free of the generator and of all packages but the AWS SDK', () => {
    const outside = violations(
      runtime,
      (_file, { target }) => !/^(?:runtime\/src\/|node:|@aws-sdk\/|@smithy\/)/.test(target),
    );
    expect(outside).toEqual([]);
  });
});

/** Lists the files that reach themselves through imports, of types too. */
function circles(files: readonly SourceFile[]): readonly string[] {
  const imports = new Map(files.map(({ path, imports: used }) => [path, used.map(({ target }) => target)]));
  const reaches = (from: string): boolean => {
    const seen = new Set(imports.get(from));
    for (const at of seen) for (const next of imports.get(at) ?? []) seen.add(next);
    return seen.has(from);
  };
  return [...imports.keys()].filter(reaches);
}

/** Files of at most 40 lines with a single importer: most belong into it. */
function fragments(files: readonly SourceFile[]): readonly SourceFile[] {
  const importers = new Map<string, Set<string>>();
  for (const { path, imports } of files)
    for (const { target } of imports) importers.set(target, (importers.get(target) ?? new Set()).add(path));
  return files.filter(({ path, lines }) => lines <= 40 && importers.get(path)?.size === 1);
}

describe('of all files', () => {
  it.each([
    ['iam', iam],
    ['runtime', runtime],
    ['generator', generator],
    ['sandbox', sandbox],
  ])('of %s at most a tenth are fragments of another', (_, files) => {
    const found = fragments(files);
    expect(found.length / files.length, found.map(({ path }) => path).join('\n')).toBeLessThanOrEqual(0.1);
  });
});

/** Top-level functions and members of classes of more than 80 lines, by their indentation. */
function longFunctions({ path, text }: SourceFile): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, start) => {
    const [, indent = '', name = ''] =
      /^( {0,2})(?:export )?(?:async )?(?:function\*? |const |static |get |#|async \*?)?(\w+)[^=;]*(?:\(|=>|= )[^;]*[({[]$/.exec(
        line,
      ) ?? [];
    if (name === '' || ['if', 'for', 'while', 'switch', 'describe'].includes(name)) return [];
    const end = lines.findIndex((each, i) => i > start && each.startsWith(`${indent}}`));
    const isFunction = /\bfunction\b|=>|^ {2}\S.*\) *(?::[^{]*)?\{$|\($/.test(line);
    return isFunction && end - start + 1 > 80 ? [`${path}:${start + 1} ${name}: ${end - start + 1} lines`] : [];
  });
}

describe('no function', () => {
  it('has more than 80 lines', () => {
    expect([...iam, ...runtime, ...generator, ...sandbox].flatMap(longFunctions)).toEqual([]);
  });
});

describe('no file', () => {
  it.each([
    ['iam', iam],
    ['runtime', runtime],
    ['generator', generator],
    ['sandbox', sandbox],
  ])('of %s imports itself through others', (_, files) => {
    expect(circles(files)).toEqual([]);
  });
});

describe('the package of policies', () => {
  it('knows AWS and nothing else', () => {
    // Only what reads files of others needs a parser of YAML.
    const outside = violations(
      iam,
      ({ path }, { target }) =>
        !target.startsWith('iam/src/') && !(path.startsWith('iam/src/read/') && target === 'yaml'),
    );
    expect(outside).toEqual([]);
    const readers = violations(
      iam,
      ({ path }, { target }) => target.startsWith('iam/src/read/') && !path.startsWith('iam/src/read/'),
    );
    expect(readers).toEqual([]);
  });

  it('reads session tags as the runtime does', () => {
    expect(SESSION_TAG_CHARACTER).toEqual(RUNTIME_TAG_CHARACTER);
  });
});

describe('the sandbox', () => {
  it('takes the generator and the runtime by their public names only', () => {
    expect(
      violations(
        sandbox,
        (_file, { target }) => /^(?:generator|runtime)\//.test(target) || /^@?tenantry\/.+\/(?:src|dist)/.test(target),
      ),
    ).toEqual([]);
  });
});

describe('start-up', () => {
  /** Every module that is loaded with a file, before any of its functions runs. */
  const loadedWith = (path: string, known: Set<string> = new Set()): Set<string> => {
    if (known.has(path)) return known;
    known.add(path);
    const file = generator.find((candidate) => candidate.path === path);
    for (const used of file?.imports ?? []) if (!used.typeOnly && !used.lazy) loadedWith(used.target, known);
    return known;
  };
  const packages = (path: string): string[] =>
    [...loadedWith(path)].filter((name) => !/^(?:generator\/|node:)/.test(name)).sort();

  it('of the command line loads commander and nothing else', () => {
    expect(packages('generator/src/cli/main.ts')).toEqual(['commander']);
  });

  it('of validation loads no emitter', () => {
    const loaded = [...packages('generator/src/read-schema.ts'), ...packages('generator/src/cli/commands/validate.ts')];
    expect([...new Set(loaded)].sort()).toEqual(['@tenantry/iam', '@tenantry/runtime/key-templates', 'yaml']);
  });
});

describe('files', () => {
  const all = [...generator, ...runtime, ...iam, ...sandbox];
  const lines = all.map((file) => file.lines).sort((a, b) => a - b);

  it('are none over 400 lines, 90 % under 250, the median at most 90', () => {
    expect(all.filter((file) => file.lines > 400).map(({ path }) => path)).toEqual([]);
    expect(lines[Math.floor(lines.length * 0.9)]).toBeLessThan(250);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(90);
  });

  it('of tests are none over 400 lines', () => {
    expect(
      sourceFiles('test')
        .filter((file) => file.lines > 400)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  it('have names in kebab-case', () => {
    const tests = sourceFiles('test', 'generated-example/app');
    const odd = [...all, ...tests].filter(
      ({ path }) => !path.split('/').every((part) => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test)?(?:\.ts)?$/.test(part)),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});
